import CPcap
import Glibc

/// An open libpcap capture.
///
/// libpcap's pointers, and so the unsafe code of reading, stay inside this file: each record
/// is copied into the caller's buffer, since libpcap forbids to edit its own and uses it again for the next record.
@safe
struct PcapFile: ~Copyable {
    private let source: CountedInput
    private let capture: OpaquePointer
    /// What stands before the bytes of a record; nil in pcapng, where blocks of other kinds may lie between.
    private let recordHeaderLength: Int?
    private let snapLength: UInt32
    /// Where in the file the next record or block begins, in bytes.
    private(set) var position: Int64 = 0

    /// Opens the capture at `path`, where `-` stands for the standard input.
    init(path: String) throws(CaptureError.Fault) {
        let source = try CountedInput(path: path)
        let stream = try unsafe source.stream()
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        // Always in nanoseconds: libpcap widens coarser times and would cut finer ones.
        let opened = unsafe pcap_fopen_offline_with_tstamp_precision(
            stream,
            UInt32(PCAP_TSTAMP_PRECISION_NANO),
            &message
        )
        guard let opened = unsafe opened else {
            let fault = unsafe source.openingFault(atEnd: feof(stream) != 0, cause: text(message))
            unsafe fclose(stream)
            // Closing goes through `source` once more.
            extendLifetime(source)
            throw fault
        }
        recordHeaderLength = FileMagic.recordHeaderLength(of: source.start)
        unsafe snapLength = UInt32(truncatingIfNeeded: pcap_snapshot(opened))
        self.source = source
        unsafe capture = opened
        position = askPosition()
    }

    deinit {
        unsafe pcap_close(capture)
    }

    /// What the file says about all its frames.
    var header: CaptureHeader {
        get throws(CaptureError.Fault) {
            let number = unsafe pcap_datalink(capture)
            guard let linkLayer = LinkLayer(number: number) else {
                throw .unsupportedLinkLayer(name: linkLayerName(number))
            }
            return CaptureHeader(
                linkLayer: linkLayer,
                linkNumber: number,
                snapLength: Int(snapLength),
                resolution: FileMagic.resolution(of: source.start)
            )
        }
    }

    /// How many bytes the file has; nil where that cannot be known before its end.
    var size: Int64? { source.size }

    /// What a record says beside its bytes.
    struct Record {
        let time: Int64
        let originalLength: Int
    }

    /// Copies the next record into `bytes`, in place of what is there; nil at the end of the file.
    mutating func next(into bytes: inout [UInt8]) throws(CaptureError.Fault) -> Record? {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var start: UnsafePointer<UInt8>?
        let status = unsafe pcap_next_ex(capture, &header, &start)
        guard status == 1, let header = unsafe header?.pointee, let start = unsafe start else {
            if status == PCAP_ERROR_BREAK { return nil }
            throw unsafe readingFault(cause: String(cString: pcap_geterr(capture)))
        }
        unsafe bytes.replaceSubrange(0..., with: UnsafeBufferPointer(start: start, count: Int(header.caplen)))
        advance(by: header.caplen)
        return Record(time: nanoseconds(header.ts), originalLength: Int(header.len))
    }

    /// Asking the stream where it stands costs as much as parsing a packet, and is needed only where the lengths do not
    /// tell: of a record longer than the snap length libpcap leaves out the rest.
    private mutating func advance(by length: UInt32) {
        if let recordHeaderLength, length < snapLength {
            position += Int64(recordHeaderLength) + Int64(length)
        } else {
            position = askPosition()
        }
    }

    private func askPosition() -> Int64 {
        unsafe Int64(ftello(pcap_file(capture)))
    }

    /// A time since 1970.
    ///
    /// A file's seconds are unsigned, but libpcap reads those of a pcap file as a signed number of 32 bits. A pcapng
    /// file may claim any 64 bits, which must wrap around rather than trap.
    private func nanoseconds(_ time: timeval) -> Int64 {
        let seconds = Int64(time.tv_sec)
        let sinceEpoch = seconds < 0 ? seconds &+ 1 << 32 : seconds
        return sinceEpoch &* 1_000_000_000 &+ Int64(time.tv_usec)
    }

    private func readingFault(cause: String) -> CaptureError.Fault {
        if let refusal = source.refusal { return .unreadable(cause: refusal) }
        return unsafe feof(pcap_file(capture)) != 0 ? .truncated(cause: cause) : .corrupt(cause: cause)
    }
}

private func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func linkLayerName(_ number: CInt) -> String {
    guard let name = unsafe pcap_datalink_val_to_name(number) else { return "number \(number)" }
    return unsafe String(cString: name)
}
