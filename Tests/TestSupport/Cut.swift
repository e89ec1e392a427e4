/// How bytes are cut into segments.
public enum Cut: Hashable, Sendable {
    /// Everything in one piece.
    case whole
    /// Pieces that end at these positions, and the rest; positions outside the bytes cut nothing.
    case at([Int])
    /// Pieces of this many bytes, at least 1, as of a small maximum segment size.
    case every(Int)

    /// One byte a piece.
    public static let byteByByte = Cut.every(1)

    /// Every way that a parser must survive for `count` bytes: whole, byte by byte, and cut in two at each position.
    public static func all(of count: Int) -> [Cut] {
        [.whole, .byteByByte] + (1..<max(count, 1)).map { .at([$0]) }
    }

    /// Up to `most` cuts at random positions of `count` bytes.
    public static func random(of count: Int, most: Int = 8, using generator: inout SeededGenerator) -> Cut {
        guard count > 1 else { return .whole }
        let number = Int.random(in: 0...most, using: &generator)
        return .at((0..<number).map { _ in Int.random(in: 1..<count, using: &generator) })
    }

    /// Where the pieces of `count` bytes lie: in order, none empty, together everything.
    public func ranges(of count: Int) -> [Range<Int>] {
        let inner: [Int]
        switch self {
        case .whole: inner = []
        case .at(let positions): inner = Set(positions.filter { $0 > 0 && $0 < count }).sorted()
        case .every(let length): inner = Array(stride(from: length, to: count, by: length))
        }
        return zip([0] + inner, inner + [count]).map { $0..<$1 }.filter { !$0.isEmpty }
    }

    /// The pieces of `bytes`.
    public func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        ranges(of: bytes.count).map { Array(bytes[$0]) }
    }
}

extension Cut: ExpressibleByArrayLiteral, CustomStringConvertible {
    /// Cuts at these positions.
    public init(arrayLiteral positions: Int...) {
        self = .at(positions)
    }

    /// The cut in the words of a failure message.
    public var description: String {
        switch self {
        case .whole: "whole"
        case .at(let positions): "cut at \(positions)"
        case .every(let length): "cut every \(length) bytes"
        }
    }
}
