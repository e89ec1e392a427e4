import Configuration
import Gateway
import Logging
import NetfilterQueue
import Telemetry

extension Daemon {
    /// Reads the settings again and has them take hold between two packets.
    @discardableResult
    mutating func reload() -> ReloadOutcome {
        supervisor.reloading()
        // Whoever has renamed the file of events asks for a reload.
        events.reopen()
        let outcome = outcomeOfReload()
        events.tell(.policy(outcome))
        switch outcome {
        case .done(let text): logger.notice("reload: \(Self.oneLine(text))")
        case .refused(let text), .failed(let text): logger.error("reload: \(Self.oneLine(text))")
        }
        supervisor.ready(statusLine)
        return outcome
    }

    // A log is read and cut by lines.
    private static func oneLine(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: " ")
    }

    private mutating func outcomeOfReload() -> ReloadOutcome {
        do throws(ConfigurationErrors) {
            let settings = try source.load()
            let changes = SettingsChanges(to: settings, started: started, last: current.settings)
            current = PolicyInForce(settings, at: WeekTime.now())
            return takeHold(leaving: changes)
        } catch {
            return .refused("\(error)\nNothing has changed: the policy from before stays in force.")
        }
    }

    private mutating func takeHold(leaving changes: SettingsChanges) -> ReloadOutcome {
        let outcome = publish()
        let path = source.path ?? "the built-in defaults"
        let lines = ["The policy of \(path) is in force."] + outcome.lines + changes.lines
        let text = lines.joined(separator: "\n")
        return outcome.isComplete ? .done(text) : .failed(text)
    }

    /// Publishes the policy anew when the hour has come for another one.
    mutating func adoptPolicyOfTheHour() {
        guard current.isAnother(at: WeekTime.now()) else { return }
        let lines = ["Other groups of hosts, or interfaces, count from now on."] + publish().lines
        logger.notice("\(lines.joined(separator: " "))")
    }

    /// Has all workers take over the policy, and then the connections come back that were released under another one.
    ///
    /// In this order: once the workers have answered, none releases anything by the old policy. A verdict's mark is saved
    /// to its connection before the verdict's system call returns, so none of those marks is still on its way.
    private mutating func publish() -> (lines: [String], isComplete: Bool) {
        let silent = workers.adopt(current.policy)
        guard silent.isEmpty else {
            return (["The workers of these queues do not answer, and have not taken it over yet: \(silent)."], false)
        }
        do throws(SystemError) {
            let count = try ReleasedConnections.recall(started.marks.bits ?? .standard)
            return (count == 0 ? [] : ["\(count) released connections come to the queue again."], true)
        } catch {
            let line =
                "Connections released before stay released until they end: their marks cannot be cleared (\(error))."
            return ([line], false)
        }
    }
}
