import Glibc

/// The time of day as people have set it, for what they read; it jumps, and nothing is measured by it.
package enum WallClock {
    /// The time since the beginning of 1970, UTC.
    package static func now() -> Duration {
        var time = timespec()
        // Cannot fail: the clock exists and the pointer is good.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
