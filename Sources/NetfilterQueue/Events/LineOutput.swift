import Glibc

/// An open destination of lines.
struct LineOutput: ~Copyable {
    private let descriptor: Int32
    private let destination: LineDestination

    /// Opens the destination.
    init(_ destination: LineDestination) throws(SystemError) {
        let opened = try Self.open(destination)
        descriptor = opened
        self.destination = destination
    }

    private static func open(_ destination: LineDestination) throws(SystemError) -> Int32 {
        let descriptor: Int32
        switch destination {
        case .standardOutput:
            descriptor = STDOUT_FILENO
        case .file(let path):
            // Others may read along by the group only: the lines name people.
            descriptor = unsafe Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        case .socket(let path):
            guard path.utf8.count < Self.maximumPathLength else { throw SystemError(ENAMETOOLONG) }
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        }
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }

    deinit {
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    /// Writes a line, whole or not at all; false if not.
    func write(_ line: [UInt8]) -> Bool {
        switch destination {
        case .standardOutput: append(line)
        case .file: append(line)
        case .socket(let path): send(line, to: path)
        }
    }

    /// On a disk without room, a line may begin and not end: what has begun is taken back.
    private func append(_ line: [UInt8]) -> Bool {
        let size = fileSize
        var start = 0
        while start < line.count {
            let written = unsafe line[start...].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard written > 0 || errno == EINTR else {
                if start > 0, let size { ftruncate(descriptor, size) }
                return false
            }
            start += max(written, 0)
        }
        return true
    }

    /// The size of the file; nil for pipes and the like, from which nothing can be taken back.
    private var fileSize: Int? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return status.st_size
    }

    private static let maximumPathLength = 108

    /// Each line finds its listener anew, which may have been started again.
    private func send(_ line: [UInt8], to path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        while true {
            let sent = unsafe line.withUnsafeBytes { line in
                unsafe withUnsafePointer(to: &address) { address in
                    unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                        unsafe sendto(
                            descriptor,
                            line.baseAddress,
                            line.count,
                            Int32(MSG_NOSIGNAL),
                            address,
                            size
                        )
                    }
                }
            }
            guard sent < 0, errno == EINTR else { return sent == line.count }
        }
    }
}
