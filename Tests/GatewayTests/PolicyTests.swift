import Gateway
import MSNP
import PacketHeaders
import TestSupport
import Testing

/// What each action does to each step of a transfer.
@Suite struct PolicyTests {
    struct Case: Sendable {
        let bytes: [UInt8]
        let stage: TransferStage
        let action: Action
        let verdict: Verdict
        let reason: Reason
        let mark: Mark
        let outcome: String
    }

    private static let steps: [(name: String, bytes: [UInt8], stage: TransferStage)] = [
        ("offer", Examples.e12, .invite), ("acceptance", Examples.e14, .accept), ("address", Examples.e15, .accept),
        ("address of the receiver", Examples.e16, .accept),
    ]

    private static let effects: [(action: Action, verdict: Verdict, reason: Reason, outcome: String)] = [
        (.decline, .edit, .transfer, "declined"), (.drop, .drop, .transfer, "dropped"),
        (.reset, .drop, .transfer, "reset"), (.observe, .accept, .transfer, "observed"),
        (.pass, .accept, .transfer, "passed"),
    ]

    static let invitations: [Row<Case>] = steps.flatMap { step in
        effects.map { effect in
            Row(
                "\(effect.action) \(step.name)",
                Case(
                    bytes: step.bytes,
                    stage: step.stage,
                    action: effect.action,
                    verdict: effect.verdict,
                    reason: effect.reason,
                    mark: .unchanged,
                    outcome: effect.outcome
                )
            )
        }
    }

    @Test(arguments: invitations)
    func aStepByInvitation(row: Row<Case>) throws {
        let step = row.value
        var gate = Gate(
            Policy(transfers: step.action),
            ledger: step.stage == .invite ? TransferLedger() : Talk.offered()
        )
        var talk = Talk.ofAlice()
        gate.pass(talk)
        talk.client(step.bytes)
        let packet = try #require(talk.packets.last { !$0.payload.isEmpty })
        let decision = gate.pass(packet.bytes)
        #expect(decision.verdict == step.verdict)
        #expect(decision.reason == step.reason)
        #expect(decision.action == step.action)
        #expect(decision.mark == step.mark)
        let sighting = try #require(decision.sightings.first)
        #expect(sighting.stage == step.stage)
        #expect(sighting.details.kind == .msnftp)
        #expect(sighting.details.carrier == .switchboard)
        #expect(gate.count("transfers", "\(step.stage)", step.outcome) == 1)
        let isLeftAsItWas = gate.forwarded.last == packet.bytes
        #expect(isLeftAsItWas == (step.verdict == .accept))
        let clients = gate.reading(of: .client, in: talk).transfers
        #expect(clients.isEmpty == (step.verdict != .accept))
    }

    @Test(arguments: Action.allCases)
    func aCancellationPassesWhateverThePolicy(action: Action) throws {
        var gate = Gate(Policy(transfers: action), ledger: Talk.offered())
        var talk = Talk.ofAlice()
        talk.client(Examples.e17)
        gate.pass(talk)
        #expect(gate.decisions.allSatisfy { $0.verdict == .accept && $0.action == nil })
        #expect(gate.count("transfers", "cancel", "seen") == 1)
        #expect(gate.received(.client, in: talk) == talk.stream(of: .client))
    }

    private static let connections: [(action: Action, outcome: String, passes: Bool)] = [
        (.decline, "dropped", false), (.drop, "dropped", false), (.reset, "reset", false), (.observe, "observed", true),
        (.pass, "passed", true),
    ]

    @Test(arguments: connections)
    func aDataConnection(action: Action, outcome: String, passes: Bool) {
        var gate = Gate(Policy(transfers: action))
        var talk = Talk.onFilePort()
        talk.client("VER MSNFTP\r\n")
        talk.server("VER MSNFTP\r\n")
        talk.client("USR bob@example.com 93301\r\n")
        talk.server("FIL 5\r\n")
        talk.client("TFR\r\n")
        talk.server([0, 5, 0] + Array("hello".utf8))
        gate.pass(talk)
        #expect(gate.count("transfers", "data", outcome) == 1)
        #expect(gate.received(.client, in: talk) == (passes ? talk.stream(of: .client) : []))
        let arrived = gate.received(.server, in: talk)
        #expect(passes ? arrived == talk.stream(of: .server) : arrived.allSatisfy { $0 == 0 })
        let marked = gate.decisions.filter { $0.mark == .reset }
        #expect(marked.isEmpty == (action != .reset))
    }

    @Test func whatIsObservedOrPassedLeavesByteForByte() {
        for action in [Action.observe, .pass] {
            var gate = Gate(Policy(transfers: action))
            var talk = Talk.ofAlice()
            talk.client(Examples.e08 + Examples.e12 + Examples.e08, cut: .every(50))
            talk.server(Talk.passedOn(Examples.e14), cut: .every(7))
            talk.client(Examples.e15)
            gate.pass(talk)
            #expect(gate.forwarded == talk.packets.map(\.bytes))
            let outcome = action == .observe ? "observed" : "passed"
            #expect(gate.count("transfers", "invite", outcome) == 1)
            #expect(gate.count("transfers", "accept", outcome) == 1)
        }
    }

    @Test func aFileConnectionLetsNothingPassButBareResets() {
        var gate = Gate()
        var talk = Talk.onFilePort()
        talk.client("VER MSNFTP\r\n")
        talk.acknowledge(by: .client)
        talk.server("VER MSNFTP\r\n")
        talk.finish(by: .client)
        gate.pass(talk)
        #expect(gate.forwarded.count == 3)
        let loaded = talk.segment(from: .client, at: 12, payload: [1, 2, 3], flags: [.rst, .ack])
        #expect(gate.pass(loaded.bytes).verdict == .drop)
        for end in End.allCases {
            let bare = talk.segment(from: end, at: 12, payload: [], flags: .rst)
            let decision = gate.pass(bare.bytes)
            #expect(decision.verdict == .accept)
            #expect(decision.reason == .condemned)
            #expect(decision.mark == .unchanged)
            #expect(gate.forwarded.last == bare.bytes)
        }
    }

    @Test func aRefusedConnectionPassesBlankedAndMarkedBothWays() {
        var gate = Gate(Policy(transfers: .reset))
        var talk = Talk.ofAlice()
        talk.client(Examples.e12)
        gate.pass(talk)
        #expect(gate.decisions.suffix(2).map(\.verdict) == [.drop, .accept])
        for end in End.allCases {
            let more = talk.segment(from: end, at: 2000, payload: Examples.e08)
            let decision = gate.pass(more.bytes)
            #expect(decision.verdict == .edit)
            #expect(decision.reason == .refused)
            #expect(decision.action == .reset)
            #expect(decision.mark == .reset)
            #expect(gate.forwarded.last?.suffix(Examples.e08.count).allSatisfy { $0 == 0 } == true)
            #expect(gate.forwarded.last?.count == more.bytes.count)
            let acknowledgement = talk.segment(from: end, at: 2000, payload: [], flags: .ack)
            #expect(gate.pass(acknowledgement.bytes).mark == .reset)
            let reset = talk.segment(from: end, at: 2000, payload: [], flags: .rst)
            #expect(gate.pass(reset.bytes).mark == .unchanged)
            #expect(gate.forwarded.last == reset.bytes)
        }
        let areRight = gate.leavesRightChecksums
        #expect(areRight)
    }
}
