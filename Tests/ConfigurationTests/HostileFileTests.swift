import Configuration
import TestSupport
import Testing

/// A policy file may be anything.
@Suite struct HostileFileTests {
    private static let whole = Array(
        """
        user = "stile"
        [queues]
        numbers = "0:1"
        length = 4096
        [ports]
        queued = [1863, "6891-6900"]
        [transfers]
        files = 'drop'
        note = \"\"\"many
        lines\"\"\"
        [[hosts]]
        name = "sales"
        may = "everything"
        networks = ["192.0.2.0/24", { a = [1, 2] }]
        times = ["mon-fri 08:00-18:00"]

        """.utf8
    )

    private static let rows: [Row<[UInt8]>] = [
        Row("deep lists", Array("a = ".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 100_000)),
        Row("deep tables", Array("a = ".utf8) + Array(repeating: Array("{a=".utf8), count: 50_000).flatMap(\.self)),
        Row(
            "long dots",
            Array("a".utf8) + Array(repeating: Array(".a".utf8), count: 1000).flatMap(\.self) + Array("=1".utf8)
        ),
        Row(
            "deep lists over lines",
            Array("a = ".utf8) + Array(repeating: Array("1,[\n".utf8), count: 5000).flatMap(\.self)
        ),
        Row("a table without a name", Array("[=]\n[[\n[ #]\n\u{FEFF}[\u{E9}]\n[".utf8)),
        Row("open text", Array("a = \"".utf8)), Row("open long text", Array("a = '''".utf8)),
        Row("open header", Array("[[".utf8)), Row("a backslash at the end", Array("a = \"\\".utf8)),
        Row("no text at all", [0xFF, 0xFE, 0x80, 0x0A, 0xC0]), Row("a mark only", [0xEF, 0xBB, 0xBF]),
        Row("a large number", Array("[queues]\nlength = 9223372036854775807".utf8)),
        Row("a small number", Array("[queues]\nlength = -9223372036854775808".utf8)),
        Row("a text with a zero", Array("[[hosts]]\nname = \"a\\u0000\"\nmay = \"chat\"".utf8)),
    ]

    @Test(arguments: rows)
    func isAnsweredWithSettingsOrErrors(row: Row<[UInt8]>) {
        #expect(errors(row.value).allSatisfy { $0.hasPrefix("stile.toml") })
    }

    @Test(arguments: 0..<8)
    func spoiledFilesAreAnsweredToo(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let marks = Array("[]{}\"'=#,.\n\r\\ \t0a\u{0}".utf8)
        for _ in 0..<150 {
            var bytes = Self.whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = marks[Int.random(in: 0..<marks.count, using: &generator)]
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 20))
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            let told = errors(bytes)
            #expect(told.allSatisfy { $0.hasPrefix("stile.toml") }, "\(generator)")
        }
    }
}
