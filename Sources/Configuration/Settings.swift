package import Gateway
package import PacketHeaders

/// Everything that the policy file says, with the defaults for what it leaves out.
package struct Settings: Sendable, Equatable {
    /// The kernel queues.
    package var queues = Queues()
    /// The connections that the rules hand to the queues.
    package var ports = Ports()
    /// The bits of the firewall mark that the rules and the daemon share.
    package var marks = Marks()
    /// What is done to each kind of traffic.
    package var policy = Policy.standard
    /// The bounds on what the gateway stores, for each worker.
    package var limits = Limits.standard
    /// The named groups of hosts; the first that matches decides.
    package var hosts: [HostRule] = []
    /// The endpoints that host lists deny: connections to them are dropped in the kernel.
    package var denied: [Endpoint] = []
    /// Where the daemon listens for those who ask how it does.
    package var service = Service()
    /// Where events go.
    package var events = EventSink.none
    /// The user that the daemon becomes once its queues are bound; nil to stay what it is.
    package var user: String?

    /// The defaults.
    package static let standard = Settings()

    /// The defaults, to be changed where wanted.
    package init() {}
}

extension Settings {
    /// The kernel queues, and what becomes of packets that nobody answers for.
    package struct Queues: Sendable, Equatable {
        /// Their numbers, one worker each, at most 64.
        package var numbers: ClosedRange<UInt16> = 0...1
        /// How many packets may wait in each.
        package var length: UInt32 = 4096
        /// The receive buffer of each, in bytes.
        package var receiveBuffer: Int32 = 16 << 20
        /// Whether super-packets come whole.
        package var gso = true
        /// Whether packets go by where nobody listens or a queue is full; otherwise they are dropped.
        package var failOpen = true
    }

    /// The connections that the rules hand to the queues.
    package enum Ports: Sendable, Equatable {
        /// Those from or to these TCP ports.
        case some([ClosedRange<UInt16>])
        /// All of them, until the daemon releases those that are not MSN.
        case any

        /// The ports of MSN servers and of data connections (reference, section 1.1).
        package init() {
            self = .some([1863...1863, 6891...6900])
        }
    }

    /// Two bits, or sets of bits, of the firewall mark.
    package struct Marks: Sendable, Equatable {
        /// Set on the packets of a connection that is to come to the queue no more.
        package var release: UInt32 = 0x4000_0000
        /// Set on a packet that is to be answered with a reset.
        package var reset: UInt32 = 0x2000_0000
    }

    /// Where the daemon listens for those who ask how it does.
    package struct Service: Sendable, Equatable {
        /// The Unix socket of status, metrics and reload.
        package var socket = "/run/stile/control"
        /// Where status page and metrics are served over TCP as well; nil for nowhere.
        package var listen: Endpoint?
    }

    /// Where events go, one line of JSON each.
    package enum EventSink: Sendable, Equatable {
        case none
        case standardOutput
        /// A file, opened again on SIGHUP.
        case file(String)
        /// A Unix socket of datagrams.
        case socket(String)
    }
}
