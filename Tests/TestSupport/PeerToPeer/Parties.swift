extension PeerToPeer {
    /// Who speaks to whom, as session texts and envelopes write it.
    public struct Parties: Hashable, Sendable {
        /// The account of the speaker.
        public var from: String
        /// The account of the listener.
        public var to: String
        /// The machine of the speaker, without braces, from version 2 on.
        public var fromMachine: String?
        /// The machine of the listener.
        public var toMachine: String?

        /// Two accounts.
        public init(from: String, to: String, fromMachine: String? = nil, toMachine: String? = nil) {
            self.from = from
            self.to = to
            self.fromMachine = fromMachine
            self.toMachine = toMachine
        }

        /// Alice to Bob, version 1.
        public static let v1 = Self(from: "alice@example.com", to: "bob@example.com")
        /// Alice to Bob, version 2.
        public static let v2 = Self(
            from: "alice@example.com",
            to: "bob@example.com",
            fromMachine: "11111111-2222-3333-4444-555555555555",
            toMachine: "66666666-7777-8888-9999-aaaaaaaaaaaa"
        )

        /// The same two, the other way round.
        public var reversed: Self {
            Self(from: to, to: from, fromMachine: toMachine, toMachine: fromMachine)
        }

        /// The speaker with its machine.
        public var source: String { from + (fromMachine.map { ";{\($0)}" } ?? "") }
        /// The listener with its machine.
        public var destination: String { to + (toMachine.map { ";{\($0)}" } ?? "") }
    }
}
