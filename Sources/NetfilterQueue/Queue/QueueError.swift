/// Why a queue cannot be opened or cannot be served any longer.
package enum QueueError: Error, Equatable {
    /// The kernel lets nobody without CAP_NET_ADMIN configure queues (`EPERM` before any queue was named).
    case noPrivilege
    /// The kernel knows no NFQUEUE.
    case noKernelSupport(SystemError)
    /// Somebody else has the queue of this number (`EPERM` although the privilege is there).
    case taken(queue: UInt16, by: QueueHolder)
    /// A system call failed; `action` says what it was for, as in "receive packets from queue 3".
    case failed(action: String, SystemError)
    /// A worker has ended although nothing failed, its queue being lost.
    case ended(queue: UInt16)
}

extension QueueError: CustomStringConvertible {
    /// What happened and what to do about it, in one or two lines.
    package var description: String {
        switch self {
        case .noPrivilege:
            "no privilege to use netfilter queues: CAP_NET_ADMIN is missing.\n"
                + "Run as root, or give the program the capability: setcap cap_net_admin+ep /path/to/stiled"
        case .noKernelSupport(let cause):
            "this kernel offers no NFQUEUE (\(cause)).\n"
                + "Load the module with `modprobe nfnetlink_queue`, or use a kernel with CONFIG_NETFILTER_NETLINK_QUEUE."
        case .taken(let queue, let holder):
            "queue \(queue) is taken by \(holder).\n"
                + "End that program, or choose another number with --queue here and in the NFQUEUE rule."
        case .failed(let action, let cause):
            "cannot \(action): \(cause)."
        case .ended(let queue):
            "the worker of queue \(queue) has ended."
        }
    }
}
