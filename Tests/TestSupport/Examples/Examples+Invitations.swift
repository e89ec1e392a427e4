/// Invitations of content type text/x-msmsgsinvite.
extension Examples {
    /// MSNFTP INVITE, client form.
    public static let e12 = joined([
        "MSG 6 S 290\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Application-Name: File Transfer\r\n",
        "Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n",
        "Invitation-Command: INVITE\r\n",
        "Invitation-Cookie: 33267\r\n",
        "Application-File: report.txt\r\n",
        "Application-FileSize: 5\r\n",
        "Connectivity: N\r\n",
        "\r\n",
    ])

    /// MSNFTP INVITE, server form.
    public static let e13 = joined([
        "MSG alice@example.com Alice 290\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Application-Name: File Transfer\r\n",
        "Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\n",
        "Invitation-Command: INVITE\r\n",
        "Invitation-Cookie: 33267\r\n",
        "Application-File: report.txt\r\n",
        "Application-FileSize: 5\r\n",
        "Connectivity: N\r\n",
        "\r\n",
    ])

    /// MSNFTP ACCEPT, first (receiver agrees).
    public static let e14 = joined([
        "MSG 4 U 181\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Invitation-Command: ACCEPT\r\n",
        "Invitation-Cookie: 33267\r\n",
        "Launch-Application: FALSE\r\n",
        "Request-Data: IP-Address:\r\n",
        "\r\n",
    ])

    /// MSNFTP ACCEPT, second (sender gives address).
    public static let e15 = joined([
        "MSG 7 N 309\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Invitation-Command: ACCEPT\r\n",
        "Invitation-Cookie: 33267\r\n",
        "IP-Address: 198.51.100.7\r\n",
        "IP-Address-Internal: 192.168.1.7\r\n",
        "Port: 6891\r\n",
        "PortX: 11178\r\n",
        "PortX-Internal: 11178\r\n",
        "AuthCookie: 93301\r\n",
        "Launch-Application: FALSE\r\n",
        "Request-Data: IP-Address:\r\n",
        "\r\n",
    ])

    /// MSNFTP ACCEPT where the receiver will listen.
    public static let e16 = joined([
        "MSG 4 N 330\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Invitation-Command: ACCEPT\r\n",
        "Invitation-Cookie: 33267\r\n",
        "IP-Address: 203.0.113.9\r\n",
        "IP-Address-Internal: 192.168.2.9\r\n",
        "Port: 6891\r\n",
        "PortX: 11178\r\n",
        "PortX-Internal: 11178\r\n",
        "AuthCookie: 93301\r\n",
        "Sender-Connect: TRUE\r\n",
        "Launch-Application: FALSE\r\n",
        "Request-Data: IP-Address:\r\n",
        "\r\n",
    ])

    /// MSNFTP CANCEL (harmless).
    public static let e17 = joined([
        "MSG 8 U 148\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Invitation-Command: CANCEL\r\n",
        "Invitation-Cookie: 33267\r\n",
        "Cancel-Code: REJECT\r\n",
        "\r\n",
    ])

    /// Voice invitation.
    public static let e18 = joined([
        "MSG 9 S 388\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Application-Name: a Computer Call\r\n",
        "Application-GUID: {02D3C01F-BF30-4825-A83A-DE7AF41648AA}\r\n",
        "Session-Protocol: SM1\r\n",
        "Context-Data: Requested:SIP_A,;Capabilities:SIP_A,;\r\n",
        "Invitation-Command: INVITE\r\n",
        "Invitation-Cookie: 17458\r\n",
        "Session-ID: {CE64F989-2AAD-44C4-A780-2C55A812B0B6}\r\n",
        "Conn-Type: Firewall\r\n",
        "Sip-Capability: 1\r\n",
        "\r\n",
    ])

    /// E13 neutralised in place, same length.
    public static let e51 = joined([
        "MSG alice@example.com Alice 290\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n",
        "\r\n",
        "Application-Name: File Transfer\r\n",
        "Application-GUID: {00000000-0000-0000-0000-000000000000}\r\n",
        "Invitation-Command: CANCEL\r\n",
        "Invitation-Cookie: 33267\r\n",
        "Xpplication-Xile: report.txt\r\n",
        "Xpplication-XileSize: 5\r\n",
        "Connectivity: N\r\n",
        "\r\n",
    ])
}
