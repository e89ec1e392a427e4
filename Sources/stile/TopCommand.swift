import ArgumentParser
import PacketCapture
import Telemetry

/// `stile top`: how the daemon does, painted again and again.
struct TopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "Keeps on the terminal how the daemon does.",
        discussion:
            "q or Ctrl-C ends it. Ends with status 1 when no daemon answers at first, and with 2 without a terminal."
    )

    @OptionGroup var daemon: DaemonOptions

    @Option(help: ArgumentHelp("How many seconds pass between two pictures.", valueName: "seconds"))
    var every = 1

    func validate() throws {
        guard (1...3600).contains(every) else {
            throw ValidationError("--every is a number of seconds from 1 to 3600, not \(every).")
        }
    }

    func run() throws {
        var picture = try firstPicture()
        guard let terminal = Terminal.taken() else {
            complain("stile: top needs a terminal; without one, use `stile status`")
            throw ExitStatus.badInput
        }
        repeat {
            terminal.paint(picture)
            guard terminal.isWanted(afterMilliseconds: Int32(every) * 1000) else { return }
            // A daemon that is being restarted comes back.
            do { picture = try daemon.get("/status.txt") } catch { picture = "\(error)\n\nq ends this.\n" }
        } while true
    }

    private func firstPicture() throws -> String {
        do {
            return try daemon.get("/status.txt")
        } catch {
            complain("stile: \(error)")
            throw ExitStatus.failure
        }
    }
}
