/// A tolerant reader of one direction of a direct connection between two clients.
public struct DirectReceiver: Sendable {
    /// The version of the packets, which the length of the nonce tells.
    public enum Version: Sendable {
        /// A nonce in a whole header.
        case v1
        /// A bare nonce.
        case v2
    }

    /// What the frames come to.
    public private(set) var sessions: SessionInbox
    /// The frames so far, nonces and empty ones too, without their lengths.
    public private(set) var frames: [[UInt8]] = []
    /// What the nonce told; nil before one came.
    public private(set) var version: Version?

    private var unread: [UInt8] = []

    /// A reader that has accepted the files of these sessions before; `version` is what the other direction told.
    public init(knowing fileSessions: Set<UInt32> = [], version: Version? = nil) {
        sessions = SessionInbox(knowing: fileSessions)
        self.version = version
    }

    /// How many bytes wait for the rest of their frame.
    public var unreadCount: Int { unread.count }

    /// More bytes of the stream arrive.
    public mutating func read(_ bytes: [UInt8]) {
        unread += bytes
        while unread.count >= 4 {
            let length = unread.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            guard unread.count >= 4 + length else { return }
            let frame = Array(unread[4..<(4 + length)])
            unread.removeFirst(4 + length)
            frames.append(frame)
            read(frame: frame)
        }
    }

    private mutating func read(frame: [UInt8]) {
        guard !frame.isEmpty, frame != Array("foo\0".utf8) else { return }
        if version == nil, frame.count == 16 {
            version = .v2
        } else if version == nil, frame.count == 48 {
            version = .v1
        } else if let packet = packet(of: frame) {
            sessions.read(packet, from: "")
        }
    }

    private func packet(of frame: [UInt8]) -> PeerPacket? {
        switch version {
        case .v2: PeerPacket(v2: frame, hasFooter: false)
        // The connection was joined late, or is version 1.
        case .v1, nil: PeerPacket(v1: frame, hasFooter: false)
        }
    }
}
