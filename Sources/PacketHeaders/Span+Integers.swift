// Both loaders are inlined by force: left to itself the compiler keeps calls and a bounds check for each byte.
extension Span<UInt8> {
    /// The 16-bit number at `offset`, in network byte order.
    @inline(__always)
    func uint16(at offset: Int) -> UInt16 {
        UInt16(self[offset]) << 8 | UInt16(self[offset &+ 1])
    }

    /// The 32-bit number at `offset`, in network byte order.
    @inline(__always)
    func uint32(at offset: Int) -> UInt32 {
        UInt32(uint16(at: offset)) << 16 | UInt32(uint16(at: offset &+ 2))
    }

    /// The 64-bit number at `offset`, in network byte order.
    @inline(__always)
    func uint64(at offset: Int) -> UInt64 {
        UInt64(uint32(at: offset)) << 32 | UInt64(uint32(at: offset &+ 4))
    }
}
