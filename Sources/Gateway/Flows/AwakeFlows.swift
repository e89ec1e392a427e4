/// The flows of a table that are not at rest, each in a place that is used again, and its storage with it.
struct AwakeFlows {
    private struct Place {
        enum State: UInt8 {
            case free
            /// A packet of the flow has come since the hand passed by.
            case recent
            /// None has come since then.
            case quiet
            /// The flow cannot rest, before another packet of it has come.
            case restless
        }

        var slot: Int
        var state = State.quiet
    }

    private(set) var flows: [Flow] = []
    private var places: [Place] = []
    private var free: [Int] = []
    private var hand = 0

    /// How many flows are awake.
    var count: Int { flows.count - free.count }

    subscript(place: Int) -> Flow {
        _read { yield flows[place] }
        _modify { yield &flows[place] }
    }

    /// Takes in a new flow; returns its place.
    mutating func insert(_ flow: Flow, slot: Int) -> Int {
        guard let place = free.popLast() else {
            flows.append(flow)
            places.append(Place(slot: slot))
            return places.count - 1
        }
        flows[place] = flow
        places[place] = Place(slot: slot)
        return place
    }

    /// Wakes a flow; returns its place.
    mutating func wake(_ resting: inout RestingFlow, as key: FlowKey, slot: Int) -> Int {
        let place = free.popLast() ?? insert(Flow(asleep: key), slot: slot)
        resting.wake(&flows[place], as: key)
        places[place] = Place(slot: slot)
        return place
    }

    /// Notes that a packet of a flow comes.
    mutating func touch(_ place: Int) { places[place].state = .recent }

    /// Gives up a flow, with all that it stores.
    mutating func remove(_ place: Int) {
        flows[place] = Flow(asleep: flows[place].key)
        release(place)
    }

    /// Frees the place of a flow that has been put to rest.
    mutating func release(_ place: Int) {
        places[place].state = .free
        free.append(place)
    }

    /// Looks at the next place; answers with it and its slot if the flow may rest.
    mutating func nextQuiet() -> (place: Int, slot: Int)? {
        hand = hand + 1 < places.count ? hand + 1 : 0
        switch places[hand].state {
        case .free, .restless: return nil
        case .recent:
            places[hand].state = .quiet
            return nil
        case .quiet:
            // Unless it is put to rest now.
            places[hand].state = .restless
            return (hand, places[hand].slot)
        }
    }
}
