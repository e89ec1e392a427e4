import Testing

@testable import NetfilterQueue

@Suite struct NetlinkTableTests {
    private let text = """
        sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
        0000000000000000 0   814        00000111 0        0        0     2        0        10814
        0000000000000000 12  19181      00000000 0        0        0     2        0        204800
        0000000000000000 12  2502210508 00000000 0        0        0     2        17       4294967299
        0000000000000000 12  0          00000000 0        0        0     2        0        1038
        0000000000000000 16  777        00000000 0        0        0     2        0        1045

        """

    private struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let port: UInt32
        let inode: UInt64?
    }

    private static let rows = [
        Row(testDescription: "a port that is a process id", port: 19181, inode: 204_800),
        Row(testDescription: "a port that the kernel made up", port: 2_502_210_508, inode: 4_294_967_299),
        Row(testDescription: "the same port in another netlink protocol", port: 814, inode: nil),
        Row(testDescription: "a protocol whose number ends alike", port: 777, inode: nil),
        Row(testDescription: "a port that nobody has", port: 5, inode: nil),
    ]

    @Test(arguments: rows)
    private func findsTheSocket(_ row: Row) {
        #expect(NetlinkTable(parsing: text).inode(ofPort: row.port) == row.inode)
    }

    @Test func survivesATextCutInMidLine() {
        #expect(NetlinkTable(parsing: String(text.prefix(240))).inode(ofPort: 19181) == nil)
    }
}
