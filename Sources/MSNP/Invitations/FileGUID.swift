/// How much of the GUID of file transfer the latest bytes of a value spell, forwards or backwards.
///
/// Braces and what else surrounds it do not matter, nor does the case: clients differ in both (reference, 12.4).
struct FileGUID {
    private var forwards = 0
    private var backwards = 0

    private static let spelling: StaticASCII = "5d3e02ab-6190-11d3-bbbb-00c04f795683"

    mutating func clear() {
        forwards = 0
        backwards = 0
    }

    /// Reads one more byte, and tells whether it completes the GUID.
    ///
    /// Starting over at the first digit is enough after a mismatch: no proper beginning of either spelling longer than
    /// one digit is also an end of a longer one.
    mutating func isCompleted(by byte: UInt8) -> Bool {
        let letter = byte.lowerCased
        let last = Self.spelling.count - 1
        forwards = Self.spelling[forwards] == letter ? forwards + 1 : (Self.spelling[0] == letter ? 1 : 0)
        backwards = Self.spelling[last - backwards] == letter ? backwards + 1 : (Self.spelling[last] == letter ? 1 : 0)
        guard forwards > last || backwards > last else { return false }
        clear()
        return true
    }
}
