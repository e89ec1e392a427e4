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
    /// Starting over is enough after a mismatch, at the byte itself or with the digit before it as the first: no longer
    /// beginning of either spelling is also an end of one.
    mutating func isCompleted(by byte: UInt8) -> Bool {
        let letter = byte.lowerCased
        let last = Self.spelling.count - 1
        forwards = Self.progress(from: forwards, by: letter) { Self.spelling[$0] }
        backwards = Self.progress(from: backwards, by: letter) { Self.spelling[last - $0] }
        guard forwards > last || backwards > last else { return false }
        clear()
        return true
    }

    private static func progress(from count: Int, by letter: UInt8, in digit: (Int) -> UInt8) -> Int {
        if digit(count) == letter { return count + 1 }
        if count > 1, digit(count - 1) == digit(0), digit(1) == letter { return 2 }
        return digit(0) == letter ? 1 : 0
    }
}
