import Gateway
import PacketHeaders

/// Puts fragments together before anything is judged.
///
/// Live, connection tracking does so before the queue; done here alike, a replay foretells the live verdict.
struct Defragmentation {
    enum Outcome {
        /// To be judged as it is.
        case unchanged
        /// To be judged as this packet.
        case completed([UInt8])
        /// Waits for others.
        case held
        /// Never gets as far as the queue.
        case refused
    }

    private let checksums: ChecksumTrust
    private var reassembler = FragmentReassembler()
    private var taken = FragmentCounts()

    init(checksums: ChecksumTrust) {
        self.checksums = checksums
    }

    /// What became of every fragment so far.
    var counts: FragmentCounts {
        var counts = taken
        counts[.expired] = reassembler.expired
        counts[.discarded] = reassembler.discarded
        counts[.unfinished] = UInt64(reassembler.held)
        return counts
    }

    /// Takes a packet, from its IP header on.
    mutating func take(_ packet: Span<UInt8>, at time: Duration) -> Outcome {
        guard let fragment = Fragment(parsing: packet) else { return .unchanged }
        guard isIntact(fragment, in: packet) else {
            taken[.badChecksum] += 1
            return .refused
        }
        switch reassembler.add(fragment, of: packet, at: time) {
        case .held:
            taken[.held] += 1
            return .held
        case .completed(let whole):
            taken[.completing] += 1
            return .completed(whole)
        case .refused(let refusal):
            taken[FragmentFate(refusal)] += 1
            return .refused
        case .leftAlone(let refusal):
            taken[FragmentFate(refusal)] += 1
            return .unchanged
        }
    }

    /// A kernel drops a packet with a bad header checksum before it looks for fragments.
    private func isIntact(_ fragment: Fragment, in packet: Span<UInt8>) -> Bool {
        switch checksums {
        case .vouched: true
        case .unverified: fragment.checksumState(in: packet) == .right
        case .unverifiedOrOffloaded: fragment.checksumState(in: packet) != .wrong
        }
    }
}
