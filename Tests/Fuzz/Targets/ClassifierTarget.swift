import Gateway
import TestSupport

/// A conversation across the gate over a network that loses, reorders, repeats and recuts, between hosts that may be hostile.
///
/// The first byte chooses the world, the next ones what both ends have to say, the rest what happens, step by step.
///
/// - Whatever happens: no client would act on what arrives, unless it is only observed; and `Crossing` checks each packet.
/// - Where hosts are honest: everything arrives in the end, every chat line unaltered, and the connection lives; where
///   offers are dropped or refused, all chat before the first of them arrives, and nothing else does.
enum ClassifierTarget {
    static func run(_ input: [UInt8]) throws(Breach) {
        var choices = Choices(input)
        let world = World(choices.next())
        let client = script(of: .client, in: world, from: &choices)
        let server = script(of: .server, in: world, from: &choices)
        var crossing = try Crossing(world, client: client, server: server)
        try crossing.open(&choices)
        for _ in 0..<300 where !choices.isEmpty { try crossing.step(&choices) }
        try crossing.finish()

        for (side, script) in [(Side.client, client), (Side.server, server)] {
            let arrived = crossing.delivered(from: side)
            let reader = Receiver(of: side, reading: arrived, knowing: [Script.cookie])
            // A server does not let in who has spoilt his own sign-in, and no client goes on where the answer is none.
            let isSignedIn = arrived.starts(with: script.stream.prefix(script.opening))
            if world.stops, isSignedIn {
                let words = String(decoding: arrived, as: UTF8.self).debugDescription
                try require(reader.transfers.isEmpty, "no client acts on what arrives: \(reader.transfers) in \(words)")
                try require(
                    !arrived.starts(with: Script.fileGreeting),
                    "no file begins to arrive from the \(side) in \(world): \(words)"
                )
            }
            guard !world.isHostile else { continue }
            let awaited = world.deliversAll ? script.chats : Array(script.chats.prefix(reader.chats.count))
            try require(reader.chats == awaited, "chat of the \(side) arrives: \(reader.chats), not \(script.chats)")
        }
    }

    private static func script(of side: Side, in world: World, from choices: inout Choices) -> Script {
        guard !world.carriesFile else { return Script(ofFileFrom: &choices) }
        return Script(of: side, from: &choices, seenFromMiddle: world.isJoinedLate, isHostile: world.isHostile)
    }
}

/// What kind of conversation it is.
struct World {
    /// Whether hosts send what no honest host does.
    let isHostile: Bool
    let isIPv6: Bool
    /// Whether sequence numbers wrap soon.
    let wraps: Bool
    /// Whether the gate may store very little.
    let isNarrow: Bool
    /// What is done with transfers.
    let action: Action
    /// Whether the gate sees the conversation only from behind the sign-in on.
    let isJoinedLate: Bool
    /// Whether the connection carries a file instead of a conversation.
    let carriesFile: Bool

    init(_ byte: UInt8) {
        isHostile = byte & 1 != 0
        isIPv6 = byte & 2 != 0
        wraps = byte & 4 != 0
        isNarrow = byte & 8 != 0
        action = [.decline, .drop, .reset, .observe][Int(byte >> 4 & 3)]
        // What a hostile host says first where nobody knows better is the truth.
        isJoinedLate = byte & 0x40 != 0 && !isHostile
        carriesFile = byte & 0x80 != 0
    }

    /// Whether transfers are kept from arriving.
    var stops: Bool { action != .observe }

    /// Whether all that honest hosts send arrives.
    var deliversAll: Bool { action == .observe || action == .decline && !carriesFile }

    var limits: Limits {
        var limits = Limits()
        limits.flows = 16
        if isNarrow {
            limits.copiesPerDirection = 1500
            limits.recordPerDirection = 600
            limits.holesPerDirection = 3
        }
        return limits
    }
}
