import Configuration
import Gateway
import Testing

@Suite struct SettingsTests {
    @Test func withoutAPolicyFileFilesAreDeclinedAndTheNetworkGoesOn() {
        #expect(Settings.standard.policy.invitations == .decline)
        #expect(Settings.standard.queues.failOpen)
        #expect(Settings.standard.ports == .some([1863...1863, 6891...6900]))
    }
}
