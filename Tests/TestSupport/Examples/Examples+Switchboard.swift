/// A switchboard conversation: opening, chat, and framing.
extension Examples {
    /// Switchboard opening, caller side.
    public static let e04 = joined([
        "USR 1 alice@example.com 1234567890.1234567.1234567\r\n",
        "CAL 2 bob@example.com\r\n",
    ])

    /// Switchboard opening, server replies.
    public static let e05 = joined([
        "USR 1 OK alice@example.com Alice\r\n",
        "CAL 2 RINGING 1234567\r\n",
        "JOI bob@example.com Bob 2788999228\r\n",
    ])

    /// Switchboard answer, callee side.
    public static let e06 = joined([
        "ANS 1 bob@example.com 1234567890.7654321 1234567\r\n"
    ])

    /// Switchboard answer, server replies.
    public static let e07 = joined([
        "IRO 1 1 1 alice@example.com Alice 2788999228\r\n",
        "ANS 1 OK\r\n",
    ])

    /// Chat text, client form.
    public static let e08 = joined([
        "MSG 3 N 118\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/plain; charset=UTF-8\r\n",
        "X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22\r\n",
        "\r\n",
        "hello",
    ])

    /// The same chat text, server form.
    public static let e09 = joined([
        "MSG alice@example.com Alice 118\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/plain; charset=UTF-8\r\n",
        "X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22\r\n",
        "\r\n",
        "hello",
    ])

    /// Typing notice.
    public static let e10 = joined([
        "MSG 4 U 90\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgscontrol\r\n",
        "TypingUser: alice@example.com\r\n",
        "\r\n",
        "\r\n",
    ])

    /// Nudge.
    public static let e11 = joined([
        "MSG 5 N 69\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msnmsgr-datacast\r\n",
        "\r\n",
        "ID: 1\r\n",
        "\r\n",
    ])

    /// Delivery report and its same-length counterpart.
    public static let e50 = joined([
        "ACK 6\r\n",
        "NAK 6\r\n",
    ])

    /// Chat text in two chunks.
    public static let e52 = joined([
        "MSG 19 N 136\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/plain; charset=UTF-8\r\n",
        "Message-ID: {AF1B2C3D-0000-1111-2222-333344445555}\r\n",
        "Chunks: 2\r\n",
        "\r\n",
        "first half MSG 20 N 75\r\n",
        "Message-ID: {AF1B2C3D-0000-1111-2222-333344445555}\r\n",
        "Chunk: 1\r\n",
        "\r\n",
        "second half",
    ])

    /// Two commands and half of a third in one segment (framing test).
    public static let e53 = joined([
        "MSG 3 N 118\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/plain; charset=UTF-8\r\n",
        "X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22\r\n",
        "\r\n",
        "helloACK 2\r\n",
        "MSG 6 S 290\r\n",
        "MIME-Version: 1.0\r\n",
        "Content-Type: text/x-msmsgsi",
    ])
}
