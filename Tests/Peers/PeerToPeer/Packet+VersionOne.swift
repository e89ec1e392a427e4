/// The header of 48 bytes, all numbers little endian.
extension Packet {
    private static let headerSize = 48

    /// Takes the number of bytes from `bytes` itself: the header's own may be 0, or more than there are.
    init?(versionOne bytes: ArraySlice<UInt8>) {
        guard let session: UInt32 = bytes.number(at: 0, .little), let message: UInt32 = bytes.number(at: 4, .little),
            let offset: UInt64 = bytes.number(at: 8, .little), let total: UInt64 = bytes.number(at: 16, .little),
            let flags: UInt32 = bytes.number(at: 28, .little), bytes.count >= Self.headerSize,
            let content = Self.content(flags), total <= 1 << 24
        else { return nil }
        let data = Array(bytes.dropFirst(Self.headerSize))
        let end = offset.addingReportingOverflow(UInt64(data.count))
        guard !end.overflow, content == .acknowledgement || end.partialValue <= total else { return nil }
        self.init(
            session: session,
            message: message,
            content: content,
            total: Int(total),
            remaining: content == .acknowledgement ? 0 : Int(total - end.partialValue),
            data: data
        )
    }

    /// The packet in bytes, which claims to carry `claimed` bytes of data.
    func versionOne(claiming claimed: Int) -> [UInt8] {
        let total = total ?? data.count
        var bytes: [UInt8] = []
        bytes.append(session, .little)
        bytes.append(message, .little)
        bytes.append(UInt64(total - remaining - data.count), .little)
        bytes.append(UInt64(total), .little)
        bytes.append(UInt32(claimed), .little)
        bytes.append(flags, .little)
        bytes.append(message ^ 0x0BAD_F00D, .little)
        bytes += [UInt8](repeating: 0, count: 12)
        return bytes + data
    }

    /// Says that `packet`'s message has come whole.
    static func versionOneAcknowledgement(of packet: Packet, as message: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(packet.session, .little)
        bytes.append(message, .little)
        bytes.append(0 as UInt64, .little)
        bytes.append(UInt64(packet.total ?? 0), .little)
        bytes.append(0 as UInt32, .little)
        bytes.append(0x02 as UInt32, .little)
        bytes.append(packet.message, .little)
        bytes.append(packet.message ^ 0x0BAD_F00D, .little)
        bytes.append(UInt64(packet.total ?? 0), .little)
        return bytes
    }

    private var flags: UInt32 {
        switch content {
        case .plain: 0
        case .object: 0x20
        case .file: 0x0100_0030
        case .acknowledgement: 0x02
        case .error: 0x08
        }
    }

    /// Nil for the handshake of a direct connection, which is no part of any session.
    private static func content(_ flags: UInt32) -> Content? {
        if flags & 0x100 != 0 { return nil }
        if flags & 0xC9 != 0 { return .error }
        if flags & 0x02 != 0 { return .acknowledgement }
        switch flags & 0x30 {
        case 0x30: return .file
        case 0x20: return .object
        default: return .plain
        }
    }
}
