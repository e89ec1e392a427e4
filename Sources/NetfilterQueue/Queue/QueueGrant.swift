import CNetfilterQueue

/// What the kernel granted of a queue's configuration.
///
/// A refused option costs speed or comfort, never the queue.
package struct QueueGrant: Sendable, Equatable {
    /// What became of an option.
    package enum Option: Sendable, Equatable {
        /// Asked for and granted.
        case on
        /// Not asked for.
        case off
        /// Asked for, but this kernel lacks it.
        case refused
    }

    /// How many packets may wait for a verdict; nil when the kernel keeps to its own limit.
    package let maximumLength: UInt32?
    /// Whether a full queue lets packets by.
    package let failOpen: Option
    /// Whether super-packets come whole.
    package let gso: Option
    /// The socket's receive buffer in bytes, the kernel's bookkeeping included; nil when it could not be set.
    package let receiveBuffer: Int32?

    /// Asks for each option in a request of its own: the kernel refuses a request as a whole for one unknown flag.
    init(_ configuration: QueueConfiguration, on queue: borrowing QueueHandle) {
        let length = unsafe cnfq_set_maximum_length(queue.pointer, configuration.maximumLength)
        maximumLength = length == 0 ? configuration.maximumLength : nil
        failOpen = Self.ask(configuration.failOpen, CNFQ_FAIL_OPEN, queue)
        gso = Self.ask(configuration.gso, CNFQ_GSO, queue)
        let buffer = unsafe cnfq_set_receive_buffer(queue.pointer, configuration.receiveBuffer)
        receiveBuffer = buffer > 0 ? buffer : nil
    }

    private static func ask(_ wanted: Bool, _ flag: cnfq_flag, _ queue: borrowing QueueHandle) -> Option {
        guard wanted else { return .off }
        return unsafe cnfq_set_flag(queue.pointer, flag) == 0 ? .on : .refused
    }
}

extension QueueGrant: CustomStringConvertible {
    /// The grant as part of a sentence.
    package var description: String {
        let length = maximumLength.map { "\($0) packets" } ?? "the kernel's default"
        let buffer = receiveBuffer.map { "\($0) bytes" } ?? "the kernel's default"
        return "queue length \(length), fail-open \(failOpen), GSO \(gso), receive buffer \(buffer)"
    }
}

extension QueueGrant.Option: CustomStringConvertible {
    /// The option's state, as it reads after the option's name.
    package var description: String {
        switch self {
        case .on: "on"
        case .off: "off"
        case .refused: "refused by the kernel"
        }
    }
}
