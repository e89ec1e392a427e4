/// One session as a client knows it.
struct Session {
    let number: UInt32
    let call: SessionText.Call
    let partner: String
    let purpose: Purpose
    /// Nil until the other side has answered.
    var answer: Answer?
    /// What is still to be sent of our file.
    var packets: [[UInt8]]?
    var storedBytes = 0

    enum Purpose: Equatable {
        case file(File)
        case picture
    }

    enum Answer: Equatable {
        case accepted
        case declined(code: Int)
    }

    /// The first bytes of what was answered to a request.
    static func answer(inStartLine line: String) -> Answer? {
        let words = line.split(separator: " ")
        guard words.first == "MSNSLP/1.0", words.count > 1, let code = Int(words[1]) else { return nil }
        return code == 200 ? .accepted : .declined(code: code)
    }
}

/// All that a client keeps of its sessions.
struct Sessions {
    var writer = PacketWriter()
    var assembly = PacketAssembly()
    /// Whether a request for anything is taken for a file, as if the two sides had agreed on it.
    var trustsEverybody = false
    /// Whether pictures wait for a direct connection.
    var givesPicturesDirectly = false
    /// Where to listen for direct connections.
    var listeningPort: UInt16 = 6891
    /// What the other side said of its listener, by call.
    var places: [SessionGUID: DirectPlace] = [:]
    /// Pictures that wait for a direct connection.
    var waitingPictures: [UInt32] = []
    /// How many pictures have come whole.
    var pictures = 0
    private var sessions: [UInt32: Session] = [:]

    /// The session that we began last.
    private(set) var last: UInt32?

    subscript(_ number: UInt32) -> Session? {
        get { sessions[number] }
        set { sessions[number] = newValue }
    }

    /// The session of a call.
    func session(of call: SessionText.Call?) -> Session? {
        sessions.values.first { $0.call.id == call?.id }
    }

    mutating func begin(_ purpose: Session.Purpose, with partner: String) -> Session {
        let number = UInt32.random(in: 1000...0x7FFF_FFFF)
        let call = SessionText.Call(id: .random(), branch: .random())
        let session = Session(number: number, call: call, partner: partner, purpose: purpose)
        sessions[number] = session
        last = number
        return session
    }
}

/// A display picture. It spells out the offer of a file, so that whoever searches packets for words is found out.
enum Picture {
    static let bytes: [UInt8] = {
        let call = SessionText.Call(id: .machine(of: "call"), branch: .machine(of: "branch"))
        let fields = [
            Field(name: "EUF-GUID", value: SessionRequest.fileTransfer), Field(name: "SessionID", value: "4711"),
            Field(name: "AppID", value: "2"),
        ]
        let text = SessionText(
            "INVITE MSNMSGR:bob@example.com MSNSLP/1.0",
            from: "alice@example.com",
            to: "bob@example.com",
            call: call,
            contentType: "application/x-msnmsgr-sessionreqbody",
            body: fields
        )
        let part = text.bytes + Array("VER MSNFTP\r\nApplication-File: report.txt\r\n".utf8)
        return Array((0..<12).flatMap { _ in part + File(name: "picture", size: 150).bytes })
    }()
}
