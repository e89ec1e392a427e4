import Gateway
import PacketHeaders

/// What became of the fragments of a capture.
struct FragmentCounts {
    private var counts = [UInt64](repeating: 0, count: FragmentFate.allCases.count)

    subscript(fate: FragmentFate) -> UInt64 {
        get { counts[fate.rawValue] }
        set { counts[fate.rawValue] = newValue }
    }

    mutating func add(_ other: FragmentCounts) {
        for fate in FragmentFate.allCases { self[fate] += other[fate] }
    }

    /// Every count, zeros included.
    var rows: [Counters.Row] {
        FragmentFate.allCases.map { Counters.Row("fragments", labels: [("outcome", $0.word)], self[$0]) }
    }
}

/// What can become of a fragment. Each has one of the first fates when it comes; the last three tell how many of those
/// held never left.
enum FragmentFate: Int, CaseIterable {
    case held, completing
    case badChecksum, duplicate, empty, uneven, headersCut, beyondReach, tooLong, contradictory, overlapping, noRoom
    case discarded, expired, unfinished

    init(_ refusal: FragmentRefusal) {
        self =
            switch refusal {
            case .duplicate: .duplicate
            case .empty: .empty
            case .uneven: .uneven
            case .headersCut: .headersCut
            case .beyondReach: .beyondReach
            case .tooLong: .tooLong
            case .contradictory: .contradictory
            case .overlapping: .overlapping
            case .noRoom: .noRoom
            }
    }

    var word: String {
        switch self {
        case .held: "held"
        case .completing: "completing"
        case .badChecksum: "bad_checksum"
        case .duplicate: "duplicate"
        case .empty: "empty"
        case .uneven: "uneven"
        case .headersCut: "headers_cut"
        case .beyondReach: "beyond_reach"
        case .tooLong: "too_long"
        case .contradictory: "contradictory"
        case .overlapping: "overlapping"
        case .noRoom: "no_room"
        case .discarded: "discarded"
        case .expired: "expired"
        case .unfinished: "unfinished"
        }
    }
}
