extension PeerToPeer {
    /// A packet of version 1: a header of 48 bytes with its lowest bytes first, the chunk, a footer of four.
    public struct V1: Hashable, Sendable {
        /// 0 for session texts, the number of the session for data.
        public var session: UInt32
        /// The same in all chunks of one message.
        public var identifier: UInt32
        /// Where the chunk lies in the message.
        public var offset: UInt64
        /// The size of the whole message.
        public var total: UInt64
        /// How long the header says that the chunk is; clients are known to lie here.
        public var length: UInt32
        /// What the packet is.
        public var flags: UInt32
        /// A random number; in an acknowledgement the identifier of the message.
        public var acknowledged: UInt32
        /// 0; in an acknowledgement the random number of the message.
        public var acknowledgedRandom: UInt32
        /// 0; in an acknowledgement the size of the message.
        public var acknowledgedTotal: UInt64
        /// The bytes that are really there.
        public var chunk: [UInt8]
        /// The application, which real clients get wrong.
        public var footer: UInt32

        /// A packet that by itself is a whole message, if nothing else is said.
        public init(
            _ chunk: [UInt8] = [],
            session: UInt32 = 0,
            identifier: UInt32 = 1000,
            offset: UInt64 = 0,
            total: UInt64? = nil,
            length: UInt32? = nil,
            flags: UInt32 = 0,
            acknowledged: UInt32 = 0x0BAD_F00D,
            acknowledgedRandom: UInt32 = 0,
            acknowledgedTotal: UInt64 = 0,
            footer: UInt32 = 0
        ) {
            self.session = session
            self.identifier = identifier
            self.offset = offset
            self.total = total ?? UInt64(chunk.count)
            self.length = length ?? UInt32(chunk.count)
            self.flags = flags
            self.acknowledged = acknowledged
            self.acknowledgedRandom = acknowledgedRandom
            self.acknowledgedTotal = acknowledgedTotal
            self.chunk = chunk
            self.footer = footer
        }

        /// The header.
        public var header: [UInt8] {
            [UInt8](littleEndian: session) + [UInt8](littleEndian: identifier)
                + [UInt8](littleEndian: offset) + [UInt8](littleEndian: total)
                + [UInt8](littleEndian: length) + [UInt8](littleEndian: flags)
                + [UInt8](littleEndian: acknowledged) + [UInt8](littleEndian: acknowledgedRandom)
                + [UInt8](littleEndian: acknowledgedTotal)
        }

        /// The packet as it stands in a switchboard or a datagram.
        public var bytes: [UInt8] { header + chunk + [UInt8](bigEndian: footer) }

        /// The packet as it stands in a direct connection, which knows no footer, without the length of the frame.
        public var bytesWithoutFooter: [UInt8] { header + chunk }

        /// A whole message, cut into chunks of this packet's kind.
        public func split(_ message: [UInt8], _ cut: Cut = .every(largestChunk)) -> [Self] {
            cut.ranges(of: message.count).map { range in
                var packet = self
                packet.chunk = Array(message[range])
                packet.offset = UInt64(range.lowerBound)
                packet.total = UInt64(message.count)
                packet.length = UInt32(range.count)
                return packet
            }
        }

        /// Data of a file, with everything as the official client writes it.
        public static func file(_ chunk: [UInt8], session: UInt32 = PeerToPeer.session, identifier: UInt32 = 1003)
            -> Self
        {
            Self(chunk, session: session, identifier: identifier, flags: fileFlags, footer: 2)
        }

        /// Data of a display picture.
        public static func picture(_ chunk: [UInt8], session: UInt32 = PeerToPeer.session, identifier: UInt32 = 2004)
            -> Self
        {
            Self(chunk, session: session, identifier: identifier, flags: objectFlags, footer: 1)
        }

        /// The four zero bytes that announce the data of a display picture.
        public static func preparation(session: UInt32 = PeerToPeer.session, identifier: UInt32 = 2003) -> Self {
            Self([0, 0, 0, 0], session: session, identifier: identifier, footer: 1)
        }

        /// The acknowledgement of this packet's message.
        public var acknowledgement: Self {
            Self(
                session: session,
                identifier: identifier + 1000,
                total: total,
                flags: 2,
                acknowledged: identifier,
                acknowledgedRandom: acknowledged,
                acknowledgedTotal: total
            )
        }
    }
}
