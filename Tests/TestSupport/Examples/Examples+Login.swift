/// Login, lists and the shapes of notification commands.
extension Examples {
    /// Login, first three client lines (one segment, MSNP8-14).
    public static let e01 = joined([
        "VER 1 MSNP12 MSNP11 CVR0\r\n",
        "CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 7.5.0324 msmsgs alice@example.com\r\n",
        "USR 3 TWN I alice@example.com\r\n",
    ])

    /// NS redirect, MSNP8-12 shape.
    public static let e02 = joined([
        "XFR 3 NS 192.0.2.10:1863 0 192.0.2.1:1863\r\n"
    ])

    /// Switchboard grant (MSNP14 shape) and ring.
    public static let e03 = joined([
        "XFR 9 SB 192.0.2.20:1863 CKI 1234567890.1234567.1234567 U messenger.msn.com 1\r\n",
        "RNG 1234567 192.0.2.20:1863 CKI 1234567890.7654321 alice@example.com Alice U messenger.msn.com 1\r\n",
    ])

    /// UUX and its empty reply form (both directions shown one after the other).
    public static let e42 = joined([
        "UUX 7 55\r\n",
        "<Data><PSM>hi</PSM><CurrentMedia></CurrentMedia></Data>UUX 7 0\r\n",
    ])

    /// UBX shapes: MSNP11-13, MSNP14-17, MSNP18+, and the zero form.
    public static let e43 = joined([
        "UBX bob@example.com 25\r\n",
        "<Data><PSM>x</PSM></Data>UBX bob@example.com 1 25\r\n",
        "<Data><PSM>x</PSM></Data>UBX 1:bob@example.com 25\r\n",
        "<Data><PSM>x</PSM></Data>UBX bob@example.com 0\r\n",
    ])

    /// ADL request; OK reply; asynchronous ADL; ADL error with payload.
    public static let e44 = joined([
        "ADL 11 62\r\n",
        "<ml l=\"1\"><d n=\"example.com\"><c n=\"bob\" l=\"3\" t=\"1\"/></d></ml>ADL 11 OK\r\n",
        "ADL 0 62\r\n",
        "<ml l=\"1\"><d n=\"example.com\"><c n=\"bob\" l=\"3\" t=\"1\"/></d></ml>241 11 62\r\n",
        "<ml l=\"1\"><d n=\"example.com\"><c n=\"bob\" l=\"3\" t=\"1\"/></d></ml>",
    ])

    /// QRY with payload, QRY reply without, CHL.
    public static let e45 = joined([
        "CHL 0 15570131571988941333\r\n",
        "QRY 12 PROD0090YUAUV{2B 32\r\n",
        "0123456789abcdef0123456789abcdefQRY 12\r\n",
    ])
}
