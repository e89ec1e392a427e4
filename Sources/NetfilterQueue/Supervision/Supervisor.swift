import CNetfilterQueue
import Glibc

/// Whoever started the daemon and wants to hear how it does: systemd, by the datagrams of sd_notify(3).
///
/// A datagram that cannot be sent is lost: the daemon does not depend on being heard.
package struct Supervisor: ~Copyable {
    /// How often it must hear from us, or it will end us; nil where it does not insist.
    package let patience: Duration?
    private let socket: Int32

    /// Finds out who that is from the environment; with nobody there, nothing is sent.
    package init() {
        self.init(
            notifySocket: Environment.value("NOTIFY_SOCKET"),
            watchdog: Environment.value("WATCHDOG_USEC"),
            watchdogPID: Environment.value("WATCHDOG_PID")
        )
    }

    /// Takes what would be in the environment.
    init(notifySocket: String?, watchdog: String?, watchdogPID: String?) {
        socket = notifySocket.flatMap(Self.connect) ?? -1
        let concernsUs = watchdogPID.map { $0 == "\(getpid())" } ?? true
        let microseconds = watchdog.flatMap { Int64($0) } ?? 0
        patience = socket >= 0 && concernsUs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    deinit {
        if socket >= 0 { close(socket) }
    }

    /// Everything is in place: queues are served.
    package func ready(_ status: String) { send("READY=1\nSTATUS=\(oneLine(status))") }

    /// A new policy is about to be read; `ready` says that it has been done with.
    package func reloading() {
        let now = MonotonicClock.now().components
        let microseconds = now.seconds * 1_000_000 + now.attoseconds / 1_000_000_000_000
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    /// All threads are alive.
    package func beat() { send("WATCHDOG=1") }

    /// What the daemon is about, for people.
    package func status(_ status: String) { send("STATUS=\(oneLine(status))") }

    /// The end is near, and wanted.
    package func stopping() { send("STOPPING=1") }

    // Never a signal, and never a wait.
    private static let sendFlags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)

    // A line feed would begin another assignment.
    private func oneLine(_ text: String) -> String {
        text.split(separator: "\n").joined(separator: " ")
    }

    private func send(_ text: String) {
        guard socket >= 0 else { return }
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { bytes in
            unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Self.sendFlags)
        }
    }

    private static func connect(to name: String) -> Int32? {
        guard let address = UnixAddress(name) else { return nil }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        guard address.connect(socket) else {
            close(socket)
            return nil
        }
        return socket
    }
}
