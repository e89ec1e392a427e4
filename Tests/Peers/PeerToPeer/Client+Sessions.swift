/// What a client does of its own accord when packets arrive, as real ones do.
extension Client {
    /// The way by which packets come and go.
    enum Route {
        case conversation
        case direct
    }

    /// Takes a packet in, answers it, and reports what a person would see of it.
    func takePacket(_ bytes: ArraySlice<UInt8>, by route: Route) throws(PeerError) {
        guard let packet = sessions.writer.version.packet(in: bytes) else {
            return report("arrived remains: a packet that no client can read")
        }
        switch packet.content {
        case .acknowledgement: return
        case .error: return report("arrived remains: a packet that says there was an error")
        case .plain, .object, .file: break
        }
        if packet.session != 0, sessions[packet.session]?.answer != .accepted {
            return report("arrived remains: a packet of a session that nobody opened")
        }
        try store(packet, arrivedIn: bytes, by: route)
    }

    private func store(_ packet: Packet, arrivedIn bytes: ArraySlice<UInt8>, by route: Route) throws(PeerError) {
        if case .file = sessions[packet.session]?.purpose, let place = sessions.assembly.place(of: packet) {
            report("stored file bytes \(place.lowerBound) to \(place.upperBound) from the \(route)")
            sessions[packet.session]?.storedBytes += place.count
        }
        guard let message = sessions.assembly.take(packet) else { return }
        let acknowledgement = sessions.writer.acknowledgement(of: packet, in: bytes)
        try sendPacket(acknowledgement, by: route)
        if let session = sessions[packet.session] {
            finish(message, of: session, by: route)
        } else {
            try takeText(message, by: route)
        }
    }

    private func finish(_ message: [UInt8], of session: Session, by route: Route) {
        switch session.purpose {
        case .file(let file):
            let expected = File(name: file.name, size: message.count).bytes
            let state = message == expected ? "intact" : "altered"
            report("arrived file of \(message.count) bytes \(state) by the \(route)")
        case .picture:
            // Four zero bytes come before an object.
            if message.count == 4 { return }
            let state = message == Picture.bytes ? "intact" : "altered"
            report("arrived picture of \(message.count) bytes \(state) by the \(route)")
            sessions.pictures += 1
        }
    }

    private func takeText(_ message: [UInt8], by route: Route) throws(PeerError) {
        guard let text = SessionText(message) else {
            return report("arrived remains: text that no client can read")
        }
        if let answer = Session.answer(inStartLine: text.start) {
            return takeAnswer(answer, in: text)
        }
        if let request = SessionRequest(text) {
            try takeRequest(request, text, by: route)
        } else if text.start.hasPrefix("INVITE"), text.contentType.hasSuffix("transreqbody") {
            try tellDirectPlace(answering: text, by: route)
        } else if text.start.hasPrefix("BYE") {
            endSession(of: text.call)
        } else {
            report("arrived remains: text that no client acts on")
        }
    }

    private func takeAnswer(_ answer: Session.Answer, in text: SessionText) {
        guard let session = sessions.session(of: text.call) else { return }
        guard text.contentType.hasSuffix("transrespbody") else {
            sessions[session.number]?.answer = answer
            return
        }
        sessions.places[session.call.id] = DirectPlace(text)
    }

    private func takeRequest(_ request: SessionRequest, _ text: SessionText, by route: Route) throws(PeerError) {
        guard let number = request.session, let call = text.call, sessions[number] == nil else { return }
        let clients = request.clientsThatOffer.map(\.rawValue).joined(separator: ",")
        var session = Session(number: number, call: call, partner: text.sender, purpose: .file(offered))
        if !clients.isEmpty {
            report("arrived session offer \(text.sender) as read by \(clients)")
        } else if request.asksForPicture {
            session = Session(number: number, call: call, partner: text.sender, purpose: .picture)
        } else {
            report("arrived remains: a session for nobody knows what")
            if !sessions.trustsEverybody { session.answer = .declined(code: 603) }
        }
        session.answer = session.answer ?? .accepted
        sessions[number] = session
        try answerRequest(session, by: route)
    }

    private func answerRequest(_ session: Session, by route: Route) throws(PeerError) {
        let line = session.answer == .accepted ? "200 OK" : "603 Decline"
        try sendText("MSNSLP/1.0 \(line)", of: session, "sessionreqbody", [session.numberField], by: route)
        report("answered session \(line)")
        guard session.purpose == .picture else { return }
        if sessions.givesPicturesDirectly, direct?.isOpen != true {
            return sessions.waitingPictures.append(session.number)
        }
        try givePicture(in: session.number, by: sessions.givesPicturesDirectly ? .direct : route)
    }

    /// Sends the picture in one go.
    func givePicture(in number: UInt32, by route: Route) throws(PeerError) {
        let preparation = sessions.writer.packets(of: [0, 0, 0, 0], content: .plain, session: number)
        let packets = sessions.writer.packets(of: Picture.bytes, content: .object, session: number)
        for packet in preparation + packets { try sendPacket(packet, by: route, footer: 1) }
        report("sent picture of \(Picture.bytes.count) bytes by the \(route)")
    }

    private func endSession(of call: SessionText.Call?) {
        guard let session = sessions.session(of: call) else { return }
        report("session ended: stored \(session.storedBytes) bytes")
        sessions[session.number]?.answer = .declined(code: 481)
    }
}

extension Session {
    var numberField: Field { Field(name: "SessionID", value: "\(number)") }
}
