import Glibc

/// Prints one event, at once, so that the lab reads it even from a peer that is ended a moment later.
func report(_ event: String) {
    print(event)
    fflush(nil)
}

/// A text as it appears in an event: between quotes, on one line, and short.
func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " / ")
    if line.count <= 100 { return "\"\(line)\"" }
    return "\"\(line.prefix(60))…\" (\(line.count) characters, sum \(sum(of: text)))"
}

/// Tells one long text from another: FNV-1a.
private func sum(of text: String) -> String {
    let sum = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(sum, radix: 16)
}
