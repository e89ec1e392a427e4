/// How packets leave a client.
extension Client {
    /// Sends text in as many packets as it takes, at once; returns the transaction of the first.
    @discardableResult
    func sendText(
        _ start: String,
        of session: Session,
        _ body: String,
        _ fields: [Field],
        by route: Route
    ) throws(PeerError) -> Int {
        let text = SessionText(
            start,
            from: full(account),
            to: full(session.partner),
            call: session.call,
            contentType: "application/x-msnmsgr-\(body)",
            body: fields
        )
        let packets = sessions.writer.packets(of: text.bytes, content: .plain, session: 0)
        var first = 0
        for packet in packets {
            let transaction = try sendPacket(packet, by: route)
            if first == 0 { first = transaction }
        }
        return first
    }

    /// An account, with its machine where the version of the protocol has those.
    func full(_ account: String) -> String {
        sessions.writer.version == .one ? account : "\(account);\(SessionGUID.machine(of: account))"
    }

    /// Sends one packet; returns the transaction of the message that carries it, 0 if none does.
    @discardableResult
    func sendPacket(_ packet: [UInt8], by route: Route, footer: UInt32 = 0) throws(PeerError) -> Int {
        if route == .direct, let direct {
            try direct.send(packet)
            return 0
        }
        var bytes = packet
        bytes.append(footer, .big)
        if usesRouting {
            let transaction = nextTransaction()
            let payload = RoutedMessage.packet(bytes, from: account, to: partner)
            try notification.send(Command(words: ["SDG", "\(transaction)"], payload: payload))
            return transaction
        }
        let version = sessions.writer.version
        return try send(Message.packet(bytes, from: account, to: partner, version: version), letter: "D")
    }

    /// Direct while that is to be had.
    var route: Route { direct?.isOpen == true ? .direct : .conversation }
}
