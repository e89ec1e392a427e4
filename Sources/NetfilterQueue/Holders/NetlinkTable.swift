/// The text of /proc/net/netlink: one line for each netlink socket, below a line of headings.
struct NetlinkTable {
    static let path = "/proc/net/netlink"

    /// NETLINK_NETFILTER, in the column that is headed `Eth`.
    private static let netfilter = "12"

    private let inodes: [UInt32: UInt64]

    /// Reads the columns address, protocol, port, … inode (the tenth, and last); other lines are left out.
    init(parsing text: String) {
        var inodes: [UInt32: UInt64] = [:]
        for line in text.split(separator: "\n") {
            let columns = line.split(separator: " ")
            guard columns.count >= 10, columns[1] == Self.netfilter, let port = UInt32(columns[2]),
                let inode = UInt64(columns[9])
            else { continue }
            inodes[port] = inode
        }
        self.inodes = inodes
    }

    /// The inode of the netfilter socket with this port.
    func inode(ofPort port: UInt32) -> UInt64? {
        inodes[port]
    }
}
