/// A message as a receiving client sees it: header fields, then a body.
struct ReceivedMessage: Sendable {
    var header: FieldList
    var body: [UInt8]

    /// The payload of a `MSG`: one block of header fields.
    init(payload: [UInt8]) {
        self.init(payload: payload, headerBlocks: 1)
    }

    /// The payload of an `SDG`: routing, reliability and messaging fields, each block ended by an empty line.
    init(datagram payload: [UInt8]) {
        self.init(payload: payload, headerBlocks: 3)
    }

    private init(payload: [UInt8], headerBlocks: Int) {
        var rest = payload[...]
        header = FieldList()
        for _ in 0..<headerBlocks {
            header.append(FieldList(headerOf: &rest))
        }
        body = Array(rest)
    }

    var isInvitation: Bool {
        isOfType("text/x-msmsgsinvite") || hasMessageType("invite")
    }

    var isChat: Bool {
        isOfType("text/plain") || hasMessageType("text")
    }

    var isPeerToPeer: Bool {
        isOfType("application/x-msnmsgrp2p") || hasMessageType("data")
    }

    /// A session text without a packet around it.
    var isSignal: Bool {
        isOfType("application/x-msnmsgr-") || hasMessageType("signal/p2p")
    }

    /// Some clients compare only the beginning of the type, and without case.
    private func isOfType(_ type: String) -> Bool {
        header.values("Content-Type").contains { lowercased($0).hasPrefix(type) }
    }

    /// Clients of MSNP21 look at this field of a datagram instead.
    private func hasMessageType(_ type: String) -> Bool {
        header.values("Message-Type").contains { lowercased($0) == type }
    }
}
