/// A file that peers send each other: its bytes follow from its size, so the receiver knows what should have come.
struct File: Equatable {
    var name: String
    var size: Int

    var bytes: [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }
}
