/// The bytes of an input, taken from its front as choices; behind the end every choice is 0, so every input means something.
struct Choices {
    private var rest: ArraySlice<UInt8>

    init(_ input: [UInt8]) {
        rest = input[...]
    }

    var isEmpty: Bool { rest.isEmpty }

    /// The next byte.
    mutating func next() -> UInt8 {
        rest.popFirst() ?? 0
    }

    /// A number from 0 up to, and not including, `count`, which is at least 1: from as many bytes as it takes.
    mutating func below(_ count: Int) -> Int {
        guard count > 256 else { return Int(next()) % count }
        return (Int(next()) << 8 | Int(next())) % count
    }

    /// The next bytes, fewer at the end of the input.
    mutating func bytes(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// All that is left.
    mutating func remainder() -> [UInt8] {
        bytes(rest.count)
    }
}
