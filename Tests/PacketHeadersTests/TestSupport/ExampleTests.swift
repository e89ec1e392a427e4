import TestSupport
import Testing

/// The examples are what many other tests stand on, so their lengths are checked against the written ones.
@Suite struct ExampleTests {
    private static let totals: [(name: String, total: Int)] = [
        ("E01", 128),
        ("E02", 43),
        ("E03", 177),
        ("E04", 75),
        ("E05", 93),
        ("E06", 50),
        ("E07", 56),
        ("E08", 131),
        ("E09", 151),
        ("E10", 102),
        ("E11", 81),
        ("E12", 303),
        ("E13", 323),
        ("E14", 194),
        ("E15", 322),
        ("E16", 343),
        ("E17", 161),
        ("E18", 401),
        ("E19", 58),
        ("E20", 30),
        ("E21", 1347),
        ("E22a", 1357),
        ("E22b", 228),
        ("E23", 155),
        ("E24", 483),
        ("E25", 488),
        ("E26", 582),
        ("E27", 656),
        ("E28", 159),
        ("E29", 482),
        ("E30", 794),
        ("E31", 159),
        ("E32", 160),
        ("E33", 60),
        ("E34", 57),
        ("E35", 28),
        ("E36a", 1447),
        ("E36b", 365),
        ("E37", 233),
        ("E38", 398),
        ("E39", 234),
        ("E40", 726),
        ("E41", 725),
        ("E42", 74),
        ("E43", 174),
        ("E44", 229),
        ("E45", 96),
        ("E46", 376),
        ("E47", 158),
        ("E48", 462),
        ("E49", 173),
        ("E50", 14),
        ("E51", 323),
        ("E52", 238),
        ("E53", 198),
    ]

    @Test func everyExampleHasAnEntry() {
        #expect(Examples.all.map(\.name) == Self.totals.map(\.name))
    }

    @Test(arguments: zip(Examples.all, totals.map(\.total)))
    func hasItsLength(example: Example, total: Int) {
        #expect(example.bytes.count == total)
    }
}
