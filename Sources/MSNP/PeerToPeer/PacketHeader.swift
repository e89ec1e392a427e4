/// The header of one P2P packet, read byte by byte (reference, sections 7.2 and 7.3).
struct PacketHeader {
    /// Which of the two layouts a packet has. Its carrier tells: they cannot be told apart by their bytes.
    enum Version: Sendable {
        /// 48 bytes, the least significant byte of a field first.
        case first
        /// Of variable length, the most significant byte of a field first.
        case second
    }

    private(set) var version = Version.first
    /// How many bytes have been read.
    private(set) var count = 0
    /// What the data belongs to; 0 for MSNSLP text.
    private(set) var session: UInt32 = 0
    /// What the packets of one message share: the identifier, or the package number.
    private(set) var message: UInt32 = 0
    /// Where in its message the data stands; nil in the second layout, where it follows what came before.
    private(set) var offset: UInt64?
    /// How long the message is; nil in the second layout.
    private(set) var total: UInt64?
    /// How much of the message comes in later packets; only the second layout tells, and only if there are any.
    var following: UInt64? { field.following }
    /// How much data the packet says that it carries.
    private(set) var length = 0
    /// Whether the packet says that its message begins here; only the second layout does.
    private(set) var isFirst = false
    /// Whether one of its headers is shorter than any: then readers differ in where the data begins.
    private(set) var isTooShort = false
    /// How far the packet reaches by its own account, without its footer; nil while the second layout has not told.
    private(set) var claimedEnd: Int?
    /// What the data is, by its flags.
    private(set) var content = Content.unmarked

    /// What the flags of a packet say of its data.
    enum Content: Sendable {
        case unmarked
        case object
        case file
    }

    private var headerLength = PacketHeader.firstLength
    private var dataHeaderLength: Int?
    private var field = DataField()

    /// The length of the first layout's header.
    static let firstLength = 48
    /// The least length of either header of the second layout.
    static let leastLength = 8
    /// Where the session stands in the first layout.
    static let firstSession = 0..<4
    /// Where the byte of the flags that tells a file stands in the first layout.
    static let firstFlags = 28
    /// The flags of an error (reference, section 7.2).
    static let errorFlag: UInt8 = 0x08

    init() {}

    /// Begins the header of another packet.
    mutating func begin(_ version: Version) {
        self = PacketHeader()
        self.version = version
        offset = version == .first ? 0 : nil
        total = version == .first ? 0 : nil
    }

    /// Whether all of the header has been read.
    var isComplete: Bool {
        switch version {
        case .first: count == headerLength
        case .second: dataHeaderLength.map { count == headerLength + $0 } ?? false
        }
    }

    /// Whether the packet may end here: the second layout has no data header where there is no data.
    var mayEnd: Bool { version == .second && count == headerLength }

    /// Where the session stands in the header.
    var sessionRange: Range<Int> {
        switch version {
        case .first: Self.firstSession
        case .second: (headerLength + 4)..<(headerLength + 8)
        }
    }

    /// Reads the session of the first layout, or all that follows it, where so much of it is in `bytes`; answers with how
    /// many that is. Nothing is read of a header whose flags tell a file, unless it `mayBeFile`: every byte of it counts.
    mutating func readAtOnce(_ bytes: Span<UInt8>, mayBeFile: Bool) -> Int {
        let rest = Self.firstLength - Self.firstSession.count
        guard version == .first, bytes.count >= rest else { return 0 }
        if count == 0 {
            session = UInt32(truncatingIfNeeded: bytes.eightBytes(at: 0))
            count = Self.firstSession.upperBound
            return count
        }
        let content = Content(firstFlags: bytes[Self.firstFlags - Self.firstSession.count])
        guard count == Self.firstSession.upperBound, mayBeFile || content != .file else { return 0 }
        message = UInt32(truncatingIfNeeded: bytes.eightBytes(at: 0))
        offset = bytes.eightBytes(at: 4)
        total = bytes.eightBytes(at: 12)
        length = Int(UInt32(truncatingIfNeeded: bytes.eightBytes(at: 20)))
        self.content = content
        count = Self.firstLength
        return rest
    }

    mutating func read(_ byte: UInt8) {
        switch version {
        case .first: readFirst(byte)
        case .second: readSecond(byte)
        }
        count += 1
    }

    private mutating func readFirst(_ byte: UInt8) {
        switch count {
        case 0..<4: session |= UInt32(byte) << (8 * count)
        case 4..<8: message |= UInt32(byte) << (8 * (count - 4))
        case 8..<16: offset = (offset ?? 0) | UInt64(byte) << (8 * (count - 8))
        case 16..<24: total = (total ?? 0) | UInt64(byte) << (8 * (count - 16))
        case 24..<28: length |= Int(byte) << (8 * (count - 24))
        case Self.firstFlags: content = Content(firstFlags: byte)
        default: break
        }
    }

    private mutating func readSecond(_ byte: UInt8) {
        switch count {
        case 0:
            headerLength = max(Self.leastLength, Int(byte))
            isTooShort = Int(byte) < Self.leastLength
        case 2, 3:
            length = length << 8 | Int(byte)
            if count == 3 { claimedEnd = headerLength + length }
        case headerLength...: readDataHeader(byte, count - headerLength)
        default: break
        }
    }

    private mutating func readDataHeader(_ byte: UInt8, _ index: Int) {
        switch index {
        case 0:
            let told = max(Self.leastLength, Int(byte))
            isTooShort = length > 0 && Int(byte) < Self.leastLength
            dataHeaderLength = told
            length = max(0, length - told)
        case 1:
            isFirst = byte & 1 != 0
            content = Content(secondFlags: byte)
        case 2, 3: message = message << 8 | UInt32(byte)
        case 4..<8: session = session << 8 | UInt32(byte)
        default: field.read(byte)
        }
    }
}

extension PacketHeader.Content {
    /// Both bits make a file, one of them an object (reference, section 7.2).
    fileprivate init(firstFlags byte: UInt8) {
        self =
            switch byte & 0x30 {
            case 0x30: .file
            case 0x20: .object
            default: .unmarked
            }
    }

    /// The lowest bit tells the first packet, the others the kind (reference, section 7.3).
    fileprivate init(secondFlags byte: UInt8) {
        self =
            switch byte & ~1 {
            case 6: .file
            case 4: .object
            default: .unmarked
            }
    }
}

/// Reads the fields behind the fixed part of a data header: a type, a length, a value.
struct DataField {
    private enum State {
        case type
        case length(type: UInt8)
        case value(type: UInt8, left: Int)
        case padding
    }

    private var state = State.type
    private var value: UInt64 = 0
    /// How much data of the message comes in later packets; nil if that is not told.
    private(set) var following: UInt64?

    mutating func read(_ byte: UInt8) {
        switch state {
        case .padding: break
        case .type: state = byte == 0 ? .padding : .length(type: byte)
        case .length(let type):
            value = 0
            state = byte == 0 ? .type : .value(type: type, left: Int(byte))
        case .value(let type, let left):
            value = value << 8 | UInt64(byte)
            state = left == 1 ? .type : .value(type: type, left: left - 1)
            if left == 1, type == 1 { following = value }
        }
    }
}
