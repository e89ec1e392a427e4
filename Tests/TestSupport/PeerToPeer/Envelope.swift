extension PeerToPeer {
    /// What carries packets and session texts between client and server.
    public struct Envelope: Hashable, Sendable {
        /// Who speaks on this connection: the client, or the server that passes on what another client said.
        public var sender: Side
        /// The two clients.
        public var parties: Parties
        /// The number of the transaction, which only the client writes.
        public var transaction: Int
        /// How the client wants a `MSG` acknowledged.
        public var letter: String
        /// The content type of packets.
        public var type = "application/x-msnmsgrp2p"

        /// An envelope.
        public init(_ sender: Side = .client, _ parties: Parties = .v1, transaction: Int = 10, letter: String = "D") {
            self.sender = sender
            self.parties = parties
            self.transaction = transaction
            self.letter = letter
        }

        /// One packet, or anything else, as the body of a `MSG`.
        public func message(_ packet: [UInt8]) -> [UInt8] {
            let source = parties.fromMachine.map { _ in "P2P-Src: \(parties.source)\r\n" } ?? ""
            let header =
                "MIME-Version: 1.0\r\nContent-Type: \(type)\r\nP2P-Dest: \(parties.destination)\r\n\(source)\r\n"
            let payload = [UInt8](text: header) + packet
            return command("MSG \(transaction) \(letter)", "MSG \(parties.source) Alice", payload)
        }

        /// Several packets, a `MSG` each.
        public func messages(_ packets: [V1]) -> [UInt8] { packets.flatMap { message($0.bytes) } }

        /// Several packets, a `MSG` each.
        public func messages(_ packets: [V2]) -> [UInt8] { packets.flatMap { message($0.bytes) } }

        /// Several packets in one `SDG` (MSNP21), with their places in `Bridging-Offsets`.
        public func datagram(_ packets: [[UInt8]], messageType: String = "Data", contentType: String? = nil) -> [UInt8]
        {
            let places = packets.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }.dropLast()
            let offsets = places.map(String.init).joined(separator: ",")
            let fields = ["Content-Transfer-Encoding: binary", "Bridging-Offsets: \(offsets)"]
            return datagram(packets.flatMap(\.self), messageType, contentType ?? type, fields)
        }

        /// A bare session text in one `SDG`.
        public func datagram(signal text: SessionText, contentType: String = "application/x-msnmsgr-transreqbody")
            -> [UInt8]
        {
            datagram(text.bytes, "Signal/P2P", contentType, [])
        }

        /// A bare session text in a `UUN` of the client or a `UBN` of the server, type 3 if nothing else is said.
        public func notice(_ text: SessionText, type: Int = 3) -> [UInt8] {
            command("UUN \(transaction) \(parties.destination) \(type)", "UBN \(parties.source) \(type)", text.bytes)
        }

        private func datagram(_ body: [UInt8], _ messageType: String, _ contentType: String, _ fields: [String])
            -> [UInt8]
        {
            let routing = [
                "Routing: 1.0",
                "To: 1:\(parties.to)" + (parties.toMachine.map { ";epid={\($0)}" } ?? ""),
                "From: 1:\(parties.from)" + (parties.fromMachine.map { ";epid={\($0)}" } ?? ""),
                "Service-Channel: PE", "Options: 0", "",
            ]
            let messaging =
                ["Messaging: 2.0", "Message-Type: \(messageType)", "Content-Type: \(contentType)"] + fields
                + ["Content-Length: \(body.count)", ""]
            let lines = routing + ["Reliability: 1.0", ""] + messaging
            return command("SDG \(transaction)", "SDG 0", lines.flatMap { [UInt8](text: $0 + "\r\n") } + body)
        }

        private func command(_ fromClient: String, _ fromServer: String, _ payload: [UInt8]) -> [UInt8] {
            [UInt8](text: "\(sender == .client ? fromClient : fromServer) \(payload.count)\r\n") + payload
        }
    }
}
