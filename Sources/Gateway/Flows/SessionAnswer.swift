import MSNP

/// What the ledger said last of a session, so that it is not asked again for every packet of it.
struct SessionAnswer {
    let number: UInt32
    /// Stands for the sender and the receiver of the packet.
    let origin: UInt64
    /// What the ledger had been told when it was asked.
    let generation: UInt64
    let time: Duration
    let kind: SessionKind?

    /// How long an answer stands: by being asked the ledger knows that the session lives, and it forgets those that do not.
    private static let life = Duration.seconds(30)

    /// Whether the answer is the one that the ledger would give to this question.
    func holds(for number: UInt32, _ origin: UInt64, _ generation: UInt64, at time: Duration) -> Bool {
        number == self.number && origin == self.origin && generation == self.generation
            && time - self.time < Self.life
    }
}
