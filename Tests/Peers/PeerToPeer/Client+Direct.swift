/// Direct connections: who listens, who calls, and what happens when one comes to nothing.
extension Client {
    /// What else to wait for besides servers.
    var directSockets: [Socket] { [directListener, direct?.socket].compactMap(\.self) }

    /// Takes what has arrived at those of `directSockets` that `ready` marks.
    func takeDirectArrivals(_ ready: [Bool]) throws(PeerError) {
        for (socket, isReady) in zip(directSockets, ready) where isReady {
            if socket === directListener { try acceptDirect(socket) } else { try takeFrames() }
        }
    }

    /// Listens, and tells the other side where.
    func tellDirectPlace(answering text: SessionText, by route: Route) throws(PeerError) {
        guard let session = sessions.session(of: text.call), session.answer == .accepted else { return }
        let endpoint = Endpoint(address: address, port: sessions.listeningPort)
        let place = DirectPlace(endpoint, nonce: .random())
        directListener = try Socket.listening(at: endpoint)
        directNonce = place.nonce
        try sendText("MSNSLP/1.0 200 OK", of: session, "transrespbody", place.fields, by: route)
        report("listens for a direct connection at \(endpoint)")
    }

    /// Asks the other side to listen, and calls it there; after five seconds in vain the conversation has to do.
    func connect() throws(PeerError) {
        let session = try lastSession()
        guard session.answer == .accepted else { return }
        let line = "INVITE MSNMSGR:\(full(session.partner)) MSNSLP/1.0"
        try sendText(line, of: session, "transreqbody", DirectPlace.request, by: .conversation)
        try wait(for: "the place of a direct connection") { _ in sessions.places[session.call.id] != nil }
        guard let place = sessions.places[session.call.id] else { return }
        do {
            try greet(place, until: Deadline(in: .seconds(5)))
            report("direct connection open")
        } catch {
            loseDirect(error)
        }
    }

    private func greet(_ place: DirectPlace, until limit: Deadline) throws(PeerError) {
        let socket = try Socket.calling(place.endpoint, from: address, until: limit)
        let connection = try DirectConnection(
            calling: socket,
            version: sessions.writer.version,
            nonce: place.nonce
        )
        direct = connection
        while !connection.isOpen {
            try limit.check("the other side's greeting")
            try takeArrivals()
            if direct == nil { throw .ended(purpose: "direct", .closed) }
            if socket.transmission == .stuck { throw .ended(purpose: "direct", .silent) }
        }
    }

    /// Whether all of `packets` were acknowledged at the other end.
    func sendDirectly(_ packets: ArraySlice<[UInt8]>) throws(PeerError) -> Bool {
        guard let socket = direct?.socket else { return false }
        do {
            for packet in packets { try sendPacket(packet, by: .direct) }
            while socket.transmission == .underWay { try takeArrivals() }
        } catch .ended {
            loseDirect(.ended(purpose: "direct", .reset))
            return false
        }
        if socket.transmission == .settled, direct != nil {
            report("sent \(packets.count) packets of the file by the direct connection")
            return true
        }
        if direct != nil { loseDirect(.ended(purpose: "direct", .silent)) }
        return false
    }

    private func acceptDirect(_ listener: Socket) throws(PeerError) {
        guard let nonce = directNonce else { return }
        direct = DirectConnection(called: try listener.accept(), version: sessions.writer.version, nonce: nonce)
        directListener = nil
    }

    private func takeFrames() throws(PeerError) {
        guard let connection = direct else { return }
        do {
            let wasOpen = connection.isOpen
            for frame in try connection.receive() where !frame.isEmpty { try takePacket(frame[...], by: .direct) }
            if connection.isOpen, !wasOpen { try giveWaitingPictures() }
        } catch {
            loseDirect(error)
        }
    }

    private func giveWaitingPictures() throws(PeerError) {
        for number in sessions.waitingPictures { try givePicture(in: number, by: .direct) }
        sessions.waitingPictures = []
    }

    private func loseDirect(_ error: PeerError) {
        report("dead: \(error)")
        direct = nil
    }
}
