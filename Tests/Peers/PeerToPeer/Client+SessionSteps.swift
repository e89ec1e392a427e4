/// The steps of a script that have to do with sessions.
extension Client {
    func take(_ step: SessionStep) throws(PeerError) {
        switch step {
        case .speak(let version): sessions.writer.version = version
        case .share(let file): try share(file)
        case .wantPicture: try wantPicture()
        case .untilResolved: try waitUntilResolved()
        case .untilPicture: try waitForPicture()
        case .sendFile(let packets): try sendFile(packets)
        case .endSession: try endSession()
        case .trust: sessions.trustsEverybody = true
        case .listen(let port): sessions.listeningPort = port
        case .picturesDirectly: sessions.givesPicturesDirectly = true
        case .connect: try connect()
        }
    }

    private func share(_ file: File) throws(PeerError) {
        let session = sessions.begin(.file(file), with: partner)
        let fields = [
            Field(name: "EUF-GUID", value: SessionRequest.fileTransfer), session.numberField,
            Field(name: "AppID", value: "2"), Field(name: "Context", value: FileContext.base64(of: file)),
        ]
        lastInvitation = try invite(session, fields)
        report("sent session offer \(quoted(file.name)) \(file.size) by the \(route)")
    }

    private func wantPicture() throws(PeerError) {
        let session = sessions.begin(.picture, with: partner)
        let object = "<msnobj Creator=\"\(partner)\" Size=\"\(Picture.bytes.count)\" Type=\"3\" Location=\"p.dat\"/>"
        let fields = [
            Field(name: "EUF-GUID", value: SessionRequest.object), session.numberField,
            Field(name: "AppID", value: session.number % 2 == 0 ? "1" : "12"),
            Field(name: "Context", value: FileContext.encode(Array("\(object)\0".utf8))),
        ]
        try invite(session, fields)
        report("asked for the picture by the \(route)")
    }

    @discardableResult
    private func invite(_ session: Session, _ fields: [Field]) throws(PeerError) -> Int {
        let line = "INVITE MSNMSGR:\(full(session.partner)) MSNSLP/1.0"
        return try sendText(line, of: session, "sessionreqbody", fields, by: route)
    }

    /// The session that the script speaks of.
    func lastSession() throws(PeerError) -> Session {
        guard let session = sessions.last.flatMap({ sessions[$0] }) else {
            throw .unexpected("a step that needs a session before there is one")
        }
        return session
    }

    private func waitUntilResolved() throws(PeerError) {
        let session = try lastSession()
        try wait(for: "an answer to the request") { _ in sessions[session.number]?.answer != nil }
        switch sessions[session.number]?.answer {
        case .accepted: report("session accepted")
        case .declined(let code): report("session declined \(code)")
        case nil: break
        }
    }

    private func waitForPicture() throws(PeerError) {
        let before = picturesHad
        try wait(for: "the picture") { _ in sessions.pictures > before }
        picturesHad = sessions.pictures
    }

    /// Sends the next `count` packets of the file, or all that are left; nothing if nobody wants it.
    private func sendFile(_ count: Int?) throws(PeerError) {
        let session = try lastSession()
        guard case .file(let file) = session.purpose, session.answer == .accepted else { return }
        let all = session.packets ?? sessions.writer.packets(of: file.bytes, content: .file, session: session.number)
        let next = all.prefix(count ?? all.count)
        sessions[session.number]?.packets = Array(all.dropFirst(next.count))
        if route == .direct, try sendDirectly(next) { return }
        try sendInTurn(next)
    }

    /// Each packet once the server has said what became of the one before.
    private func sendInTurn(_ packets: ArraySlice<[UInt8]>) throws(PeerError) {
        for packet in packets {
            let transaction = try sendPacket(packet, by: .conversation)
            if !usesRouting { try wait(for: "word of a packet") { $0.answers[transaction] != nil } }
        }
        report("sent \(packets.count) packets of the file by the conversation")
    }

    private func endSession() throws(PeerError) {
        let session = try lastSession()
        let line = "BYE MSNMSGR:\(full(session.partner)) MSNSLP/1.0"
        try sendText(line, of: session, "sessionclosebody", [], by: route)
        report("ended session")
    }
}
