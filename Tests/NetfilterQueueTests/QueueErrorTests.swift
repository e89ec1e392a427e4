import NetfilterQueue
import Testing

@Suite struct QueueErrorTests {
    private struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let error: QueueError
        let cause: String
        let remedy: String
    }

    private static let rows = [
        Row(
            testDescription: "no privilege",
            error: .noPrivilege,
            cause: "CAP_NET_ADMIN is missing",
            remedy: "Run as root"
        ),
        Row(
            testDescription: "no kernel support",
            error: .noKernelSupport(SystemError(93)),
            cause: "no NFQUEUE (Protocol not supported, error 93)",
            remedy: "modprobe nfnetlink_queue"
        ),
        Row(
            testDescription: "taken by a program",
            error: .taken(queue: 3, by: .program(pid: 814, name: "snort")),
            cause: "queue 3 is taken by snort (pid 814)",
            remedy: "choose another number"
        ),
        Row(
            testDescription: "taken by a program elsewhere",
            error: .taken(queue: 3, by: .port(2_502_210_508)),
            cause: "not visible here (netlink port 2502210508)",
            remedy: "choose another number"
        ),
        Row(
            testDescription: "taken, and nothing is known",
            error: .taken(queue: 3, by: .unknown),
            cause: "queue 3 is taken by another program",
            remedy: "choose another number"
        ),
    ]

    @Test(arguments: rows)
    private func saysWhatHappenedAndWhatToDo(_ row: Row) {
        let lines = row.error.description.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains(row.cause) == true)
        #expect(lines.last?.contains(row.remedy) == true)
    }

    @Test func namesTheSystemCallThatFailed() {
        let error = QueueError.failed(action: "send verdicts to queue 3", SystemError(105))
        #expect(error.description == "cannot send verdicts to queue 3: No buffer space available, error 105.")
    }
}
