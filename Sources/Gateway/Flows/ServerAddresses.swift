import PacketHeaders
import Synchronization

/// The notification servers and switchboards to which servers have sent their clients, shared by all workers: what is
/// said to them is MSNP, whatever their port.
///
/// A place is noted before the verdict that lets its announcement out, so that no client can call there first; it is asked
/// for once a connection. A forged announcement costs no more than that connections to the place are read for an hour.
final class ServerAddresses: Sendable {
    /// How many are remembered; beyond that the one that was learned longest ago goes. Networks had some hundreds.
    static let maximumCount = 1024
    /// For how long after its latest announcement a place is remembered: clients call at once, and again while their
    /// conversation lasts.
    static let life = Duration.seconds(3600)

    /// Invariant: `order` holds the keys of `announced`, each once; when it is full, `oldest` is the index of the one
    /// that was learned first.
    private struct Places {
        var announced: [Endpoint: Duration] = [:]
        var order: [Endpoint] = []
        var oldest = 0

        mutating func note(_ place: Endpoint, at time: Duration) {
            guard announced.updateValue(time, forKey: place) == nil else { return }
            guard order.count == ServerAddresses.maximumCount else { return order.append(place) }
            announced[order[oldest]] = nil
            order[oldest] = place
            oldest = (oldest + 1) % order.count
        }
    }

    private let places = Mutex(Places())

    /// Notes that a client is sent to a place.
    func note(_ place: Endpoint, at time: Duration) {
        places.withLock { $0.note(place, at: time) }
    }

    /// Whether a client was sent to a place lately.
    func contains(_ place: Endpoint, at time: Duration) -> Bool {
        guard let announced = places.withLock({ $0.announced[place] }) else { return false }
        return time - announced <= Self.life
    }
}
