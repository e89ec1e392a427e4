/// A part of the gate that takes bytes from strangers, with the rules that it must keep whatever they send.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// IP and TCP headers and their checksums: the input is a packet.
    case headers
    /// The reading of MSNP streams: the input says how they are cut and which way the pieces go.
    case framer
    /// Messages and invitations: the input is their payloads, framed rightly.
    case messages
    /// The whole gate: the input is a conversation, and what the network and its hosts do to it.
    case classifier

    /// Gives the target some bytes; throws if they break one of its rules. A trap is a breach as well.
    package func run(_ input: [UInt8]) throws(Breach) {
        switch self {
        case .headers: try HeadersTarget.run(input)
        case .framer: try FramerTarget.run(input)
        case .messages: try MessagesTarget.run(input)
        case .classifier: try ClassifierTarget.run(input)
        }
    }
}

/// A rule that an input has broken.
package struct Breach: Error, CustomStringConvertible {
    /// The rule and what was found instead, in one line.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws a breach unless the rule is kept.
func require(_ isKept: Bool, _ rule: @autoclosure () -> String) throws(Breach) {
    if !isKept { throw Breach(rule()) }
}
