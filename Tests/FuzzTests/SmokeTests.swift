import FuzzTargets
import TestSupport
import Testing

/// A short run of what scripts/fuzz does for long: seeds, altered seeds and random bytes.
@Suite struct SmokeTests {
    private static let rounds: [(target: FuzzTarget, count: Int)] = [
        (.headers, 1000), (.framer, 40), (.messages, 12), (.classifier, 12),
    ]

    @Test(arguments: FuzzTarget.allCases)
    func aTargetKeepsItsRulesForSeeds(target: FuzzTarget) throws {
        // Every third, since each of them stands there in several cuts.
        for (number, seed) in target.seeds().enumerated() where number % 3 == 0 { try target.run(seed) }
    }

    @Test(arguments: rounds)
    func aTargetKeepsItsRulesForAlteredSeeds(target: FuzzTarget, count: Int) {
        let seeds = target.seeds()
        for number in 0..<count {
            var generator = SeededGenerator(seed: UInt64(number))
            var input = seeds.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 0...6, using: &generator) { Self.alter(&input, using: &generator) }
            #expect(throws: Never.self, "\(target), \(generator): \(input)") { try target.run(input) }
        }
    }

    @Test(arguments: rounds)
    func aTargetKeepsItsRulesForRandomBytes(target: FuzzTarget, count: Int) {
        for number in 0..<count {
            var generator = SeededGenerator(seed: UInt64(number) + 1 << 32)
            let input = generator.bytes(Int.random(in: 0...400, using: &generator))
            #expect(throws: Never.self, "\(target), \(generator): \(input)") { try target.run(input) }
        }
    }

    private static func alter(_ input: inout [UInt8], using generator: inout SeededGenerator) {
        guard !input.isEmpty else { return input = generator.bytes(8) }
        let index = Int.random(in: 0..<input.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: input.remove(at: index)
        case 1: input.insert(UInt8(truncatingIfNeeded: generator.next()), at: index)
        case 2: input[index] = UInt8(truncatingIfNeeded: generator.next())
        default: input += input[..<index].suffix(40)
        }
    }
}
