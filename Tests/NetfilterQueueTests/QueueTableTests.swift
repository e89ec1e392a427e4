import Testing

@testable import NetfilterQueue

@Suite struct QueueTableTests {
    // As a kernel prints it: number, port, packets waiting, copy mode, copy range, dropped when full, dropped when the
    // receive buffer was full, packets so far, and a constant.
    private let text = """
            0  19181     0 2 65531     0     0        0  1
            1 2502210508    12 2 65531     7     9     4711  1
        65535    814     0 0     0     0     0        3  1

        """

    @Test func readsEveryQueue() {
        let table = QueueTable(parsing: text)
        #expect(table.entries.map(\.queue) == [0, 1, 65535])
        #expect(
            table.entry(for: 1)
                == QueueTable.Entry(queue: 1, port: 2_502_210_508, waiting: 12, queueDropped: 7, userDropped: 9)
        )
    }

    @Test func knowsWhatIsNotBound() {
        #expect(QueueTable(parsing: text).entry(for: 2) == nil)
    }

    @Test(arguments: [
        "", "\n\n", "0 19181 0 2 65531", "65536 1 0 2 65531 0 0 0 1", "0 -1 0 2 65531 0 0 0 1", "a b c d e f g h i",
    ])
    func leavesOutWhatItCannotRead(_ text: String) {
        #expect(QueueTable(parsing: text).entries.isEmpty)
    }
}
