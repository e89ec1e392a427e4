import MSNP

/// Direct connections, and the sessions for which they are announced.
extension TransferRecords {
    /// What is known of a direct connection by what it has shown.
    struct KnownConnection {
        var session: SessionRecords.ID
        /// What the session is for.
        var kind: SessionKind
        /// Who announced it, and to whom.
        var from: String?
        var to: String?
        /// Whether only the hash of what it has shown was told, by the one who shows it.
        var isHashed: Bool
    }

    /// Notes what a message tells of the connection for a session.
    mutating func noteAnnouncement(
        _ text: SessionMessage,
        of session: SessionRecords.ID,
        _ message: TransferLedger.Message,
        at time: Duration
    ) {
        guard text.nonce != nil || text.hashedNonce != nil else { return }
        let announcement = ConnectionAnnouncements.Announcement(
            session: session,
            from: message.from ?? text.from,
            to: message.to ?? text.to,
            time: time
        )
        let keys = [
            text.nonce.map(ConnectionAnnouncements.Key.plain), text.hashedNonce.map(ConnectionAnnouncements.Key.hashed),
        ]
        // A nonce of zeros is none: the client does not listen.
        for key in keys.compactMap(\.self) where key != .plain(GUID(0)) && key != .hashed(GUID(0)) {
            let known = sessions
            announcements.add(announcement, of: key) { known[$0.session]?.kind.carriesFiles != true }
        }
    }

    /// What is known of a connection that has shown this nonce; nil for nothing. A session of files counts before others.
    func announcement(of nonce: GUID, at time: Duration) -> KnownConnection? {
        let plain = known(.plain(nonce), isHashed: false, at: time)
        let all = plain + known(.hashed(nonce.hashed), isHashed: true, at: time)
        return all.last { $0.kind.carriesFiles } ?? all.last
    }

    private func known(_ key: ConnectionAnnouncements.Key, isHashed: Bool, at time: Duration) -> [KnownConnection] {
        announcements.find(key, at: time).compactMap { announcement in
            sessions[announcement.session].map { session in
                KnownConnection(
                    session: announcement.session,
                    kind: session.kind,
                    from: announcement.from,
                    to: announcement.to,
                    isHashed: isHashed
                )
            }
        }
    }

    /// Notes that the connection for a session that carries files has been opened; answers with its transfer.
    mutating func noteConnection(_ connection: KnownConnection, at time: Duration) -> TransferID {
        let known = sessions[connection.session]?.transfer
        let transfer = known ?? add(.msnslp, carrier: .direct, at: time)
        let session = sessions[connection.session]
        note(transfer, on: .direct, from: session?.from, to: session?.to, at: time)
        sessions.refresh(connection.session, at: time)
        return sessions.tie(connection.session, to: transfer, as: connection.kind)
    }
}
