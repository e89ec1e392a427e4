/// The moment at which a peer gives up; every wait is cut short by it, so that no lost packet can hang the lab.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    init(in duration: Duration) {
        end = ContinuousClock.now + duration
    }

    /// Throws once the moment has come; `wish` says what was waited for in vain.
    func check(_ wish: @autoclosure () -> String) throws(PeerError) {
        if ContinuousClock.now >= end { throw .deadline(waitingFor: wish()) }
    }
}
