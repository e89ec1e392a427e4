import MSNP
import TestSupport
import Testing

/// What is read of direct connections between two clients.
@Suite struct DirectConnectionTests {
    typealias Direct = PeerToPeer.Direct
    typealias V1 = PeerToPeer.V1
    typealias V2 = PeerToPeer.V2

    private static let hello = Array("hello".utf8)
    private static let key = "01020304-0506-0708-090A-0B0C0D0E0F10"
    private static let openingV1 = Direct.opening + Direct.nonceV1(key)
    private static let openingV2 = Direct.opening + Direct.nonceV2(key)
    private static let offerV1 = V1().split(PeerToPeer.SessionText.invitation().bytes).flatMap(Direct.frame)
    private static let offerV2 = V2().split(PeerToPeer.SessionText.invitation(.v2).bytes).flatMap(Direct.frame)
    private static let emptyFrame = Direct.frame([UInt8]())

    // MARK: From the beginning

    struct Case: Sendable {
        var stream: [UInt8]
        /// Behind which byte a step of a transfer is told, and which.
        var told: [Told] = []

        struct Told: Equatable, Sendable {
            var position: Int
            var stage: TransferStage
        }
    }

    private static func told(_ stage: TransferStage, _ position: Int) -> [Case.Told] {
        [Case.Told(position: position, stage: stage)]
    }

    private static let pictureV1 =
        Direct.frame(V1.preparation()) + Direct.frame(V1.picture(run(1000))) + Direct.frame(V1.picture(run(400)))
    private static let fileV1 = Direct.frame(V1.file(hello))
    private static let fileV2 = Direct.frame(V2.file(hello))

    private static func run(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) } }

    /// The kind of data is told by its flags in the first layout, by its session behind the flags in the second.
    private static let cases: [Row<Case>] = [
        Row("E33 and E34", Case(stream: Examples.e33 + Examples.e34, told: told(.data, 60 + 4 + 29))),
        Row("E35 and file data", Case(stream: Examples.e35 + fileV2, told: told(.data, 28 + 4 + 13))),
        Row("a picture", Case(stream: openingV1 + pictureV1)),
        Row("a picture in the second layout", Case(stream: openingV2 + Direct.frame(V2.picture(run(900))))),
        Row(
            "a file behind a picture",
            Case(stream: openingV1 + pictureV1 + fileV1, told: told(.data, 60 + pictureV1.count + 33))
        ),
        Row(
            "frames that keep the connection alive",
            Case(
                stream: Direct.opening + emptyFrame + Direct.nonceV1(key) + emptyFrame + emptyFrame + fileV1,
                told: told(.data, 60 + 12 + 33)
            )
        ),
        Row("no nonce", Case(stream: Direct.opening + fileV1, told: told(.data, 8 + 52))),
        Row(
            "packets of the second layout behind a nonce of the first",
            Case(stream: openingV1 + fileV2, told: told(.data, 60 + 20))
        ),
        // The lengths that the second layout would find there are none that a client writes: no reading of it is safe.
        Row(
            "packets of the first layout behind a nonce of the second",
            Case(stream: openingV2 + fileV1, told: told(.invite, 28 + 4 + 23))
        ),
        Row(
            "a length beyond all that is written",
            Case(stream: openingV1 + [0, 0, 2, 0] + run(40) + fileV1, told: told(.data, 60 + 44 + 52))
        ),
        Row(
            "a length that lies by a little",
            Case(stream: openingV1 + [0x36, 0, 0, 0] + fileV1.dropFirst(4), told: told(.data, 60 + 33))
        ),
        Row(
            "less than a header",
            Case(stream: openingV1 + Direct.frame([1, 2, 3]) + fileV1, told: told(.data, 60 + 7 + 33))
        ),
    ]

    @Test(arguments: cases)
    func aFileIsToldByItsFlagsHoweverItIsCut(row: Row<Case>) {
        let whole = Transcript(of: row.value.stream)
        let steps = whole.entries.compactMap { entry -> Case.Told? in
            if case .told(let stage) = entry.event { Case.Told(position: entry.position, stage: stage) } else { nil }
        }
        #expect(steps == row.value.told)
        #expect(whole.events.first == .directConnection(isOpened: true))
        if row.value.told.isEmpty { #expect(whole.output == row.value.stream) }
        for cut in [Cut.byteByByte, .every(7), .every(60)] + (1..<80).map({ Cut.at([$0]) }) {
            let pieces = Transcript(of: row.value.stream, cut: cut)
            #expect(pieces == whole, "\(cut)")
        }
    }

    @Test(arguments: [Row("first layout", openingV1), Row("second layout", openingV2)])
    func theNonceIsReadInBothDirections(row: Row<[UInt8]>) {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: row.value, cut: .byteByByte)
        #expect(connection.nonce(.originator) == GUID(0x01020304_0506_0708_090A_0B0C0D0E0F10))
        #expect(connection.nonce(.responder) == nil)
        let answer = Transcript(continuing: &connection, with: Array(row.value.dropFirst(8)), from: .server)
        #expect(answer.events == [.nonce])
        #expect(connection.nonce(.responder) == connection.nonce(.originator))
        #expect(connection.isRecognized)
    }

    @Test func theSideThatIsCalledMaySendTheFile() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: Self.openingV1)
        let stream = Direct.nonceV1(Self.key) + Self.fileV1
        let answer = Transcript(continuing: &connection, with: stream, from: .server, cut: .byteByByte)
        #expect(answer.stages == [.data])
        #expect(connection.carrier(.responder) == .direct)
    }

    /// What the side that is called sends too early, an honest one never: then its frames are sought.
    @Test func wordsBeforeTheOpeningOfTheOtherSideHideNothing() {
        var connection = Connection(originator: .client, isGuessed: false)
        let early = Transcript(continuing: &connection, with: Array(Self.fileV1.prefix(20)), from: .server)
        #expect(early.stages.isEmpty)
        _ = Transcript(continuing: &connection, with: Self.openingV1)
        let late = Transcript(continuing: &connection, with: Array(Self.fileV1.dropFirst(20)), from: .server)
        #expect(late.stages == [.data])
    }

    private static let others: [Row<[UInt8]>] = [
        Row("something else in place of foo", [4, 0, 0, 0] + Array("fop\0".utf8) + openingV1.dropFirst(8) + fileV1),
        Row("an opening that is not at the beginning", Array("x\n".utf8) + openingV1 + fileV1),
        Row("frames without an opening", Direct.nonceV1(key) + fileV1 + fileV1),
    ]

    /// A connection seen from its beginning is known by it alone.
    @Test(arguments: others)
    func isNoDirectConnection(row: Row<[UInt8]>) {
        let transcript = Transcript(of: row.value)
        #expect(transcript.stages.isEmpty)
        #expect(transcript.output == row.value)
    }

    // MARK: Invitations

    private static let offers: [Row<(opening: [UInt8], offer: [UInt8])>] = [
        Row("first layout", (openingV1, offerV1)), Row("second layout", (openingV2, offerV2)),
    ]

    @Test(arguments: offers)
    func anOfferIsToldAndSilencesEveryClient(row: Row<(opening: [UInt8], offer: [UInt8])>) {
        let stream = row.value.opening + row.value.offer
        for cut in [Cut.whole, .byteByByte, .every(100)] {
            let transcript = Transcript(of: stream, cut: cut)
            #expect(transcript.stages == [.invite])
            #expect(transcript.sessionMessages.last?.file == "report.txt")
            #expect(!Self.reading(of: stream).sessions.offers.isEmpty)
            #expect(Self.reading(of: transcript.output).sessions.offers.isEmpty)
        }
    }

    private static func reading(of stream: [UInt8]) -> DirectReceiver {
        var receiver = DirectReceiver()
        receiver.read(stream)
        return receiver
    }

    // MARK: From the middle

    private static let filesV1 = V1.file([]).split(run(3000), .every(1000)).flatMap(Direct.frame)
    private static let filesV2 = V2.file([]).split(run(3000), .every(1000)).flatMap(Direct.frame)

    private static let claimingNothing: [UInt8] = {
        var packets = V1.file([]).split(run(3000), .every(1000))
        packets[0].length = 0
        return run(10) + Direct.frame(packets[0])
    }()

    private static let middles: [Row<(stream: [UInt8], isFile: Bool)>] = [
        Row("at a frame", (filesV1, true)),
        Row("in a frame", (Array(filesV1.dropFirst(300)), true)),
        Row("in a header", (Array(filesV1.dropFirst(3)), true)),
        Row("in a frame of the second layout", (Array(filesV2.dropFirst(300)), true)),
        Row("in a picture", (Array((pictureV1 + pictureV1).dropFirst(3)), false)),
        Row("before the last frame", (Array(filesV1.suffix(1052 + 10)), true)),
        Row("before a first frame that claims nothing", (claimingNothing, true)),
        Row("before the last frame of a picture", (Array(pictureV1.suffix(452 + 10)), false)),
        Row("before the last frame of the second layout", (Array(filesV2.suffix(1020 + 10)), true)),
        Row("numbers in a table", (Array(repeating: [48, 0, 0, 0, 0, 0, 0, 0], count: 900).flatMap(\.self), false)),
        Row("equal numbers", (Array(repeating: [8, 0, 0, 0], count: 900).flatMap(\.self), false)),
        Row("anything else", (run(9000), false)),
    ]

    @Test(arguments: middles)
    func framesThatAgreeAreAFooting(row: Row<(stream: [UInt8], isFile: Bool)>) {
        func read(_ cut: Cut) -> Transcript {
            var connection = Connection(originator: .client, isGuessed: true)
            return Transcript(continuing: &connection, with: row.value.stream, cut: cut)
        }
        let whole = read(.whole)
        #expect(whole.stages.contains(.data) == row.value.isFile)
        for cut in [Cut.byteByByte, .every(7), .every(500), .every(1448)] {
            #expect(read(cut) == whole, "\(cut)")
        }
    }

    @Test func behindBytesNeverSeenOneFrameIsEnough() {
        var connection = Connection(originator: .client, isGuessed: false)
        _ = Transcript(continuing: &connection, with: Self.openingV1 + Self.pictureV1.prefix(30))
        connection.skipUnseen(.originator)
        let rest = Self.run(50) + Self.fileV1
        let transcript = Transcript(continuing: &connection, with: rest, cut: .byteByByte)
        #expect(transcript.stages == [.data])
    }

    @Test func bytesOfAPictureNeverSeenAreCounted() {
        var connection = Connection(originator: .client, isGuessed: false)
        let frame = Direct.frame(V1.picture(Self.run(1000)))
        _ = Transcript(continuing: &connection, with: Self.openingV1 + frame.prefix(152))
        #expect(connection.outlook(.originator) == .harmless(900))
        connection.skipUnseen(.originator, count: 900)
        let transcript = Transcript(continuing: &connection, with: Self.fileV1)
        #expect(transcript.stages == [.data])
        #expect(transcript.position(of: .told(.data)) == 33)
    }
}
