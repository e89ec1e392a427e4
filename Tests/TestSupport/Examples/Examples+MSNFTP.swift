/// The data connection of MSNFTP.
extension Examples {
    /// MSNFTP data connection, connecting receiver.
    public static let e19 = joined([
        "VER MSNFTP\r\n",
        "USR bob@example.com 93301\r\n",
        "TFR\r\n",
        "BYE 16777989\r\n",
    ])

    /// MSNFTP data connection, listening sender (5-byte file, then end marker).
    public static let e20 = joined([
        "VER MSNFTP\r\n",
        "FIL 5\r\n",
        [0x00, 0x05, 0x00],
        "hello",
        [0x01, 0x00, 0x00],
    ])
}
