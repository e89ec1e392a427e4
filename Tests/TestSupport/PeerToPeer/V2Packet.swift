extension PeerToPeer {
    /// One type, length, value of a header of version 2.
    public struct Option: Hashable, Sendable {
        /// What the value is.
        public var type: UInt8
        /// The value, at most 255 bytes.
        public var value: [UInt8]

        /// An option.
        public init(type: UInt8, value: [UInt8]) {
            self.type = type
            self.value = value
        }

        var bytes: [UInt8] { [type, UInt8(truncatingIfNeeded: value.count)] + value }

        /// Header: who the peer is, in the first packet of a conversation.
        public static let peer = Self(type: 1, value: [0, 2, 0, 0, 0, 14, 0, 0, 15, 1, 0, 0])
        /// Header: the sequence number up to which everything has come.
        public static func acknowledgement(_ sequence: UInt32) -> Self {
            Self(type: 2, value: [UInt8](bigEndian: sequence))
        }
        /// Data header: how many bytes of the message come after this packet.
        public static func remaining(_ count: UInt64) -> Self {
            Self(type: 1, value: [UInt8](bigEndian: count))
        }
    }

    /// A packet of version 2: header and data header with options, highest bytes first, the chunk, a footer of four.
    public struct V2: Hashable, Sendable {
        /// 0 none, 1 synchronise, 2 acknowledgement wanted, 3 both.
        public var operation: UInt8
        /// The position of the packet among all bytes of the peer.
        public var sequence: UInt32
        /// The options of the header.
        public var options: [Option]
        /// Whether there is a data header; without one the packet is an acknowledgement only.
        public var hasData: Bool
        /// 1 is set in the first packet of a message; 0 is session text, 4 an object, 6 a file.
        public var kind: UInt8
        /// The same in all packets of one message.
        public var package: UInt16
        /// 0 for session texts, the number of the session for data.
        public var session: UInt32
        /// The options of the data header.
        public var dataOptions: [Option]
        /// The data.
        public var chunk: [UInt8]
        /// The application.
        public var footer: UInt32
        /// What the header says of the length of data header and data, if not the truth.
        public var claimedLength: UInt16?

        /// A packet that by itself is a whole session text, if nothing else is said.
        public init(
            _ chunk: [UInt8] = [],
            operation: UInt8 = 0,
            sequence: UInt32 = 0x1000_0000,
            options: [Option] = [],
            hasData: Bool = true,
            kind: UInt8 = 1,
            package: UInt16 = 1,
            session: UInt32 = 0,
            dataOptions: [Option] = [],
            footer: UInt32 = 0,
            claimedLength: UInt16? = nil
        ) {
            self.operation = operation
            self.sequence = sequence
            self.options = options
            self.hasData = hasData
            self.kind = kind
            self.package = package
            self.session = session
            self.dataOptions = dataOptions
            self.chunk = chunk
            self.footer = footer
            self.claimedLength = claimedLength
        }

        /// The packet as it stands in a switchboard or a datagram.
        public var bytes: [UInt8] { bytesWithoutFooter + [UInt8](bigEndian: footer) }

        /// The packet as it stands in a direct connection, without the length of the frame.
        public var bytesWithoutFooter: [UInt8] { header + messagePart }

        private var header: [UInt8] {
            let options = padded(self.options)
            let length = claimedLength ?? UInt16(messagePart.count)
            return [UInt8(8 + options.count), operation] + [UInt8](bigEndian: length) + [UInt8](bigEndian: sequence)
                + options
        }

        private var messagePart: [UInt8] {
            guard hasData else { return [] }
            let options = padded(dataOptions)
            return [UInt8(8 + options.count), kind] + [UInt8](bigEndian: package) + [UInt8](bigEndian: session)
                + options + chunk
        }

        private func padded(_ options: [Option]) -> [UInt8] {
            let bytes = options.flatMap(\.bytes)
            return bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
        }
    }
}
