import CNetfilterQueue
import Glibc

/// The shim's queue, closed exactly once.
@safe struct QueueHandle: ~Copyable {
    let pointer: OpaquePointer

    /// Opens a socket that may configure queues, and binds none yet.
    init() throws(QueueError) {
        var opened: OpaquePointer?
        let status = unsafe cnfq_open(&opened)
        guard status == 0, let opened = unsafe opened else { throw Self.openingError(status) }
        unsafe pointer = opened
    }

    deinit {
        unsafe cnfq_close(pointer)
    }

    private static func openingError(_ status: Int32) -> QueueError {
        switch -status {
        case EPERM: .noPrivilege
        case EPROTONOSUPPORT, EINVAL, EOPNOTSUPP: .noKernelSupport(SystemError(-status))
        default: .failed(action: "open a netfilter socket", SystemError(-status))
        }
    }

    /// Binds the queue of this number, or says who has it.
    func bind(_ number: UInt16) throws(QueueError) {
        let status = unsafe cnfq_bind(pointer, number)
        switch -status {
        case 0: return
        case EPERM, EBUSY: throw .taken(queue: number, by: QueueHolder.find(queue: number))
        default: throw .failed(action: "bind queue \(number)", SystemError(-status))
        }
    }

    /// Lets the packets come.
    func start(_ number: UInt16) throws(QueueError) {
        let status = unsafe cnfq_start(pointer)
        guard status == 0 else { throw .failed(action: "start queue \(number)", SystemError(-status)) }
    }
}
