import MSNP
import Synchronization

/// What the ledger said last of a session, so that it is not asked again for every packet of it.
struct SessionAnswer {
    let number: UInt32
    /// Stands for the sender and the receiver of the packet.
    let origin: UInt64
    /// What the ledger had been told when it was asked.
    let generation: UInt64
    let time: Duration
    let kind: SessionKind?
    /// The transfer that its data belongs to, with all that packets of data tell of it; nil before the first of them.
    var transfer: TransferID?

    /// How long an answer stands: by being asked the ledger knows that the session lives, and it forgets those that do not.
    private static let life = Duration.seconds(30)

    /// Whether the answer is the one that the ledger would give to this question.
    func holds(for number: UInt32, _ origin: UInt64, _ generation: UInt64, at time: Duration) -> Bool {
        number == self.number && origin == self.origin && generation == self.generation
            && time - self.time < Self.life
    }
}

/// A set of sessions by their numbers, or of more than those: the numbers are dealt out to a few groups, and only a whole
/// group can be told from another.
struct SessionGroups: Equatable {
    /// A network has more sessions at a time, but few of them are told anything while one packet follows another.
    static let count = 64

    /// A bit for every group.
    private(set) var bits: UInt64 = 0

    /// The group of a session, from 0 on.
    static func group(of number: UInt32) -> Int { Int(number % UInt32(count)) }

    mutating func insert(_ number: UInt32) {
        bits |= 1 << UInt64(Self.group(of: number))
    }
}

/// Counts how often something was told that may change what is known of a session, for each group of them: what is told of
/// one conversation does not make the others ask again.
struct SessionGenerations: ~Copyable, Sendable {
    private let counts = InlineArray<64, Atomic<UInt64>> { _ in Atomic(0) }

    subscript(number: UInt32) -> UInt64 { counts[SessionGroups.group(of: number)].load(ordering: .acquiring) }

    func advance(_ groups: SessionGroups) {
        var bits = groups.bits
        while bits != 0 {
            counts[bits.trailingZeroBitCount].wrappingAdd(1, ordering: .releasing)
            bits &= bits - 1
        }
    }
}
