/// Why a fragment is not kept.
///
/// Receivers differ in how they read contradictory fragments (RFC 1858, RFC 3128), so there is one reading: the one of
/// Linux, which lets nothing else through a gateway that tracks connections.
public enum FragmentRefusal: UInt8, Error, CaseIterable, Sendable {
    /// All its bytes came before, in one run; whatever they are now, the first ones stay.
    case duplicate
    /// It brings nothing.
    case empty
    /// It is not the last one, and its length is no multiple of eight; only in IPv6 (RFC 8200, section 4.5).
    case uneven
    /// It is the first one, and the headers that the packet begins with go on behind it; only in IPv6 (RFC 8200,
    /// section 4.5).
    case headersCut
    /// It ends where no packet reaches.
    case beyondReach
    /// It makes the whole packet longer than its length field can tell.
    case tooLong
    /// It puts the end of the packet elsewhere than another fragment did, or lies beyond it.
    case contradictory
    /// Some of its bytes came before, and others did not.
    case overlapping
    /// As much is kept already as the limits allow.
    case noRoom

    /// Whether the packet is given up with the fragment.
    ///
    /// RFC 5722 asks for it on overlaps. Linux does it for every contradiction in IPv4, and for these in IPv6.
    func givesUpPacket(isV6: Bool) -> Bool {
        switch self {
        case .duplicate, .noRoom, .headersCut: false
        case .overlapping, .uneven, .tooLong: true
        case .empty, .beyondReach, .contradictory: !isV6
        }
    }

    /// Whether Linux does not drop the fragment but leaves it, unread, to whoever receives it. The others of its packet
    /// are still held, and never leave without it.
    func leavesFragmentAlone(isV6: Bool) -> Bool {
        switch self {
        case .headersCut, .uneven: true
        case .beyondReach: isV6
        case .duplicate, .empty, .tooLong, .contradictory, .overlapping, .noRoom: false
        }
    }
}
