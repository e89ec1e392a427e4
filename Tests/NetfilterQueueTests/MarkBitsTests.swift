import Gateway
import NetfilterQueue
import Testing

@Suite struct MarkBitsTests {
    private struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let own: UInt32
        let mark: Mark
        let combined: UInt32
    }

    private static let rows = [
        Row(testDescription: "nothing asked for", own: 0, mark: .unchanged, combined: 0),
        Row(testDescription: "the administrator's mark stays", own: 0x17, mark: .unchanged, combined: 0x17),
        Row(testDescription: "release", own: 0, mark: .release, combined: 0x4000_0000),
        Row(testDescription: "release keeps low bits", own: 0x17, mark: .release, combined: 0x4000_0017),
        Row(testDescription: "reset keeps low bits", own: 0x17, mark: .reset, combined: 0x2000_0017),
        Row(testDescription: "a bit that is set stays set", own: 0x4000_0001, mark: .release, combined: 0x4000_0001),
        Row(testDescription: "the other bit is not cleared", own: 0x4000_0000, mark: .reset, combined: 0x6000_0000),
    ]

    @Test(arguments: rows)
    private func addsToThePacketsOwnMark(_ row: Row) {
        #expect(MarkBits.standard.combined(with: row.own, for: row.mark) == row.combined)
    }

    @Test func takesOtherBits() throws {
        let bits = try #require(MarkBits(release: 0x100, reset: 0x200))
        #expect(bits.combined(with: 1, for: .release) == 0x101)
        #expect(bits.combined(with: 1, for: .reset) == 0x201)
    }

    @Test(arguments: [(0, 1), (1, 0), (0, 0), (1, 1), (3, 2)] as [(UInt32, UInt32)])
    func refusesMarksThatCannotBeToldApart(_ release: UInt32, _ reset: UInt32) {
        #expect(MarkBits(release: release, reset: reset) == nil)
    }
}
