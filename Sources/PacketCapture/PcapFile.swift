import CPcap
import Glibc

/// An open libpcap capture.
///
/// A record that its stream has read ahead is lent from there; of any other libpcap's copy is copied once more, since
/// libpcap forbids to edit its own.
@safe
struct PcapFile: ~Copyable {
    private let source: CountedInput
    private let capture: OpaquePointer
    private let ahead: RecordsAhead?

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
        ahead = unsafe RecordsAhead(of: opened, beginning: source.start)
        self.source = source
        unsafe capture = opened
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
                snapLength: Int(unsafe pcap_snapshot(capture)),
                resolution: FileMagic.resolution(of: source.start)
            )
        }
    }

    /// Where in the file the next record or block begins, in bytes.
    var position: Int64 { unsafe source.given - stile_ahead_count(pcap_file(capture)) }

    /// How many bytes the file has; nil where that cannot be known before its end.
    var size: Int64? { source.size }

    /// Reads the next record, if it is a usual one and the stream has read it ahead.
    func takeAhead(_ frame: inout CaptureFrame) -> Bool {
        ahead?.take(&frame) ?? false
    }

    /// Has libpcap read the next record; false at the end of the file.
    func read(_ frame: inout CaptureFrame) throws(CaptureError.Fault) -> Bool {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var start: UnsafePointer<UInt8>?
        let status = unsafe pcap_next_ex(capture, &header, &start)
        guard status == 1, let header = unsafe header?.pointee, let start = unsafe start else {
            if status == PCAP_ERROR_BREAK { return false }
            throw unsafe readingFault(cause: String(cString: pcap_geterr(capture)))
        }
        unsafe frame.keepCopy(of: UnsafeBufferPointer(start: start, count: Int(header.caplen)))
        frame.time = nanoseconds(header.ts)
        frame.originalLength = Int(header.len)
        return true
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
