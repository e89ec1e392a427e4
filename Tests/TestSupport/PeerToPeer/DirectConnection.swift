extension PeerToPeer {
    /// What goes over a connection between two clients: frames, each with its length in four bytes, lowest first.
    public enum Direct {
        /// The first frame of the side that connects.
        public static let opening = frame([UInt8](text: "foo\0"))

        /// A nonce of version 1: a whole header with the GUID in its last sixteen bytes.
        public static func nonceV1(_ guid: String, identifier: UInt32 = 1006) -> [UInt8] {
            let header = V1(identifier: identifier, flags: 0x100).header
            return frame(header.prefix(32) + PeerToPeer.bytes(ofGUID: guid))
        }

        /// A nonce of version 2: nothing but the GUID.
        public static func nonceV2(_ guid: String) -> [UInt8] {
            frame(PeerToPeer.bytes(ofGUID: guid))
        }

        /// One packet of version 1, without a footer.
        public static func frame(_ packet: V1) -> [UInt8] { frame(packet.bytesWithoutFooter) }

        /// One packet of version 2, without a footer.
        public static func frame(_ packet: V2) -> [UInt8] { frame(packet.bytesWithoutFooter) }

        /// Any bytes; none at all keep the connection alive.
        public static func frame(_ bytes: [UInt8]) -> [UInt8] {
            [UInt8](littleEndian: UInt32(bytes.count)) + bytes
        }
    }
}
