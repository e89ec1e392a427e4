import CPcap
import Glibc

/// The bytes of a capture on their way to libpcap, counted, so that an error can say where it happened.
@safe
struct CountedInput: ~Copyable {
    /// How many bytes are read at a time: few enough to stay in a processor's own cache until they are judged.
    private static let bufferSize = 1 << 18

    /// Not stored structs: the stream keeps the addresses.
    private let input: UnsafeMutablePointer<stile_input>
    private let buffer: UnsafeMutablePointer<UInt8>

    /// Opens the file at `path`, where `-` stands for the standard input.
    init(path: String) throws(CaptureError.Fault) {
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(cause: systemMessage(errno)) }
        unsafe input = .allocate(capacity: 1)
        unsafe input.initialize(to: stile_input())
        unsafe input.pointee.descriptor = descriptor
        unsafe buffer = .allocate(capacity: Self.bufferSize)
    }

    deinit {
        unsafe input.deallocate()
        unsafe buffer.deallocate()
    }

    /// A stream over the bytes, to be used and closed while this value lives.
    func stream() throws(CaptureError.Fault) -> UnsafeMutablePointer<FILE> {
        guard let stream = unsafe stile_input_stream(input, buffer, Self.bufferSize) else {
            throw .unreadable(cause: systemMessage(errno))
        }
        return unsafe stream
    }

    /// How many bytes have been read so far, ahead of whoever uses the stream.
    var given: Int64 { unsafe input.pointee.given }

    /// How many bytes the file has; nil if it is a pipe or the like.
    var size: Int64? {
        var status = stat()
        guard unsafe fstat(input.pointee.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return Int64(status.st_size)
    }

    /// The file's first bytes, at most four of them.
    var start: [UInt8] {
        let start = unsafe input.pointee.start
        let length = unsafe Int(min(input.pointee.given, 4))
        return Array([start.0, start.1, start.2, start.3].prefix(length))
    }

    /// Why the operating system gave no more bytes, if that is what happened.
    var refusal: String? {
        let error = unsafe input.pointee.error
        return error == 0 ? nil : systemMessage(error)
    }

    /// Why libpcap would not open the file; `cause` is what it says, `atEnd` that it wanted more bytes than there are.
    func openingFault(atEnd: Bool, cause: String) -> CaptureError.Fault {
        if let refusal { return .unreadable(cause: refusal) }
        let start = start
        guard !start.isEmpty else { return .empty }
        guard FileMagic.mayBegin(with: start) else { return .foreign(start: start) }
        return atEnd ? .truncated(cause: cause) : .corrupt(cause: cause)
    }
}

/// The operating system's words for one of its error numbers.
func systemMessage(_ error: CInt) -> String {
    unsafe String(cString: strerror(error))
}
