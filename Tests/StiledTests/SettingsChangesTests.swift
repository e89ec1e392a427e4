import Configuration
import Gateway
import PacketHeaders
import Testing

@testable import stiled

@Suite struct SettingsChangesTests {
    private struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let restart: [String]
        let rules: [String]
        let change: @Sendable (inout Settings) -> Void

        init(
            _ testDescription: String,
            restart: [String] = [],
            rules: [String] = [],
            change: @escaping @Sendable (inout Settings) -> Void
        ) {
            self.testDescription = testDescription
            self.restart = restart
            self.rules = rules
            self.change = change
        }
    }

    private static let rows = [
        Row("nothing") { _ in },
        Row("what is done to files") { $0.policy.invitations = .pass },
        Row("the numbers of the queues", restart: ["queues"], rules: ["queues"]) { $0.queues.numbers = 4...5 },
        Row("the length of the queues", restart: ["queues"]) { $0.queues.length = 1 },
        Row("fail open or closed", restart: ["queues"], rules: ["queues"]) { $0.queues.failOpen = false },
        Row("the marks", restart: ["marks"], rules: ["marks"]) { $0.marks.release = 1 },
        Row("the limits", restart: ["limits"]) { $0.limits.flows = 1 },
        Row("the service", restart: ["service"]) { $0.service.socket = "/run/other" },
        Row("where events go", restart: ["events"]) { $0.events = .standardOutput },
        Row("the user", restart: ["user"]) { $0.user = "stile" },
        Row("the ports", rules: ["ports"]) { $0.ports = .any },
        Row("a group of hosts", rules: ["hosts"]) { $0.hosts = [HostRule(HostGroup("office", may: .everything))] },
        Row("two at once", restart: ["limits", "user"]) {
            $0.limits.flows = 1
            $0.user = "stile"
        },
    ]

    @Test(arguments: rows)
    private func namesWhatAReloadDoesNotBringAbout(_ row: Row) {
        var settings = Settings()
        row.change(&settings)
        let changes = SettingsChanges(to: settings, started: Settings(), last: Settings())
        #expect(changes.awaitingRestart == row.restart)
        #expect(changes.awaitingRules == row.rules)
        #expect(changes.lines.count == (row.restart.isEmpty ? 0 : 1) + (row.rules.isEmpty ? 0 : 1))
    }

    @Test func remembersWhatTheDaemonWasStartedWithButNotWhatRulesWereToldBefore() {
        var settings = Settings()
        settings.queues.numbers = 4...5
        let changes = SettingsChanges(to: settings, started: Settings(), last: settings)
        #expect(changes.awaitingRestart == ["queues"])
        #expect(changes.awaitingRules.isEmpty)
    }
}
