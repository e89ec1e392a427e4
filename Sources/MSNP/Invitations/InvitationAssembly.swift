/// What is known of an invitation that comes in parts.
struct InvitationAssembly {
    /// The identifier that the parts share.
    let messageID: [UInt8]
    /// The reading of the parts in the order in which they came.
    var reader = InvitationReader()
    /// Whether the first part has told another content type: then the parts are not read.
    var isSomethingElse = false
    /// How many parts the first one told of.
    var parts: Int?

    private typealias Remainder = InvitationReader.Remainder
    private var lastLines: [(number: Int, line: Remainder)] = []
    private var firstLines: [(number: Int, line: Remainder)] = []

    /// How many halves of lines are kept. Invitations are a few hundred bytes, so honest ones have two parts; of more
    /// versions than these the oldest are forgotten.
    static let maximumLines = 24

    init(messageID: [UInt8]) {
        self.messageID = messageID
    }

    /// How much memory the assembly takes, for the bound on all of it.
    var storedBytes: Int {
        (firstLines.count + lastLines.count) * Remainder.maximumLength + Invitation.maximumFileName
    }

    /// Keeps the halves of lines at both ends of a part.
    mutating func keep(first: [UInt8], last: [UInt8], of number: Int) {
        Self.keep(Remainder(bytes: first), of: number, in: &firstLines)
        Self.keep(Remainder(bytes: last), of: number, in: &lastLines)
    }

    private static func keep(_ line: Remainder, of number: Int, in lines: inout [(number: Int, line: Remainder)]) {
        guard !line.bytes.isEmpty, !lines.contains(where: { $0.number == number && $0.line == line }) else { return }
        if lines.count == maximumLines { lines.removeFirst() }
        lines.append((number, line))
    }

    /// The halves of lines that part `number` may go on with: every version of the part before it. The part that came
    /// last is gone on with by `reader` itself.
    func remainders(before number: Int) -> [InvitationReader.Remainder] {
        lastLines.filter { $0.number == number - 1 }.map(\.line)
    }

    /// The halves of lines that may go on from part `number`: every version of the part behind it.
    func continuations(behind number: Int) -> [InvitationReader.Remainder] {
        firstLines.filter { $0.number == number + 1 }.map(\.line)
    }
}

/// The messages of one direction that come in parts.
struct InvitationAssemblies {
    private var assemblies: [InvitationAssembly] = []

    /// How many are kept; the one that came first is forgotten for a further one. Clients send one at a time.
    static let maximum = 4

    init() {}

    var storedBytes: Int { assemblies.reduce(0) { $0 + $1.storedBytes } }

    /// Takes out what is known of a message; an unknown one may have begun before we came, so its parts are read too.
    mutating func remove(_ messageID: [UInt8]) -> InvitationAssembly? {
        guard let index = assemblies.firstIndex(where: { $0.messageID == messageID }) else { return nil }
        return assemblies.remove(at: index)
    }

    mutating func keep(_ assembly: InvitationAssembly) {
        if assemblies.count == Self.maximum { assemblies.removeFirst() }
        assemblies.append(assembly)
    }
}
