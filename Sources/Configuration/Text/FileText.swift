import Glibc

/// Reading small files.
enum FileText {
    /// More than any policy or list needs: a device in the place of a file must not be read for ever.
    static let maximumSize = 4 << 20

    /// Why a file could not be read.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The bytes of a file.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        // A pipe in the place of a file must not keep us waiting for somebody who writes.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure(description: cause(errno)) }
        defer { close(descriptor) }

        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw Failure(description: cause(errno)) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= maximumSize else { throw Failure(description: "larger than \(maximumSize) bytes") }
        }
    }

    private static func cause(_ error: CInt) -> String {
        unsafe String(cString: strerror(error))
    }
}
