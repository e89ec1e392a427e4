import Synchronization

/// Lines on their way out, from a bounded queue and by a thread of its own: whoever offers one never waits.
///
/// A destination that stands still, or has no room, costs lines, which are counted. A line is written whole or not at all.
package final class LineSink: Sendable {
    private enum Order: Sendable {
        case line([UInt8])
        case reopen
        case finish
    }

    private let orders: Mailbox<Order>
    private let finished: Mailbox<Void>
    private let losses = Losses()

    /// Starts the thread, which inherits the caller's signal mask, user and capabilities.
    ///
    /// Throws if the destination cannot be opened now; a socket need not have a listener yet.
    package init(to destination: LineDestination) throws(SystemError) {
        orders = try Mailbox()
        finished = try Mailbox()
        let first = Handover(try LineOutput(destination))
        try DetachedThread.start { [orders, finished, losses] in
            Self.serve(destination, first, orders, losses)
            finished.post(())
        }
    }

    /// How many lines were lost so far.
    package var lost: UInt64 { losses.count.load(ordering: .relaxed) }

    /// Adds a line, which ends in a line feed; it is lost if too many wait already.
    package func offer(_ line: [UInt8]) {
        if !orders.offer(.line(line)) { losses.add() }
    }

    /// Opens a file again, for whoever has renamed it; the lines offered before go into the old one.
    package func reopen() {
        orders.post(.reopen)
    }

    /// Writes what waits and ends, but waits for that no longer than so many seconds; nothing may be offered any more.
    package func finish(withinSeconds patience: Int32) {
        orders.post(.finish)
        _ = try? Descriptor.wait(for: finished.descriptor, or: Self.noDescriptor, seconds: patience)
    }

    private static let noDescriptor: Int32 = -1

    /// The thread: writes until told to finish.
    private static func serve(
        _ destination: LineDestination,
        _ first: Handover,
        _ orders: Mailbox<Order>,
        _ losses: Losses
    ) {
        var output = first.output.withLock { $0.take() }
        while true {
            _ = try? Descriptor.wait(for: orders.descriptor, or: noDescriptor)
            let batch = orders.takeAll()
            // A folder may be back, or a disk have room again.
            if output == nil { output = try? LineOutput(destination) }
            for order in batch {
                switch order {
                case .line(let line): if output?.write(line) != true { losses.add() }
                case .reopen: output = try? LineOutput(destination)
                case .finish: return
                }
            }
        }
    }

    /// The output on its way into the thread: a closure cannot give away what it holds.
    private final class Handover: Sendable {
        let output: Mutex<LineOutput?>

        init(_ output: consuming LineOutput) {
            self.output = Mutex(output)
        }
    }

    private final class Losses: Sendable {
        let count = Atomic<UInt64>(0)

        func add() { count.wrappingAdd(1, ordering: .relaxed) }
    }
}
