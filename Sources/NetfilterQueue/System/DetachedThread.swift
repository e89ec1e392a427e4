import Glibc

/// A real thread: a worker that waits for packets must not occupy the pool that Swift's tasks share.
enum DetachedThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Runs the closure once on a thread of its own, which inherits the caller's signal mask.
    static func start(_ run: @escaping @Sendable () -> Void) throws(SystemError) {
        let body = unsafe Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let status = unsafe pthread_create(&thread, nil, enter, body.toOpaque())
        guard status == 0 else {
            unsafe body.release()
            throw SystemError(status)
        }
        pthread_detach(thread)
    }

    private static let enter: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { body in
        guard let body = unsafe body else { return nil }
        unsafe Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run()
        return nil
    }
}
