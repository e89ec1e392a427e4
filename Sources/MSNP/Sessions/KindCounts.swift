/// A counter for every value of an enumeration that numbers its cases from 0 on.
public struct KindCounts<Kind>: Sendable where Kind: RawRepresentable<UInt8> & CaseIterable & Sendable {
    /// In place, and with room for the longest of the enumerations: one more would trap in the first test that counts it.
    private var counts = InlineArray<16, UInt64>(repeating: 0)

    /// Nothing counted yet.
    public init() {}

    /// How many there were of a kind.
    public subscript(kind: Kind) -> UInt64 {
        get { counts[Int(kind.rawValue)] }
        set { counts[Int(kind.rawValue)] = newValue }
    }

    /// Adds what was counted elsewhere.
    public mutating func add(_ other: KindCounts) {
        for kind in Kind.allCases { self[kind] &+= other[kind] }
    }
}
