import MSNP
import TestSupport
import Testing

/// What a connection keeps is counted, and has an end whatever the peer writes.
@Suite struct StoredBytesTests {
    private static let accounts = (0..<200).map { number in
        "JOI \(number)@\(String(repeating: "a", count: 300)).example.com A 1\r\n"
    }

    private static let streams: [Row<(stream: [UInt8], most: Int)>] = [
        Row("accounts that join", (text(accounts.joined()), 16_384)),
        Row("a file name without an end", (invitation(["Application-File: " + run(40_000)], from: .server), 2_048)),
        Row("a line without an end", (text("PNG\r\nPNG\r\nMSG " + run(8_000)), 8_192)),
        Row("a header without an end", (text("MSG a@x.com A 60000\r\nX: " + run(50_000)), 16_384)),
        Row("messages whose parts never end", (parts(200), 16_384)),
    ]

    private static func run(_ count: Int) -> String { String(repeating: "a", count: count) }

    private static func parts(_ count: Int) -> [UInt8] {
        (0..<count).flatMap { number in
            message(
                "Message-ID: {\(number)}\r\nChunks: 9\r\nContent-Type: text/x-msmsgsinvite\r\n\r\nApplication-File: \(run(900))",
                from: .server
            )
        }
    }

    @Test(arguments: streams)
    func whatIsKeptIsCountedAndBounded(row: Row<(stream: [UInt8], most: Int)>) {
        var connection = Connection(originator: .client, isGuessed: true)
        _ = Transcript(continuing: &connection, with: text("QNG 50\r\nQNG 50\r\n") + row.value.stream, from: .server)
        #expect(connection.storedBytes > 500)
        #expect(connection.storedBytes <= row.value.most)
    }
}
