import MSNP
import TestSupport
import Testing

/// What a stream tells, and what leaves of it, does not depend on how it was cut into segments.
@Suite struct CutTests {
    /// Every example with each side that could have written it.
    static let examples: [(example: Example, side: MSNP.Side)] = Examples.all.flatMap { example in
        switch example.sender {
        case .client: [(example, MSNP.Side.client)]
        case .server: [(example, MSNP.Side.server)]
        case nil: [(example, MSNP.Side.client), (example, MSNP.Side.server)]
        }
    }

    @Test(arguments: examples)
    func anExampleCutInTwoAnywhereOrByteByByte(example: Example, side: MSNP.Side) {
        let whole = Transcript(of: example.bytes, from: side, cookies: [33267])
        for cut in Cut.all(of: example.bytes.count) {
            let pieces = Transcript(of: example.bytes, from: side, cut: cut, cookies: [33267])
            if pieces != whole { Issue.record("\(example) differs, \(cut): \(pieces.entries) \(whole.entries)") }
        }
        #expect(whole.output.count == example.bytes.count)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func severalExamplesInOneStreamCutAtRandom(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let side: MSNP.Side = generator.oneIn(2) ? .client : .server
        let choice = Self.examples.filter { $0.side == side && $0.example.carrier != .tunnel }
        let stream = (0..<6).flatMap { _ in
            choice.randomElement(using: &generator).map(\.example.bytes) ?? []
        }
        let whole = Transcript(of: stream, from: side)
        for _ in 0..<12 {
            let cut = Cut.random(of: stream.count, most: 40, using: &generator)
            let pieces = Transcript(of: stream, from: side, cut: cut)
            #expect(pieces == whole, "\(generator), \(cut)")
        }
        #expect(Transcript(of: stream, from: side, cut: .byteByByte) == whole, "\(generator)")
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func damagedStreamsCutAtRandom(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var stream = Examples.e08 + Examples.e12 + Examples.e53 + Examples.e14 + Examples.e15
        for _ in 0..<8 {
            let index = Int.random(in: 0..<stream.count, using: &generator)
            stream[index] = [0x0A, 0x0D, 0x20, 0x3A, 0x39, 0x00].randomElement(using: &generator) ?? 0
        }
        let whole = Transcript(of: stream)
        for _ in 0..<12 {
            let cut = Cut.random(of: stream.count, most: 40, using: &generator)
            #expect(Transcript(of: stream, cut: cut) == whole, "\(generator), \(cut)")
        }
        #expect(Transcript(of: stream, cut: .byteByByte) == whole, "\(generator)")
    }

    private static let long: [Row<[UInt8]>] = [
        Row("a first line longer than any", run("A", 9000) + text("\r\nVER 1 MSNP8 CVR0\r\n")),
        Row("a command hidden in an over-long line", run("A", 8600) + text("MSG 1 N 5\r\nhelloPNG\r\n")),
        Row("an over-long command", text("PNG\r\nUSR 1 ") + run("A", 9000) + text("\r\nPNG\r\n")),
        Row("a long junk line, then little more than the search allows", run("j", 5000) + text("\n") + run("k", 4000)),
        Row("many junk lines", text((0..<400).map { "junk line number \($0)\r\n" }.joined() + "PNG\r\nPNG\r\n")),
        Row(
            "a header line with a long run of blanks",
            message("Content-Type:" + String(repeating: " ", count: 1500) + "text/x-msmsgsinvite\r\n\r\n" + offer)
        ),
        Row(
            "a header line longer than any is kept",
            message("X: " + String(repeating: "y", count: 9000) + "\r\n" + invitationType + offer)
        ),
        Row(
            "a data connection of long lines",
            text("VER MSNFTP\r\nFIL 5\r\n") + run("z", 9000) + text("\r\nFIL 7\r\n")
        ),
    ]

    @Test(arguments: long)
    func linesLongerThanAnyReaderTakes(row: Row<[UInt8]>) {
        let whole = Transcript(of: row.value)
        for cut in [Cut.byteByByte, .every(1000), .every(1448), .every(8191), .every(8192), .every(8193)] {
            let pieces = Transcript(of: row.value, cut: cut)
            if pieces != whole { Issue.record("\(row), \(cut): \(pieces.entries) instead of \(whole.entries)") }
        }
    }
}

private func run(_ letter: String, _ count: Int) -> [UInt8] { text(String(repeating: letter, count: count)) }
