/// The two headers of variable length, all numbers big endian: one for the packet, one for its data.
extension Packet {
    init?(versionTwo bytes: ArraySlice<UInt8>) {
        guard let headerSize = bytes.first.map(Int.init), let length: UInt16 = bytes.number(at: 2, .big),
            headerSize >= 8, bytes.count >= headerSize + Int(length)
        else { return nil }
        if length == 0 {
            self.init(session: 0, message: 0, content: .acknowledgement, total: 0, remaining: 0, data: [])
            return
        }
        self.init(dataHeader: bytes.dropFirst(headerSize).prefix(Int(length)))
    }

    private init?(dataHeader bytes: ArraySlice<UInt8>) {
        guard let size = bytes.first.map(Int.init), size >= 8, bytes.count >= size, let marks = bytes.dropFirst().first,
            let package: UInt16 = bytes.number(at: 2, .big), let session: UInt32 = bytes.number(at: 4, .big),
            let content = Self.content(marks)
        else { return nil }
        let data = Array(bytes.dropFirst(size))
        let remaining = Self.remaining(in: bytes.prefix(size).dropFirst(8))
        let isFirst = marks & 1 == 1
        self.init(
            session: session,
            message: UInt32(package),
            content: content,
            total: isFirst ? data.count + remaining : nil,
            remaining: remaining,
            data: data
        )
    }

    /// The packet in bytes; `sequence` counts all bytes behind the first header that were sent before.
    func versionTwo(sequence: UInt32, isFirst: Bool, introducing isIntroduction: Bool) -> [UInt8] {
        let dataHeader = dataHeader(isFirst: isFirst)
        let options = isIntroduction ? Self.introduction : []
        var bytes: [UInt8] = [UInt8(8 + options.count), isIntroduction ? 3 : 0]
        bytes.append(UInt16(dataHeader.count + data.count), .big)
        bytes.append(sequence, .big)
        return bytes + options + dataHeader + data
    }

    /// Says that all bytes before `sequence` have come.
    static func versionTwoAcknowledgement(upTo acknowledged: UInt32, sequence: UInt32) -> [UInt8] {
        var bytes: [UInt8] = [16, 0, 0, 0]
        bytes.append(sequence, .big)
        bytes += [2, 4]
        bytes.append(acknowledged, .big)
        return bytes + [0, 0]
    }

    /// What has to be acknowledged once the packet in `bytes` has come.
    static func sequence(after bytes: ArraySlice<UInt8>) -> UInt32 {
        let sequence: UInt32 = bytes.number(at: 4, .big) ?? 0
        let length: UInt16 = bytes.number(at: 2, .big) ?? 0
        return sequence &+ UInt32(length)
    }

    private func dataHeader(isFirst: Bool) -> [UInt8] {
        var bytes: [UInt8] = [remaining > 0 ? 20 : 8, marks | (isFirst ? 1 : 0)]
        bytes.append(UInt16(truncatingIfNeeded: message), .big)
        bytes.append(session, .big)
        guard remaining > 0 else { return bytes }
        bytes += [1, 8]
        bytes.append(UInt64(remaining), .big)
        return bytes + [0, 0]
    }

    private var marks: UInt8 {
        switch content {
        case .plain, .acknowledgement, .error: 0
        case .object: 0x04
        case .file: 0x06
        }
    }

    private static func content(_ marks: UInt8) -> Content? {
        switch marks & 0xFE {
        case 0: .plain
        case 4: .object
        case 6: .file
        default: .error
        }
    }

    /// The option that every client sends with its first packet: protocol, implementation, version, capabilities.
    private static let introduction: [UInt8] = [1, 12, 0, 2, 0, 0, 0, 14, 0, 0, 15, 1, 0, 0, 0, 0]

    private static func remaining(in options: ArraySlice<UInt8>) -> Int {
        guard options.first == 1, let remaining: UInt64 = options.number(at: 2, .big) else { return 0 }
        return Int(min(remaining, 1 << 24))
    }
}
