import ArgumentParser
import Gateway
package import NetfilterQueue

extension QueueRange: ExpressibleByArgument {
    /// Reads the argument as iptables writes it.
    package init?(argument: String) {
        self.init(argument)
    }
}

/// What is done to transfers, by name.
struct ActionArgument: ExpressibleByArgument {
    let action: Action

    init?(argument: String) {
        guard let action = Action.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self.action = action
    }

    static var allValueStrings: [String] { Action.allCases.map { "\($0)" } }
}

/// `on` or `off`.
enum SwitchArgument: String, ExpressibleByArgument, CaseIterable {
    case on, off
}

/// What is done to fragments, by name.
struct FragmentsArgument: ExpressibleByArgument {
    let choice: Policy.Fragments

    init?(argument: String) {
        guard let choice = Policy.Fragments.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self.choice = choice
    }

    static var allValueStrings: [String] { Policy.Fragments.allCases.map { "\($0)" } }
}

/// A firewall mark as iptables writes it: decimal, or hexadecimal after `0x`.
struct MarkArgument: ExpressibleByArgument {
    let bits: UInt32

    init?(argument: String) {
        let bits = argument.hasPrefix("0x") ? UInt32(argument.dropFirst(2), radix: 16) : UInt32(argument)
        guard let bits else { return nil }
        self.bits = bits
    }
}
