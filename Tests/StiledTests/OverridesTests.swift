import ArgumentParser
import Configuration
import Gateway
import NetfilterQueue
import Testing

@testable import stiled

@Suite struct OverridesTests {
    private func settings(_ base: Settings = Settings(), _ arguments: String...) throws -> Settings {
        base.overridden(by: try Overrides.parse(arguments))
    }

    @Test func withoutOptionsTheFileDecides() throws {
        var base = Settings()
        base.queues.numbers = 7...9
        base.queues.failOpen = false
        base.queues.gso = false
        base.policy = Policy(transfers: .observe)
        base.user = "stile"
        #expect(try settings(base) == base)
    }

    @Test func optionsOutrankTheFile() throws {
        var base = Settings()
        base.queues.numbers = 7...9
        base.user = "stile"
        let result = try settings(
            base,
            "--queue",
            "3",
            "--queue-length",
            "12",
            "--fail-closed",
            "--no-gso",
            "--receive-buffer",
            "99",
            "--user",
            "other",
            "--release-mark",
            "0x1",
            "--reset-mark",
            "2"
        )
        #expect(result.queues.numbers == 3...3)
        #expect(result.queues.length == 12)
        #expect(!result.queues.failOpen)
        #expect(!result.queues.gso)
        #expect(result.queues.receiveBuffer == 99)
        #expect(result.user == "other")
        #expect(result.marks.release == 1)
        #expect(result.marks.reset == 2)
    }

    @Test func transfersSpeakForAllKindsThatAreNotNamed() throws {
        let result = try settings(Settings(), "--transfers", "decline", "--photos", "drop", "--backgrounds", "pass")
        #expect(result.policy.invitations == .decline)
        #expect(result.policy.sharedFolders == .decline)
        #expect(result.policy.dataConnections == .drop)
        #expect(result.policy.photos == .drop)
        #expect(result.policy.backgrounds == .pass)
    }

    @Test(arguments: [
        ["--queue-length", "0"], ["--receive-buffer", "0"], ["--release-mark", "0"], ["--release-mark", "0x20000000"],
        ["--release-mark", "3", "--reset-mark", "2"], ["--transfers", "stop"], ["--queue", "2:1"],
    ])
    func refusesWhatCannotBe(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try Overrides.parse(arguments) }
    }
}
