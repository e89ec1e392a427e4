import Glibc

/// Bytes on their way to a file descriptor, gathered so that a report of a million lines does not cost a million
/// system calls.
///
/// What has not been flushed when the value goes away is lost: whoever gathers calls `flush()` and hears of errors.
package struct ByteOutput: ~Copyable {
    private let descriptor: CInt
    private let name: String
    private var pending: [UInt8] = []

    /// How many bytes are gathered before they are written.
    private static let capacity = 1 << 18

    private init(descriptor: CInt, name: String) {
        self.descriptor = descriptor
        self.name = name
        pending.reserveCapacity(Self.capacity)
    }

    /// The standard output.
    ///
    /// From here on a reader that goes away (`| head`) is an error of writing and no longer a deadly signal.
    package static func standardOutput() -> ByteOutput {
        signal(SIGPIPE, SIG_IGN)
        return ByteOutput(descriptor: STDOUT_FILENO, name: "standard output")
    }

    /// The standard error.
    package static func standardError() -> ByteOutput {
        ByteOutput(descriptor: STDERR_FILENO, name: "standard error")
    }

    /// Opens the file at `path` with the flags of open(2).
    init(path: String, flags: CInt) throws(OutputError) {
        let opened = unsafe open(path, flags | O_WRONLY | O_CLOEXEC, 0o666)
        guard opened >= 0 else { throw OutputError(name: path, code: errno) }
        self.init(descriptor: opened, name: path)
    }

    deinit {
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    /// Adds bytes, and writes what is gathered once that is much.
    package mutating func append(_ bytes: [UInt8]) throws(OutputError) {
        pending += bytes
        if pending.count >= Self.capacity { try flush() }
    }

    /// Adds the bytes of a frame.
    mutating func append(_ frame: borrowing CaptureFrame) throws(OutputError) {
        // Copied while the frame is there.
        unsafe pending += frame.memory
        if pending.count >= Self.capacity { try flush() }
    }

    /// Adds the four bytes of a number; they are written with what comes next.
    mutating func append(littleEndian word: UInt32) {
        for shift: UInt32 in [0, 8, 16, 24] {
            pending.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    /// Writes a number over what was flushed `offset` bytes from the start; a pipe, where nobody can, stays as it is.
    func overwrite(littleEndian word: UInt32, at offset: Int) {
        let bytes = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) }
        // The buffer is not touched before pwrite(2) returns, and the count is its own.
        _ = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, offset) }
    }

    /// Writes everything that is gathered.
    package mutating func flush() throws(OutputError) {
        var written = 0
        while written < pending.count {
            // The buffer is not touched before write(2) returns, and the range is inside it.
            let count = unsafe pending.withUnsafeBytes { bytes in
                unsafe write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw OutputError(name: name, code: errno)
            }
        }
        pending.removeAll(keepingCapacity: true)
    }
}
