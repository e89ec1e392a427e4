import CNetfilterQueue
import Glibc

/// The signals that a daemon reacts to, taken from a descriptor instead of interrupting anybody.
package struct Signals: ~Copyable {
    /// What a signal asks for.
    package enum Request: Sendable {
        /// SIGUSR1: print the counters.
        case report
        /// SIGHUP: read the policy again.
        case reload
        /// SIGTERM or SIGINT: finish the verdicts in hand and end.
        case stop
    }

    /// Readable while a signal waits.
    package let descriptor: Int32

    /// Blocks the signals in this thread and in all that it starts from now on.
    ///
    /// SIGPIPE is blocked as well: whoever stops reading our output must not end the gateway.
    package init() throws(SystemError) {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in [SIGUSR1, SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&set, signal) }
        descriptor = unsafe signalfd(-1, &set, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
        guard descriptor >= 0 else { throw .last }
        unsafe sigaddset(&set, SIGPIPE)
        let status = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        guard status == 0 else { throw SystemError(status) }
    }

    deinit {
        close(descriptor)
    }

    /// Takes the oldest waiting signal; nil when none waits.
    package func next() -> Request? {
        var taken = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        guard unsafe read(descriptor, &taken, size) == size else { return nil }
        switch Int32(bitPattern: taken.ssi_signo) {
        case SIGUSR1: return .report
        case SIGHUP: return .reload
        default: return .stop
        }
    }
}
