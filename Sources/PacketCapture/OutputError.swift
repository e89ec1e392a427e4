import Glibc

/// Why something could not be written.
package struct OutputError: Error, Sendable, Equatable {
    /// What was being written.
    let name: String
    /// The operating system's number for the cause.
    let code: CInt

    /// Whether the reader of a pipe has gone away, which is its right (`| head`) and no failure.
    package var isClosedPipe: Bool { code == EPIPE }
}

extension OutputError: CustomStringConvertible {
    /// What happened, where, and what to do about it, in one line.
    package var description: String {
        "\(name): cannot be written: \(systemMessage(code)); check the path, its permissions and the space on the disk"
    }
}
