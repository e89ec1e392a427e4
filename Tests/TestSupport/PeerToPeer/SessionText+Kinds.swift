extension PeerToPeer.SessionText {
    /// Asks for a session: of a file, if nothing else is said.
    public static func invitation(
        _ parties: PeerToPeer.Parties = .v1,
        guid: String = PeerToPeer.fileGUID,
        session: UInt32 = PeerToPeer.session,
        application: String = "2",
        context: String = PeerToPeer.FileContext().base64,
        call: String = "1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E",
        extra: [String] = []
    ) -> Self {
        let body =
            ["EUF-GUID: {\(guid)}", "SessionID: \(session)", "AppID: \(application)"] + extra + ["Context: \(context)"]
        return Self(
            "INVITE MSNMSGR:\(parties.destination) MSNSLP/1.0",
            parties,
            type: "sessionreqbody",
            call: call,
            body: body
        )
    }

    /// Asks for a display picture; aMSN writes 12 where libpurple writes 1.
    public static func pictureInvitation(
        _ parties: PeerToPeer.Parties = .v1,
        session: UInt32 = PeerToPeer.session,
        application: String = "1",
        call: String = "1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E"
    ) -> Self {
        invitation(
            parties,
            guid: PeerToPeer.objectGUID,
            session: session,
            application: application,
            context: PeerToPeer.ObjectContext().base64,
            call: call
        )
    }

    /// Answers an invitation, by default with yes; `parties` are those of the answer.
    public static func answer(
        _ status: String = "200 OK",
        _ parties: PeerToPeer.Parties = .v1.reversed,
        session: UInt32 = PeerToPeer.session,
        call: String = "1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E"
    ) -> Self {
        Self(
            "MSNSLP/1.0 \(status)",
            parties,
            type: "sessionreqbody",
            call: call,
            sequence: 1,
            body: ["SessionID: \(session)"]
        )
    }

    /// Ends a session.
    public static func bye(
        _ parties: PeerToPeer.Parties = .v1,
        call: String = "1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E",
        body: [String] = []
    ) -> Self {
        Self("BYE MSNMSGR:\(parties.destination) MSNSLP/1.0", parties, type: "sessionclosebody", call: call, body: body)
    }

    /// Asks how to connect; names no GUID, only the call.
    public static func transportRequest(
        _ parties: PeerToPeer.Parties = .v1,
        call: String = "1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E",
        body: [String] = [
            "Bridges: TRUDPv1 TCPv1", "NetID: -1280904111", "Conn-Type: Direct-Connect", "UPnPNat: false", "ICF: false",
        ]
    ) -> Self {
        Self(
            "INVITE MSNMSGR:\(parties.destination) MSNSLP/1.0",
            parties,
            type: "transreqbody",
            call: call,
            body: body
        )
    }

    /// Tells where the speaker listens, or that it does not.
    public static func transportAnswer(
        _ parties: PeerToPeer.Parties = .v1.reversed,
        call: String = "1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E",
        listening: Bool = true,
        nonce: String = "Nonce: {01020304-0506-0708-090A-0B0C0D0E0F10}",
        addresses: [String] = addresses(inside: "192.168.2.9", outside: "203.0.113.9", port: 6891)
    ) -> Self {
        let body = ["Bridge: TCPv1", "Listening: \(listening)", nonce] + (listening ? addresses : [])
        return Self("MSNSLP/1.0 200 OK", parties, type: "transrespbody", call: call, sequence: 1, body: body)
    }

    /// The four fields of an IPv4 address within and without a network.
    public static func addresses(inside: String, outside: String, port: UInt16) -> [String] {
        [
            "IPv4Internal-Addrs: \(inside)", "IPv4Internal-Port: \(port)",
            "IPv4External-Addrs: \(outside)", "IPv4External-Port: \(port)",
        ]
    }

    /// Those fields as the official client of 2009 spells them: names and values backwards.
    public static func reversedAddresses(inside: String, outside: String, port: UInt16) -> [String] {
        let lines = Self("", header: [], body: addresses(inside: inside, outside: outside, port: port))
        return lines.reversed.body
    }
}
