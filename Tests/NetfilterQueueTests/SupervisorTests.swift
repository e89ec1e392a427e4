import CNetfilterQueue
import Glibc
import Testing

@testable import NetfilterQueue

@Suite struct SupervisorTests {
    /// A socket that takes datagrams under a name of its own.
    private final class Listener {
        let name: String
        let descriptor: Int32

        init?(_ name: String) {
            self.name = name
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
            guard let address = UnixAddress(name), address.bind(descriptor) else { return nil }
        }

        deinit {
            close(descriptor)
            unsafe unlink(name)
        }

        /// The oldest datagram that has come.
        func next() -> String? {
            var bytes = [UInt8](repeating: 0, count: 1024)
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    @Test(arguments: ["/tmp/stile-supervisor-", "@stile-supervisor-"])
    func tellsWhoeverStartedUs(_ prefix: String) throws {
        let listener = try #require(Listener("\(prefix)\(getpid())-\(UInt64.random(in: .min ... .max))"))
        let supervisor = Supervisor(notifySocket: listener.name, watchdog: nil, watchdogPID: nil)
        supervisor.ready("serving\nqueue 0")
        supervisor.beat()
        supervisor.stopping()
        #expect(listener.next() == "READY=1\nSTATUS=serving queue 0")
        #expect(listener.next() == "WATCHDOG=1")
        #expect(listener.next() == "STOPPING=1")
        #expect(listener.next() == nil)
    }

    @Test func tellsTheTimeOfAReloadByTheClockThatSystemdReads() throws {
        let listener = try #require(Listener("@stile-reload-\(getpid())-\(UInt64.random(in: .min ... .max))"))
        let supervisor = Supervisor(notifySocket: listener.name, watchdog: nil, watchdogPID: nil)
        let before = MonotonicClock.now()
        supervisor.reloading()
        let datagram = try #require(listener.next())
        let parts = datagram.split(separator: "\n")
        #expect(parts.first == "RELOADING=1")
        let text = try #require(parts.last)
        #expect(text.hasPrefix("MONOTONIC_USEC="))
        let told = Duration.microseconds(try #require(Int64(text.dropFirst("MONOTONIC_USEC=".count))))
        #expect(told >= before - .microseconds(1))
        #expect(told <= MonotonicClock.now())
    }

    @Test(
        arguments: [
            ("30000000", nil, .seconds(30)), ("30000000", "\(getpid())", .seconds(30)), ("30000000", "1", nil),
            ("0", nil, nil), ("-5", nil, nil), ("soon", nil, nil), (nil, nil, nil),
        ] as [(String?, String?, Duration?)]
    )
    func takesTheWatchdogsPatienceFromTheEnvironment(_ microseconds: String?, _ pid: String?, _ patience: Duration?)
        throws
    {
        let listener = try #require(Listener("@stile-watchdog-\(getpid())-\(UInt64.random(in: .min ... .max))"))
        let supervisor = Supervisor(notifySocket: listener.name, watchdog: microseconds, watchdogPID: pid)
        #expect(supervisor.patience == patience)
    }

    @Test(arguments: [nil, "", "@", "relative", "/no/such/socket/here"])
    func saysNothingWhereNobodyListens(_ name: String?) {
        let supervisor = Supervisor(notifySocket: name, watchdog: "1000000", watchdogPID: nil)
        supervisor.ready("")
        #expect(supervisor.patience == nil)
    }

    @Test(
        arguments: [
            ("/run/x", true), ("@x", true), ("", false), ("@", false), ("/", false), ("x", false),
            ("/" + String(repeating: "a", count: 106), true), ("/" + String(repeating: "a", count: 107), false),
        ]
    )
    func knowsWhatCanBeAnAddress(_ name: String, _ isAddress: Bool) {
        #expect((UnixAddress(name) != nil) == isAddress)
    }
}
