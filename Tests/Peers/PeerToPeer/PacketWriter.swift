/// Cuts messages into packets, and numbers them, as one client does for all its sessions.
struct PacketWriter {
    var version = PacketVersion.one
    private var message = UInt32.random(in: 1000...0xFFFF)
    private var sequence = UInt32.random(in: 0x1000_0000...0x1FFF_FFFF)
    private var hasBegun = false

    /// The packets of a message, in bytes.
    ///
    /// In the first version the first packet goes out twice, the first time claiming to be empty, and the last one
    /// claims to be full, as widespread clients do it.
    mutating func packets(of data: [UInt8], content: Packet.Content, session: UInt32) -> [[UInt8]] {
        message += 1
        let starts = stride(from: 0, to: data.count, by: version.room)
        let packets = starts.map { start in
            let part = Array(data[start..<min(start + version.room, data.count)])
            return Packet(
                session: session,
                message: message,
                content: content,
                total: data.count,
                remaining: data.count - start - part.count,
                data: part
            )
        }
        return version == .one ? Self.inVersionOne(packets) : packets.map { inVersionTwo($0) }
    }

    /// Says that the message which `packet` ended, and which came in `bytes`, has come whole.
    mutating func acknowledgement(of packet: Packet, in bytes: ArraySlice<UInt8>) -> [UInt8] {
        message += 1
        switch version {
        case .one: return Packet.versionOneAcknowledgement(of: packet, as: message)
        case .two: return Packet.versionTwoAcknowledgement(upTo: Packet.sequence(after: bytes), sequence: sequence)
        }
    }

    private static func inVersionOne(_ packets: [Packet]) -> [[UInt8]] {
        let full = PacketVersion.one.room
        let last = packets.count - 1
        let bytes = packets.enumerated().map { index, packet in
            packet.versionOne(claiming: index == last && index > 0 ? full : packet.data.count)
        }
        return packets.prefix(1).map { $0.versionOne(claiming: 0) } + bytes
    }

    private mutating func inVersionTwo(_ packet: Packet) -> [UInt8] {
        let isFirst = packet.total == packet.remaining + packet.data.count
        let bytes = packet.versionTwo(sequence: sequence, isFirst: isFirst, introducing: !hasBegun)
        hasBegun = true
        sequence = Packet.sequence(after: bytes[...])
        return bytes
    }
}
