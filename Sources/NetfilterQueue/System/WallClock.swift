import Glibc

/// The time of the calendar, for reports; it may jump, and decides nothing.
package enum WallClock {
    /// The time since the beginning of 1970, UTC.
    package static func now() -> Duration {
        var time = timespec()
        // Cannot fail: the clock exists and the pointer is good.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
