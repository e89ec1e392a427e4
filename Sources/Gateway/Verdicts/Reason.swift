import PacketHeaders

/// Why a packet met its verdict.
///
/// Each reason has a counter of its own. Where several apply, the packet has the one that is told last here.
package enum Reason: UInt8, Sendable, CaseIterable {
    /// Nothing in the packet concerned us.
    case ordinary
    /// Not TCP.
    case notTCP
    /// A part of an IP packet, which cannot be read by itself.
    case fragment
    /// The IP version is neither 4 nor 6.
    case unknownVersion
    /// The packet ends inside its IP header.
    case truncatedIPHeader
    /// The IPv4 header length makes no sense.
    case badIPHeaderLength
    /// The IP length makes no sense.
    case badTotalLength
    /// The IPv6 extension headers make no sense.
    case badExtensionHeaders
    /// The packet ends inside its TCP header.
    case truncatedTCPHeader
    /// The TCP header length makes no sense.
    case badDataOffset
    /// The packet belongs to no flow that is followed, and carries nothing.
    case unfollowed
    /// The flow carries nothing of ours.
    case released
    /// A checksum is wrong, so that no receiver would take the packet.
    case badChecksum
    /// The payload lies outside of what the receiver would take.
    case outsideWindow
    /// The timestamp is older than that of bytes already taken.
    case outdated
    /// The segment is signed, which nobody agreed to.
    case unexpectedSignature
    /// As much is remembered as the limit allows, until some of it is acknowledged.
    case waiting
    /// The urgent mark was taken off, so that there is one reading of the stream.
    case urgent
    /// The packet came behind a hole and was recorded.
    case behindHole
    /// The packet came behind a hole, and cannot be judged before the hole is filled.
    case deferred
    /// Bytes were acknowledged that never came by here; the stream is read on behind them.
    case unseen
    /// A command line could not be followed.
    case malformedCommand
    /// An acknowledgement was turned into a refusal, so that the sender of an offer knows.
    case senderTold
    /// A body of the HTTP gateway is compressed, and passed unread.
    case unreadable
    /// A request to the HTTP gateway was changed so that its answer comes uncompressed, or that it has one reading.
    case adjusted
    /// A retransmission said something else than the first copy, and left with the bytes of that.
    case alteredCopy
    /// A retransmission of bytes that were overwritten or stopped before.
    case transferCopy
    /// The packet is part of a transfer.
    case transfer
    /// The telling bytes of a transfer had passed behind a hole, which is therefore never filled.
    case slipped
    /// The flow carries nothing but a file.
    case condemned
    /// The connection is being reset on account of a transfer.
    case refused
    /// The flow is MSN, and one of its hosts may not use that.
    case denied

    /// The reason for letting a packet with such headers pass unread.
    init(_ error: HeaderError) {
        self =
            switch error {
            case .unknownVersion: .unknownVersion
            case .truncatedIPHeader: .truncatedIPHeader
            case .badIPHeaderLength: .badIPHeaderLength
            case .badTotalLength: .badTotalLength
            case .badExtensionHeaders: .badExtensionHeaders
            case .truncatedTCPHeader: .truncatedTCPHeader
            case .badDataOffset: .badDataOffset
            }
    }

    /// The name that counters and reports use.
    package var name: String {
        switch self {
        case .ordinary: "ordinary"
        case .notTCP: "not_tcp"
        case .fragment: "fragment"
        case .unknownVersion: "unknown_ip_version"
        case .truncatedIPHeader: "truncated_ip_header"
        case .badIPHeaderLength: "bad_ip_header_length"
        case .badTotalLength: "bad_ip_total_length"
        case .badExtensionHeaders: "bad_ip_extension_headers"
        case .truncatedTCPHeader: "truncated_tcp_header"
        case .badDataOffset: "bad_tcp_data_offset"
        case .unfollowed: "unfollowed"
        case .released: "released"
        case .badChecksum: "bad_checksum"
        case .outsideWindow: "outside_window"
        case .outdated: "outdated_timestamp"
        case .unexpectedSignature: "unexpected_signature"
        case .waiting: "waiting_for_room"
        case .urgent: "urgent_cleared"
        case .behindHole: "behind_hole"
        case .deferred: "deferred"
        case .unseen: "unseen_bytes"
        case .malformedCommand: "malformed_command"
        case .senderTold: "sender_told"
        case .unreadable: "unreadable_body"
        case .adjusted: "adjusted_request"
        case .alteredCopy: "altered_copy"
        case .transferCopy: "transfer_copy"
        case .transfer: "transfer"
        case .slipped: "slipped_behind_hole"
        case .condemned: "file_connection"
        case .refused: "refused_connection"
        case .denied: "denied_host"
        }
    }
}
