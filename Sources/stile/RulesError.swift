import Glibc

/// Why the rules of the firewall could not be read or changed.
enum RulesError: Error, Equatable {
    /// A program is not installed.
    case missing(String)
    /// A program could not be started.
    case notRun(String, String)
    /// A program said no.
    case refused(String, message: String, remedy: String)
}

extension RulesError: CustomStringConvertible {
    /// What happened, where, and what to do next.
    var description: String {
        switch self {
        case .missing(let program):
            "\(program) is not installed; install the package \(program.hasPrefix("nft") ? "nftables" : "iptables")"
        case .notRun(let program, let cause):
            "\(program) cannot be run: \(cause); check that it works by hand"
        case .refused(let program, let message, let remedy):
            "\(program): \(Self.gist(of: message, from: program)); \(remedy)"
        }
    }

    /// What to do where a program refuses to show or change rules.
    static func remedy(otherwise: String) -> String {
        geteuid() == 0 ? otherwise : "the firewall is root's: run this as root, for example with sudo"
    }

    /// The first line that says something, without the name and version that the program begins it with.
    private static func gist(of message: String, from program: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
        guard let line = lines.first else { return "failed without a word" }
        guard line.hasPrefix(program), let colon = line.firstIndex(of: ":") else { return String(line) }
        return String(line[colon...].drop { $0 == ":" || $0 == " " })
    }
}
