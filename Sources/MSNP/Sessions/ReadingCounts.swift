/// What has been read of streams, by kind, for the counters.
///
/// Counted while it is read and not told as events: every message would tell of two, on which nobody acts.
public struct ReadingCounts: Sendable {
    /// Command lines, by what they are about.
    public private(set) var commands = KindCounts<CommandKind>()
    /// Messages of which all headers were read, by their content.
    public private(set) var messages = KindCounts<MessageKind>()

    /// Nothing read yet.
    public init() {}

    mutating func note(_ kind: CommandKind) { commands[kind] &+= 1 }
    mutating func note(_ kind: MessageKind) { messages[kind] &+= 1 }

    /// Adds what was read elsewhere.
    public mutating func add(_ other: ReadingCounts) {
        commands.add(other.commands)
        messages.add(other.messages)
    }
}
