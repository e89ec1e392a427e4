/// Why a capture could not be read to its end.
///
/// Every frame before the fault has been delivered.
package struct CaptureError: Error, Sendable {
    /// What is wrong.
    package enum Fault: Error, Equatable {
        /// The operating system refuses: no such file, no permission, a directory, a failing disk.
        case unreadable(cause: String)
        /// There is not one byte in it.
        case empty
        /// It does not begin like a capture.
        case foreign(start: [UInt8])
        /// It ends in the middle of a header, record or block.
        case truncated(cause: String)
        /// It says something that cannot be, or that libpcap cannot follow.
        case corrupt(cause: String)
        /// Its frames begin with a header that is not read here.
        case unsupportedLinkLayer(name: String)
    }

    /// The capture, as the user named it.
    package let path: String
    /// What is wrong with it.
    package let fault: Fault
    /// Where the header, record or block at fault begins, in bytes from the start of the file.
    package let offset: Int64
    /// How many frames came before it.
    package let frames: Int
}

extension CaptureError: CustomStringConvertible {
    /// What happened, where, and what to do about it, in one line.
    package var description: String {
        switch fault {
        case .unreadable(let cause): "\(name): cannot be read\(place): \(cause); check the path and its permissions"
        case .empty: "\(name): empty at byte 0: there is no capture in it; record it again"
        case .foreign(let start):
            "\(name): not a capture: byte 0 begins with \(hexadecimal(start)); give a pcap or pcapng file, uncompressed"
        case .truncated(let cause):
            "\(name): cut short\(place): \(cause); the frames before it are good, the rest must be recorded again"
        case .corrupt(let cause): "\(name): corrupt or unsupported\(place): \(cause); \(remedy(for: cause))"
        case .unsupportedLinkLayer(let layer):
            "\(name): unsupported link layer \(layer), named in the header at byte 0; "
                + "record Ethernet, Linux cooked or raw IP"
        }
    }

    private var name: String { path == "-" ? "standard input" : path }

    private var place: String {
        switch (offset, frames) {
        case (0, 0): ""
        case (_, 1): " at byte \(offset), after 1 frame"
        default: " at byte \(offset), after \(frames) frames"
        }
    }

    /// libpcap wants all interfaces of a pcapng file alike, and says so in a sentence about an interface.
    private func remedy(for cause: String) -> String {
        cause.contains("interface")
            ? "export each interface to a file of its own"
            : "the frames before it are good, the rest must be recorded again"
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
