/// What clients tell each other directly: packets, session texts and the envelopes around them, built byte by byte.
///
/// Every builder has the defaults of a well-formed message and lets each of them be spoiled. Accounts, identifiers and
/// GUIDs without a fixed meaning are invented.
public enum PeerToPeer {
    /// The EUF-GUID of a file.
    public static let fileGUID = "5D3E02AB-6190-11D3-BBBB-00C04F795683"
    /// The EUF-GUID of display pictures, emoticons, winks, voice clips.
    public static let objectGUID = "A4268EEC-FEC5-49E5-95C3-F126696BDBF6"
    /// A session number that the examples use too.
    public static let session: UInt32 = 123_456_789
    /// Flags of file data in version 1.
    public static let fileFlags: UInt32 = 0x0100_0030
    /// Flags of the data of a picture in version 1.
    public static let objectFlags: UInt32 = 0x20
    /// The most data bytes of one packet in a switchboard, version 1.
    public static let largestChunk = 1202

    /// The sixteen bytes of a GUID in the order of Microsoft: the first three fields with the lowest byte first.
    public static func bytes(ofGUID guid: String) -> [UInt8] {
        let digits = guid.compactMap(\.hexDigitValue).map(UInt8.init)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        return [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map { bytes[$0] }
    }
}
