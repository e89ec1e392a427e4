/// What an offer says of its file, for the receiver's eyes.
enum FileContext {
    /// 638 bytes, so that the offer never fits in one packet.
    static func base64(of file: File) -> String {
        var bytes: [UInt8] = []
        bytes.append(638 as UInt32, .little)
        bytes.append(3 as UInt32, .little)
        bytes.append(UInt64(file.size), .little)
        bytes.append(1 as UInt32, .little)
        for unit in file.name.utf16.prefix(259) { bytes.append(unit, .little) }
        bytes += [UInt8](repeating: 0, count: 570 - bytes.count)
        bytes += [0xFF, 0xFF, 0xFF, 0xFF]
        return encode(bytes + [UInt8](repeating: 0, count: 64))
    }

    /// RFC 4648, section 4.
    static func encode(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0...group.count { text.append(letters[value >> (18 - 6 * place) & 63]) }
            text += String(repeating: "=", count: 3 - group.count)
        }
        return text
    }
}
