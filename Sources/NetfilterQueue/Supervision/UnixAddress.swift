import Glibc

/// The address of a Unix socket: a path, or a name in the abstract namespace, which is written with `@` in front.
struct UnixAddress {
    private var address = sockaddr_un()
    private let length: socklen_t

    /// Nil for a name that is empty, neither a full path nor abstract, or longer than the kernel's 108 bytes.
    init?(_ name: String) {
        var bytes = Array(name.utf8)
        guard bytes.count > 1, bytes.count < 108, let first = bytes.first else { return nil }
        switch first {
        case UInt8(ascii: "/"): break
        case UInt8(ascii: "@"): bytes[0] = 0
        default: return nil
        }
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        // An abstract name is as long as it is said to be; a path's closing zero may be left out as well.
        length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    }

    /// Connects the socket to this address; false where nobody is there.
    func connect(_ socket: Int32) -> Bool { unsafe withAddress { unsafe Glibc.connect(socket, $0, length) } == 0 }

    /// Gives the socket this address; false where that is not possible.
    func bind(_ socket: Int32) -> Bool { unsafe withAddress { unsafe Glibc.bind(socket, $0, length) } == 0 }

    private func withAddress(_ body: (UnsafePointer<sockaddr>) -> Int32) -> Int32 {
        unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
        }
    }
}
