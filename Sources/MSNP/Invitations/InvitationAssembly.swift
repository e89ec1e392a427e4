/// What is known of a message that comes in parts.
struct InvitationAssembly {
    /// The identifier that the parts share.
    let messageID: [UInt8]
    /// Which part comes next; nil if the message began unseen, so that any may.
    var next: Int?
    /// The reading of the parts so far.
    var reader = InvitationReader()
    /// Whether the first part has told another content type: then the parts are not read.
    var isSomethingElse = false
    /// How many parts the first one told of; nil if it was not seen, or came out of order.
    var parts: Int?

    /// Whether all of the message has come, from the first part on: whoever joins its parts takes no further one.
    var isComplete: Bool { parts.map { next == $0 } ?? false }

    /// Whether part `number` is one that may come now.
    func expects(_ number: Int) -> Bool { next.map { $0 == number } ?? true }

    /// Lets no part come in order any more: the message is none that a client would send in parts.
    mutating func refuse() { next = -1 }

    /// How much memory the assembly takes, for the bound on all of it.
    var storedBytes: Int {
        MemoryLayout<InvitationAssembly>.stride + messageID.count + Invitation.maximumFileName
    }
}

/// The messages of one direction that come in parts.
struct InvitationAssemblies {
    private var assemblies: [InvitationAssembly] = []
    private var hasForgotten = false

    /// How many are kept; the one that came first is forgotten for a further one. Clients send one at a time.
    static let maximum = 8

    init() {}

    /// Whether nothing is known of any message.
    var isEmpty: Bool { assemblies.isEmpty && !hasForgotten }

    var storedBytes: Int { assemblies.reduce(0) { $0 + $1.storedBytes } }

    /// Takes out what is known of a message. One of which nothing is known may have begun before we came, unless it may
    /// be one that has been forgotten: then only its first part is in order.
    mutating func take(_ messageID: [UInt8]) -> InvitationAssembly {
        guard let index = assemblies.firstIndex(where: { $0.messageID == messageID }) else {
            return InvitationAssembly(messageID: messageID, next: hasForgotten ? 0 : nil)
        }
        return assemblies.remove(at: index)
    }

    /// Whether a part is read as one of an invitation: one that names no type unless the first has told another, one that
    /// names a type, whatever it is, where it goes on with what is known to be an invitation.
    func isOfInvitation(_ messageID: [UInt8], part: Int, namesType: Bool) -> Bool {
        guard let known = assemblies.first(where: { $0.messageID == messageID }) else { return !namesType }
        return !known.isSomethingElse && (!namesType || part != 0 && known.next != nil)
    }

    /// Keeps what is known of a message until its next part comes.
    mutating func keep(_ assembly: InvitationAssembly) {
        guard !assembly.isComplete else { return }
        if assemblies.count == Self.maximum {
            assemblies.removeFirst()
            hasForgotten = true
        }
        assemblies.append(assembly)
    }

    /// Notes that bytes of the stream were never seen, which may have held parts of any message.
    mutating func skipUnseen() {
        hasForgotten = false
        for index in assemblies.indices { assemblies[index].next = nil }
    }
}
