/// What one kernel queue is asked for.
package struct QueueConfiguration: Sendable, Equatable {
    /// The queue's number, as in `--queue-num` or `--queue-balance`.
    package var number: UInt16
    /// How many packets may wait for a verdict; at the limit fail-open decides.
    package var maximumLength: UInt32 = 4096
    /// Whether a full queue lets packets by instead of dropping them, where the kernel can.
    package var failOpen = true
    /// Whether super-packets of up to 64 KiB come whole, where the kernel can; without it each is cut up first.
    package var gso = true
    /// The socket's receive buffer in bytes, beyond `net.core.rmem_max`.
    ///
    /// The kernel grants twice as much, because it also charges its own bookkeeping to the buffer.
    package var receiveBuffer: Int32 = 16 << 20
    /// The marks that verdicts add to packets.
    package var marks = MarkBits.standard

    /// The default for a queue of this number.
    package init(number: UInt16) {
        self.number = number
    }
}
