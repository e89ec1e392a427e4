import Glibc

/// All frames that arrive at one network device, and a way to send frames out of it.
///
/// Each frame has the kernel's `virtio_net_hdr` before it, so that segments too large for the link and checksums left
/// for later keep what the kernel knows of them on their way through us.
final class PacketSocket {
    private let descriptor: CInt
    /// Room for the largest segment that the kernel hands from device to device, with all headers.
    private var room = [UInt8](repeating: 0, count: 10 + 14 + 65_535)

    init(device: String) throws(PeerError) {
        descriptor = socket(AF_PACKET, CInt(SOCK_RAW.rawValue), 0)
        if descriptor < 0 { throw .refused(call: "a packet socket", reason: unsafe String(cString: strerror(errno))) }
        set(Self.prefixHeader)
        set(Self.ignoreOutgoing)
        try bind(to: device)
    }

    deinit {
        close(descriptor)
    }

    /// The next frame, or nil if none waits.
    func receive() -> Frame? {
        let count = unsafe room.withUnsafeMutableBytes { buffer in
            unsafe recv(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_DONTWAIT))
        }
        return count <= 0 ? nil : Frame(bytes: Array(room[..<count]))
    }

    /// Sends `frame`; a link that has no room for it loses it, as links do.
    func send(_ frame: Frame) {
        _ = unsafe frame.bytes.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Waits until a frame has arrived at one of `sockets`, but no longer than `milliseconds`; -1 is for ever.
    static func wait(for sockets: [PacketSocket], milliseconds: CInt) {
        var polled = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        _ = unsafe polled.withUnsafeMutableBufferPointer {
            unsafe poll($0.baseAddress, nfds_t($0.count), milliseconds)
        }
    }

    /// PACKET_VNET_HDR and PACKET_IGNORE_OUTGOING, which the C library's headers do not bring to Swift.
    private static let prefixHeader: CInt = 15
    private static let ignoreOutgoing: CInt = 23

    private func set(_ option: CInt) {
        var value: CInt = 1
        _ = unsafe setsockopt(descriptor, SOL_PACKET, option, &value, socklen_t(MemoryLayout<CInt>.size))
    }

    private func bind(to device: String) throws(PeerError) {
        let index = unsafe if_nametoindex(device)
        // Number 0 would stand for every device there is.
        if index == 0 { throw .unexpected("no device \(device)") }
        var address = LinkAddress(interface: CInt(bitPattern: index))
        let size = socklen_t(MemoryLayout<LinkAddress>.size)
        let result = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.bind(descriptor, $0, size) }
        }
        if result < 0 { throw .refused(call: "device \(device)", reason: unsafe String(cString: strerror(errno))) }
    }

    /// `struct sockaddr_ll`, which the C library's headers do not bring to Swift either.
    private struct LinkAddress {
        var family = UInt16(AF_PACKET)
        /// ETH_P_ALL, in network byte order.
        var protocolNumber = UInt16(3).bigEndian
        var interface: CInt
        var hardwareType: UInt16 = 0
        var packetType: UInt8 = 0
        var length: UInt8 = 0
        var hardwareAddress: (UInt32, UInt32) = (0, 0)
    }
}

/// An Ethernet frame behind the kernel's `virtio_net_hdr`.
struct Frame {
    var bytes: [UInt8]

    /// Whether this is TCP, over IPv4 or over IPv6 without extension headers.
    var isTCP: Bool {
        let ethernet = bytes.dropFirst(10)
        guard ethernet.count > 14 + 20 else { return false }
        let start = ethernet.startIndex
        switch (bytes[start + 12], bytes[start + 13]) {
        case (0x08, 0x00): return bytes[start + 14 + 9] == 6
        case (0x86, 0xDD): return bytes[start + 14 + 6] == 6
        default: return false
        }
    }
}
