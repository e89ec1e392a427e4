import Glibc

/// The time since the machine started, the same for all workers, as transfers are followed across them.
package enum MonotonicClock {
    /// The time that a worker would classify a packet at now.
    package static func now() -> Duration {
        var time = timespec()
        // Cannot fail: the clock exists and the pointer is good.
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
