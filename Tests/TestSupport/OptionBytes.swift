/// TCP options as the bytes that stand in a header; join several with `+`.
public enum OptionBytes {
    /// One byte of filling (RFC 9293, section 3.2).
    public static let noOperation: [UInt8] = [1]
    /// The largest segment that this end takes (RFC 9293, section 3.2), in a SYN.
    public static func maximumSegmentSize(_ size: UInt16) -> [UInt8] {
        [2, 4] + [UInt8](bigEndian: size)
    }
    /// By how many bits the window is shifted (RFC 7323, section 2), in a SYN.
    public static func windowScale(_ shift: UInt8) -> [UInt8] {
        [3, 3, shift]
    }
    /// Leave to acknowledge selectively (RFC 2018, section 2), in a SYN.
    public static let selectiveAcknowledgementPermitted: [UInt8] = [4, 2]
    /// Timestamps (RFC 7323, section 3).
    public static func timestamps(_ value: UInt32, echo: UInt32 = 0) -> [UInt8] {
        [8, 10] + [UInt8](bigEndian: value) + [UInt8](bigEndian: echo)
    }
    /// An MD5 signature (RFC 2385), which only a peer that has the key would take.
    public static let signature: [UInt8] = [19, 18] + [UInt8](repeating: 0xAB, count: 16)
    /// An authentication option (RFC 5925, section 2.2).
    public static let authentication: [UInt8] = [29, 16] + [UInt8](repeating: 0xCD, count: 14)
}
