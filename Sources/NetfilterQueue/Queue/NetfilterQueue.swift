import CNetfilterQueue
import Gateway
import Glibc

/// One kernel queue, bound and delivering; closed when the value goes.
///
/// It belongs to the thread that made it. Packets are taken in batches: `receive`, then `next` until nil, then
/// `flush`. Every packet taken gets exactly one verdict, whatever path its `QueuedPacket` takes.
@safe struct NetfilterQueue: ~Copyable {
    let number: UInt16
    /// What the kernel granted of what was asked for.
    let grant: QueueGrant
    /// What was lost, apart from what the kernel itself counts.
    private(set) var counters = QueueCounters()
    private let handle: QueueHandle
    private let failOpen: Bool

    /// Binds the queue and lets the packets come.
    init(_ configuration: QueueConfiguration) throws(QueueError) {
        let handle = try QueueHandle()
        try handle.bind(configuration.number)
        let grant = QueueGrant(configuration, on: handle)
        try handle.start(configuration.number)

        self.handle = handle
        self.grant = grant
        number = configuration.number
        failOpen = configuration.failOpen
    }

    /// Readable when `receive` has something to take.
    var descriptor: Int32 { unsafe cnfq_descriptor(handle.pointer) }

    /// Takes a batch without waiting; false when nothing was there.
    ///
    /// An overrun is counted and survived.
    mutating func receive() throws(QueueError) -> Bool {
        let status = unsafe cnfq_receive(handle.pointer)
        switch -status {
        case ENOBUFS:
            counters.overruns &+= 1
            return true
        case EAGAIN:
            return false
        default:
            try check(status, "receive packets from")
            return true
        }
    }

    /// The next packet of the batch, or nil at its end.
    mutating func next() -> QueuedPacket? {
        var packet = unsafe cnfq_packet()
        var status = unsafe cnfq_next(handle.pointer, &packet)
        while status < 0 {
            counters.asynchronousErrors &+= 1
            status = unsafe cnfq_next(handle.pointer, &packet)
        }
        guard status > 0 else { return nil }
        if unsafe packet.cut { counters.cutPackets &+= 1 }
        return unsafe QueuedPacket(packet, queue: handle.pointer, acceptedByDefault: failOpen)
    }

    /// Sends the verdicts given since the last flush; must precede every wait.
    func flush() throws(QueueError) {
        try check(unsafe cnfq_flush(handle.pointer), "send verdicts to")
    }

    /// Lets no further packet into the queue, so that it can be drained: a queue of length nought is full.
    ///
    /// Fail-open lets the packets by from here on, as `--queue-bypass` will a moment later.
    func closeEntrance() throws(QueueError) {
        try check(unsafe cnfq_set_maximum_length(handle.pointer, 0), "close the entrance of")
    }

    private func check(_ status: Int32, _ action: String) throws(QueueError) {
        guard status < 0 else { return }
        throw .failed(action: "\(action) queue \(number)", SystemError(-status))
    }
}
