import Glibc

/// A TCP socket, closed with the last reference to it.
///
/// With `PacketSocket` the only file here that hands buffers to the C library.
final class Socket {
    private let descriptor: CInt

    private init(family: CInt) throws(PeerError) {
        descriptor = socket(family, CInt(SOCK_STREAM.rawValue), 0)
        if descriptor < 0 { throw .failed("socket") }
        set(SOL_SOCKET, SO_REUSEADDR, 1)
    }

    private init(accepted: CInt) {
        descriptor = accepted
        probeWhenIdle()
    }

    deinit {
        close(descriptor)
    }

    /// A socket that waits to be called at `endpoint`.
    static func listening(at endpoint: Endpoint) throws(PeerError) -> Socket {
        let (address, length) = try address(of: endpoint)
        let socket = try Socket(family: CInt(address.ss_family))
        if socket.bind(to: address, length) < 0 || listen(socket.descriptor, 16) < 0 {
            throw .failed("listening at \(endpoint)")
        }
        return socket
    }

    /// Calls `endpoint`, again and again while nobody listens there yet.
    static func calling(_ endpoint: Endpoint, from source: String?, until deadline: Deadline) throws(PeerError)
        -> Socket
    {
        while true {
            if let socket = try call(endpoint, from: source) { return socket }
            try deadline.check("somebody to listen at \(endpoint)")
            usleep(20_000)
        }
    }

    private static func call(_ endpoint: Endpoint, from source: String?) throws(PeerError) -> Socket? {
        let (address, length) = try address(of: endpoint)
        let socket = try Socket(family: CInt(address.ss_family))
        if let source {
            let (ours, length) = try Self.address(of: Endpoint(address: source, port: 0))
            if socket.bind(to: ours, length) < 0 { throw .failed("calling from \(source)") }
        }
        socket.limitConnecting(seconds: 5)
        let result = unsafe withGenericPointer(to: address) { unsafe connect(socket.descriptor, $0, length) }
        // A lost SYN is sent again, but more and more seldom: a new call comes sooner.
        if result < 0 && (errno == ECONNREFUSED || errno == EINPROGRESS) { return nil }
        if result < 0 { throw .failed("calling \(endpoint)") }
        socket.probeWhenIdle()
        return socket
    }

    /// The next caller; blocks until somebody calls: ask `ready` first.
    func accept() throws(PeerError) -> Socket {
        let accepted = Glibc.accept(descriptor, nil, nil)
        if accepted < 0 { throw .failed("accept") }
        return Socket(accepted: accepted)
    }

    /// Sends all of `bytes`, in one segment if they fit in one.
    func send(_ bytes: [UInt8]) throws(PeerError) {
        try send(bytes, CInt(MSG_NOSIGNAL))
    }

    /// Sends all of `bytes` at once in a segment that holds nothing else, even when it has to wait for its turn.
    func sendAlone(_ bytes: [UInt8]) throws(PeerError) {
        set(CInt(IPPROTO_TCP), TCP_NODELAY, 1)
        try send(bytes, CInt(MSG_NOSIGNAL | MSG_EOR))
    }

    private func send(_ bytes: [UInt8], _ flags: CInt) throws(PeerError) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
                return unsafe Glibc.send(descriptor, rest.baseAddress, rest.count, flags)
            }
            if count < 0 { throw .ended(purpose: "outgoing", Ending(errno: errno)) }
            sent += count
        }
    }

    /// What has arrived, or how the connection ended; blocks until either: ask `ready` first.
    func receive() -> Arrival {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        if count < 0 { return .ended(Ending(errno: errno)) }
        return count == 0 ? .ended(.closed) : .bytes(Array(bytes[..<count]))
    }

    /// Which of `sockets` can be read without blocking, after at most a twentieth of a second.
    static func ready(among sockets: [Socket]) -> [Bool] {
        var polled = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        _ = unsafe polled.withUnsafeMutableBufferPointer { unsafe poll($0.baseAddress, nfds_t($0.count), 50) }
        return polled.map { $0.revents != 0 }
    }

    /// What the kernel knows of the bytes that were sent.
    var transmission: Transmission {
        var state = tcp_info()
        var length = socklen_t(MemoryLayout<tcp_info>.size)
        guard unsafe getsockopt(descriptor, CInt(IPPROTO_TCP), TCP_INFO, &state, &length) == 0 else { return .settled }
        if state.tcpi_state == TCP_CLOSE { return .lost }
        if state.tcpi_unacked == 0 { return .settled }
        return state.tcpi_retransmits >= 3 ? .stuck : .underWay
    }

    /// An idle side learns only by asking that the connection is no more; how often it asks is for the host to say.
    private func probeWhenIdle() {
        set(SOL_SOCKET, SO_KEEPALIVE, 1)
    }

    private func limitConnecting(seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    private func set(_ level: CInt, _ option: CInt, _ value: CInt) {
        var value = value
        _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<CInt>.size))
    }

    private func bind(to address: sockaddr_storage, _ length: socklen_t) -> CInt {
        unsafe Self.withGenericPointer(to: address) { unsafe Glibc.bind(descriptor, $0, length) }
    }

    private static func address(of endpoint: Endpoint) throws(PeerError) -> (sockaddr_storage, socklen_t) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        defer { unsafe freeaddrinfo(found) }
        guard unsafe getaddrinfo(endpoint.address, "\(endpoint.port)", &hints, &found) == 0, let first = unsafe found,
            let bytes = unsafe first.pointee.ai_addr
        else { throw .unexpected("\(endpoint) is not a numeric address and port") }
        var address = sockaddr_storage()
        unsafe withUnsafeMutableBytes(of: &address) {
            unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: Int(first.pointee.ai_addrlen)))
        }
        return unsafe (address, first.pointee.ai_addrlen)
    }

    private static func withGenericPointer(
        to address: sockaddr_storage,
        _ body: (UnsafePointer<sockaddr>) -> CInt
    ) -> CInt {
        unsafe withUnsafePointer(to: address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
        }
    }
}

/// What came of a wish to read.
enum Arrival {
    case bytes([UInt8])
    case ended(Ending)
}

/// How far the bytes that were sent have come.
enum Transmission {
    /// The other end has acknowledged all of them.
    case settled
    /// Some are not acknowledged yet.
    case underWay
    /// Some are not acknowledged although they were sent four times.
    case stuck
    /// The connection is no more.
    case lost
}

extension Ending {
    fileprivate init(errno code: CInt) {
        self = code == ECONNRESET || code == EPIPE ? .reset : .silent
    }
}

extension PeerError {
    fileprivate static func failed(_ call: String) -> PeerError {
        .refused(call: call, reason: unsafe String(cString: strerror(errno)))
    }
}
