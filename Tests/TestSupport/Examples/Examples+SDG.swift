/// Peer-to-peer without a switchboard: SDG, UUN and UBN.
extension Examples {
    /// MSNP21 SDG carrying P2P v2 file data.
    public static let e38 = joined([
        "SDG 58 386\r\n",
        "Routing: 1.0\r\n",
        "To: 1:bob@example.com;epid={66666666-7777-8888-9999-aaaaaaaaaaaa}\r\n",
        "From: 1:alice@example.com;epid={11111111-2222-3333-4444-555555555555}\r\n",
        "Service-Channel: PE\r\n",
        "Options: 0\r\n",
        "\r\n",
        "Reliability: 1.0\r\n",
        "\r\n",
        "Messaging: 2.0\r\n",
        "Message-Type: Data\r\n",
        "Content-Type: application/x-msnmsgrp2p\r\n",
        "Content-Transfer-Encoding: binary\r\n",
        "Bridging-Offsets: 0\r\n",
        "Content-Length: 25\r\n",
        "\r\n",
        [0x08, 0x00, 0x00, 0x0D, 0x10, 0x00, 0x05, 0x4B, 0x08, 0x07, 0x00, 0x02, 0x07, 0x5B, 0xCD, 0x15],
        "hello",
        [0x00, 0x00, 0x00, 0x02],
    ])

    /// MSNP21 SDG carrying chat text.
    public static let e39 = joined([
        "SDG 59 222\r\n",
        "Routing: 1.0\r\n",
        "To: 1:bob@example.com\r\n",
        "From: 1:alice@example.com\r\n",
        "Service-Channel: PE\r\n",
        "Options: 0\r\n",
        "\r\n",
        "Reliability: 1.0\r\n",
        "\r\n",
        "Messaging: 2.0\r\n",
        "Message-Type: Text\r\n",
        "Content-Type: text/plain; charset=UTF-8\r\n",
        "Content-Length: 5\r\n",
        "\r\n",
        "hello",
    ])

    /// UUN type 3: SLP text without any binary header.
    public static let e40 = joined([
        "UUN 20 bob@example.com;{66666666-7777-8888-9999-aaaaaaaaaaaa} 3 657\r\n",
        "INVITE MSNMSGR:bob@example.com;{66666666-7777-8888-9999-aaaaaaaaaaaa} MSNSLP/1.0\r\n",
        "To: <msnmsgr:bob@example.com;{66666666-7777-8888-9999-aaaaaaaaaaaa}>\r\n",
        "From: <msnmsgr:alice@example.com;{11111111-2222-3333-4444-555555555555}>\r\n",
        "Via: MSNSLP/1.0/TLP ;branch={0A0A0A0A-0B0B-0C0C-0D0D-0E0E0E0E0E0E}\r\n",
        "CSeq: 0 \r\n",
        "Call-ID: {1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E}\r\n",
        "Max-Forwards: 0\r\n",
        "Content-Type: application/x-msnmsgr-transreqbody\r\n",
        "Content-Length: 214\r\n",
        "\r\n",
        "Bridges: TRUDPv1 TCPv1 SBBridge TURNv1\r\n",
        "Capabilities-Flags: 1\r\n",
        "NetID: 0\r\n",
        "Conn-Type: Symmetric-NAT\r\n",
        "TCP-Conn-Type: Symmetric-NAT\r\n",
        "UPnPNat: false\r\n",
        "ICF: false\r\n",
        "Hashed-Nonce: {2B95F56D-9CA0-9A64-82CE-ADC1F3C55845}\r\n",
        "\r\n",
        [0x00],
    ])

    /// The same as the peer receives it.
    public static let e41 = joined([
        "UBN alice@example.com;{11111111-2222-3333-4444-555555555555} 3 657\r\n",
        "INVITE MSNMSGR:bob@example.com;{66666666-7777-8888-9999-aaaaaaaaaaaa} MSNSLP/1.0\r\n",
        "To: <msnmsgr:bob@example.com;{66666666-7777-8888-9999-aaaaaaaaaaaa}>\r\n",
        "From: <msnmsgr:alice@example.com;{11111111-2222-3333-4444-555555555555}>\r\n",
        "Via: MSNSLP/1.0/TLP ;branch={0A0A0A0A-0B0B-0C0C-0D0D-0E0E0E0E0E0E}\r\n",
        "CSeq: 0 \r\n",
        "Call-ID: {1A1A1A1A-1B1B-1C1C-1D1D-1E1E1E1E1E1E}\r\n",
        "Max-Forwards: 0\r\n",
        "Content-Type: application/x-msnmsgr-transreqbody\r\n",
        "Content-Length: 214\r\n",
        "\r\n",
        "Bridges: TRUDPv1 TCPv1 SBBridge TURNv1\r\n",
        "Capabilities-Flags: 1\r\n",
        "NetID: 0\r\n",
        "Conn-Type: Symmetric-NAT\r\n",
        "TCP-Conn-Type: Symmetric-NAT\r\n",
        "UPnPNat: false\r\n",
        "ICF: false\r\n",
        "Hashed-Nonce: {2B95F56D-9CA0-9A64-82CE-ADC1F3C55845}\r\n",
        "\r\n",
        [0x00],
    ])
}
