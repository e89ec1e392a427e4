import CPcap

/// The records of a pcap file that the stream under libpcap has read ahead: nearly all of them.
///
/// libpcap copies each record out of the stream, by calls that cost more than everything else that reading needs. Here they
/// are lent from where they lie. What is in any way unusual is left to libpcap, which goes on reading at the same place
/// of the same stream: a record that lies across the end of what was read ahead, one longer than the snap length or
/// cut short, an impossible time.
@safe
struct RecordsAhead {
    /// What stands before the bytes of a record: seconds, fraction of a second, captured length, length on the wire.
    static let headerLength = 16

    private let stream: UnsafeMutablePointer<FILE>
    private let isSwapped: Bool
    /// The unit of the fractions, in nanoseconds.
    private let tick: Int64
    private let snapLength: UInt32

    /// The records of a file that begins with `start`; nil unless it is a pcap file of the version that all write now,
    /// with the usual record headers. The stream is libpcap's, to be used while the capture is open.
    init?(of capture: OpaquePointer, beginning start: [UInt8]) {
        guard FileMagic.recordHeaderLength(of: start) == Self.headerLength,
            unsafe pcap_major_version(capture) == 2, unsafe pcap_minor_version(capture) == 4,
            let stream = unsafe pcap_file(capture)
        else { return nil }
        unsafe self.stream = stream
        isSwapped = unsafe pcap_is_swapped(capture) != 0
        tick = FileMagic.resolution(of: start) == .nanoseconds ? 1 : 1000
        snapLength = UInt32(truncatingIfNeeded: unsafe pcap_snapshot(capture))
    }

    /// Lends the next record to `frame`, if it is a usual one.
    @inline(__always)
    func take(_ frame: inout CaptureFrame) -> Bool {
        let room = unsafe Int(stile_ahead_count(stream)) - Self.headerLength
        guard room >= 0, let start = unsafe stile_ahead(stream) else { return false }
        let fraction = unsafe word(start, 4)
        let length = unsafe word(start, 8)
        guard length <= snapLength, length <= room, fraction <= Int32.max else { return false }
        frame.time = unsafe Int64(word(start, 0)) &* 1_000_000_000 &+ Int64(fraction) &* tick
        frame.originalLength = unsafe Int(word(start, 12))
        // Inside the buffer, as was just seen; the stream leaves these bytes alone until it is read again.
        unsafe frame.memory = UnsafeMutableBufferPointer(start: start + Self.headerLength, count: Int(length))
        unsafe stile_take(stream, Int64(Self.headerLength) + Int64(length))
        return true
    }

    /// Four bytes of a record header, which is known to be whole.
    @inline(__always)
    private func word(_ start: UnsafeMutablePointer<UInt8>, _ offset: Int) -> UInt32 {
        let word = unsafe UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return isSwapped ? word.byteSwapped : word
    }
}
