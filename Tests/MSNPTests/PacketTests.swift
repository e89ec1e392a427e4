import MSNP
import TestSupport
import Testing

/// What P2P packets in messages tell, and what leaves of them.
@Suite struct PacketTests {
    private static let offers: [Row<[UInt8]>] = [
        Row("in one packet", Examples.e21),
        Row("in two packets", Examples.e22a + Examples.e22b),
        Row("in two packets of the second layout", Examples.e36a + Examples.e36b),
    ]

    @Test(arguments: offers)
    func anOfferIsToldAndSilencesEveryClient(row: Row<[UInt8]>) {
        let transcript = Transcript(of: row.value)
        #expect(transcript.stages == [.invite])
        #expect(!Receiver(of: .client, reading: row.value).sessions.offers.isEmpty)
        #expect(Receiver(of: .client, reading: transcript.output).sessions.offers.isEmpty)
        #expect(transcript.sessionMessages.last?.sessionID == 123_456_789)
        #expect(transcript.sessionMessages.last?.file == "report.txt")
        #expect(transcript.sessionMessages.last?.size == 5)
    }

    private static let data: [Row<[UInt8]>] = [
        Row("first layout", Examples.e28), Row("second layout", Examples.e37), Row("SDG", Examples.e38),
    ]

    @Test(arguments: data)
    func fileDataIsMadeVoidHoweverItIsCut(row: Row<[UInt8]>) {
        for cut in Cut.all(of: row.value.count) {
            let transcript = Transcript(of: row.value, cut: cut)
            #expect(transcript.stages == [.data])
            #expect(
                Receiver(of: .client, reading: transcript.output, fileSessions: [123_456_789]).sessions.fileChunks
                    .isEmpty,
                "\(cut)"
            )
        }
    }

    private static let harmless: [Row<[UInt8]>] = [
        Row("an acknowledgement", Examples.e23), Row("an acceptance", Examples.e24), Row("a refusal", Examples.e25),
        Row("a transport request", Examples.e26), Row("a transport answer", Examples.e27), Row("a BYE", Examples.e29),
        Row("an offer of a picture", Examples.e30), Row("its preparation", Examples.e31), Row("its data", Examples.e32),
        Row("chat in an SDG", Examples.e39), Row("text in a UUN", Examples.e40),
    ]

    @Test(arguments: harmless)
    func whatIsNoFileLeavesAsItCame(row: Row<[UInt8]>) {
        let transcript = Transcript(of: row.value)
        #expect(transcript.output == row.value)
        #expect(transcript.stages.isEmpty)
    }
}
