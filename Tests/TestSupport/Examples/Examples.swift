/// Example bytes of MSNP and its companions, built from the rules of the protocol: `Examples.e12` is example E12.
///
/// Accounts, cookies and GUIDs are invented (GUIDs with a fixed meaning excepted); addresses are from the ranges set
/// aside for documentation. Every length inside them is right.
public enum Examples {
    /// A part of an example: ASCII text, bytes, or a long run of one letter.
    struct Piece: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
        let bytes: [UInt8]

        init(stringLiteral text: String) {
            bytes = Array(text.utf8)
        }

        init(arrayLiteral bytes: UInt8...) {
            self.bytes = bytes
        }

        private init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        static func run(_ letter: Unicode.Scalar, _ count: Int) -> Piece {
            Piece(bytes: [UInt8](repeating: UInt8(ascii: letter), count: count))
        }
    }

    static func joined(_ pieces: [Piece]) -> [UInt8] {
        pieces.flatMap(\.bytes)
    }
}
