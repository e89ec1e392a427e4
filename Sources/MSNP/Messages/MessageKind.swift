/// What a `MSG` payload is, by its content type (reference, section 3.4).
public enum MessageKind: UInt8, Sendable, CaseIterable {
    /// Chat.
    case text
    /// Typing and recording notices.
    case control
    /// Nudges, winks, voice clips.
    case datacast
    /// Invitations in text: files by MSNFTP, voice, games.
    case invitation
    /// The peer-to-peer layer: pictures, emoticons, files.
    case peerToPeer
    /// MSNSLP text by itself.
    case session
    /// Definitions of custom emoticons.
    case emoticon
    /// Client capabilities and keep-alives.
    case clientNotice
    /// Profile, mail and system notices of the notification server.
    case serverNotice
    /// A later part of a chunked message, which names no type.
    case chunk
    /// Any other type.
    case other

    /// Whether more than the headers is read of such a message.
    var isRead: Bool {
        switch self {
        case .invitation, .peerToPeer, .session: true
        case .text, .control, .datacast, .emoticon, .clientNotice, .serverNotice, .chunk, .other: false
        }
    }

    /// Whether it brings packets of the P2P layer, or what stands in them.
    var isOfPackets: Bool { self == .peerToPeer || self == .session }

    /// The kind of a content type's value, by prefix and without case, as the most tolerant client compares.
    init(contentType value: Range<Int>, in line: Span<UInt8>) {
        for (prefix, kind) in Self.prefixes where line.hasPrefix(prefix, in: value) {
            self = kind
            return
        }
        self = .other
    }

    private static let prefixes: [(StaticASCII, MessageKind)] = [
        ("text/plain", .text),
        ("text/x-msmsgscontrol", .control),
        ("text/x-msmsgsinvite", .invitation),
        ("application/x-msnmsgrp2p", .peerToPeer),
        ("text/x-msnmsgr-datacast", .datacast),
        ("text/x-mms-emoticon", .emoticon),
        ("text/x-mms-animemoticon", .emoticon),
        ("text/x-client", .clientNotice),
        ("text/x-keepalive", .clientNotice),
        ("text/x-msmsgs", .serverNotice),
        ("application/x-msmsgssystemmessage", .serverNotice),
    ]
}
