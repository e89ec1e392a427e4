/// Puts fragmented IP packets together again, as a Linux gateway that tracks connections does.
///
/// Fragments of a packet may come in any order. Nothing is judged by the bytes of a fragment: only the whole packet
/// comes out, and of a packet whose fragments contradict each other nothing does (RFC 5722).
public struct FragmentReassembler: Sendable {
    /// The bounds on what is kept.
    public struct Limits: Equatable, Sendable {
        /// How many packets may be waiting for fragments.
        public var packets = 4096
        /// How many bytes may be kept for all of them: as many as Linux keeps by default.
        public var storedBytes = 4 << 20
        /// How long an IPv4 packet may take from its first fragment to its last: what Linux allows by default.
        public var patienceV4 = Duration.seconds(30)
        /// The same for IPv6 (RFC 8200, section 4.5).
        public var patienceV6 = Duration.seconds(60)

        /// The default bounds, to be changed where wanted.
        public init() {}
    }

    /// What became of a fragment.
    public enum Outcome: Equatable, Sendable {
        /// It waits for others.
        case held
        /// It was the last one missing: the packet, from its IP header on, as if it had never been cut.
        case completed([UInt8])
        /// It is not kept, and goes no further.
        case refused(FragmentRefusal)
        /// It is not kept, and goes on as it is; only in IPv6.
        case leftAlone(FragmentRefusal)
    }

    /// Fragments that were held until too much time had passed.
    public private(set) var expired: UInt64 = 0
    /// Fragments that were held until another one contradicted them.
    public private(set) var discarded: UInt64 = 0
    private let limits: Limits
    private var assemblies: [Fragment.Key: FragmentAssembly] = [:]
    private var storedBytes = 0
    private var lastSweep = Duration.zero

    /// A reassembler that holds nothing.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// How many fragments are held now.
    public var held: Int { assemblies.values.reduce(0) { $0 + $1.count } }

    /// Takes a fragment that was read from `packet`.
    ///
    /// `time` is the time since any fixed point in the past. It may run backwards, as in a capture whose recorder's
    /// clock was set; a packet whose fragments are further apart than its patience, either way, is given up.
    public mutating func add(_ fragment: Fragment, of packet: Span<UInt8>, at time: Duration) -> Outcome {
        sweep(at: time)
        let key = fragment.key
        if let known = assemblies[key], isOutdated(key, known, at: time) { expire(key) }
        do throws(FragmentRefusal) {
            guard !fragment.cutsHeaders else { throw .headersCut }
            guard hasRoom(for: fragment) else { throw .noRoom }
            return try keep(fragment, of: packet, in: assemblies.removeValue(forKey: key), at: time)
        } catch {
            return error.leavesFragmentAlone(isV6: key.isV6) ? .leftAlone(error) : .refused(error)
        }
    }

    /// The assembly is taken out of the table meanwhile, so that its bytes are not copied, and put back if it goes on.
    private mutating func keep(
        _ fragment: Fragment,
        of packet: Span<UInt8>,
        in known: consuming FragmentAssembly?,
        at time: Duration
    ) throws(FragmentRefusal) -> Outcome {
        storedBytes -= known?.storedBytes ?? 0
        var assembly = known ?? FragmentAssembly(started: time)
        do throws(FragmentRefusal) {
            try assembly.add(fragment, of: packet)
        } catch {
            if error.givesUpPacket(isV6: fragment.key.isV6) {
                discarded += UInt64(assembly.count)
            } else {
                put(assembly, at: fragment.key)
            }
            throw error
        }
        guard assembly.isComplete else {
            put(assembly, at: fragment.key)
            return .held
        }
        do throws(FragmentRefusal) {
            return .completed(try assembly.whole())
        } catch {
            discarded += UInt64(assembly.count - 1)
            throw error
        }
    }

    private mutating func put(_ assembly: FragmentAssembly, at key: Fragment.Key) {
        storedBytes += assembly.storedBytes
        assemblies[key] = assembly
    }

    private func hasRoom(for fragment: Fragment) -> Bool {
        guard storedBytes + FragmentAssembly.cost(of: fragment) <= limits.storedBytes else { return false }
        return assemblies.count < limits.packets || assemblies[fragment.key] != nil
    }

    /// Looks for what is too old once in a second, so that no fragment pays for all others.
    private mutating func sweep(at time: Duration) {
        guard isApart(time, lastSweep, by: .seconds(1)) else { return }
        lastSweep = time
        for (key, _) in assemblies.filter({ isOutdated($0.key, $0.value, at: time) }) { expire(key) }
    }

    private func isOutdated(_ key: Fragment.Key, _ assembly: FragmentAssembly, at time: Duration) -> Bool {
        isApart(time, assembly.started, by: key.isV6 ? limits.patienceV6 : limits.patienceV4)
    }

    private func isApart(_ a: Duration, _ b: Duration, by distance: Duration) -> Bool {
        a - b >= distance || b - a >= distance
    }

    private mutating func expire(_ key: Fragment.Key) {
        guard let assembly = assemblies.removeValue(forKey: key) else { return }
        storedBytes -= assembly.storedBytes
        expired += UInt64(assembly.count)
    }
}
