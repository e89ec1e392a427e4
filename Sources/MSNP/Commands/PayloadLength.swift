/// How many payload bytes follow a command line (reference, section 1.4).
///
/// In every command that has a payload its length is the last token, but many lines without one end in digits too:
/// a table by side decides, never the shape of the line.
enum PayloadLength: Equatable {
    case none
    case bytes(Int)
    /// A command that must tell a length, and does not, or tells one beyond `maximum`.
    case malformed

    /// The longest payload taken. Switchboards close at 1664; notification servers send a few kB, and 64 kB is the
    /// bound that the reference recommends (section 1.2). A longer one is not skipped but searched, since a forged
    /// length would otherwise hide what follows.
    static let maximum = 65_536

    init(of command: CommandLine, in line: Span<UInt8>, from side: Side) {
        switch command.code {
        case .unknown: self = .none
        case .error:
            self = side == .server && command.hasToken(2) ? .ifTold(by: command, in: line) : .none
        case .command(let name):
            switch Self.rule(for: name, from: side) {
            case .never: self = .none
            case .always(let position):
                self = command.hasToken(position) ? .told(by: command, in: line) : .malformed
            case .ifTold(let position):
                self = command.hasToken(position) ? .ifTold(by: command, in: line) : .none
            }
        }
    }

    private enum Rule {
        case never
        /// The number of the earliest token that can be the length.
        case always(from: Int)
        /// As above, but other words than a number may stand there, and then there is no payload.
        case ifTold(from: Int)
    }

    private static func rule(for name: CommandName, from side: Side) -> Rule {
        switch (side, name) {
        // One token fewer than is written: two of them run together must not hide a message.
        case (_, .msg): .always(from: 2)
        case (.client, .qry), (.client, .pag): .always(from: 3)
        case (.client, .pgd), (.client, .uun): .always(from: 4)
        case (.client, .uum), (.client, .vas): .always(from: 5)
        case (.client, .sdc): .always(from: 3)
        case (.client, .uux), (.client, .adl), (.client, .rml), (.client, .fqy): .always(from: 2)
        case (.client, .put), (.client, .del), (.client, .sdg): .always(from: 2)
        case (.server, .ubn): .always(from: 3)
        case (.server, .not), (.server, .ipg): .always(from: 1)
        case (.server, .ubx), (.server, .gcf), (.server, .uux), (.server, .fqy): .always(from: 2)
        case (.server, .nfy), (.server, .sdg): .always(from: 2)
        case (.server, .ubm): .always(from: 5)
        case (.server, .adl), (.server, .rml), (.server, .uun): .ifTold(from: 2)
        case (.server, .put), (.server, .del): .ifTold(from: 2)
        // Known only from one client's list, in a direction that it does not tell.
        case (_, .get), (_, .fsl): .ifTold(from: 2)
        default: .never
        }
    }

    private static func told(by command: CommandLine, in line: Span<UInt8>) -> PayloadLength {
        guard let length = line.decimal(command.lastToken(in: line)), length <= maximum else { return .malformed }
        return .bytes(length)
    }

    private static func ifTold(by command: CommandLine, in line: Span<UInt8>) -> PayloadLength {
        guard line[command.lastToken(in: line).lowerBound].isDigit else { return .none }
        return told(by: command, in: line)
    }
}
