/// Who has bound a queue, as far as /proc tells.
package enum QueueHolder: Sendable, Equatable {
    /// A program that we can see.
    case program(pid: Int32, name: String)
    /// A socket whose program we cannot see, for example one in another process namespace.
    case port(UInt32)
    /// Nobody that /proc shows.
    case unknown

    /// Looks for the program that has bound this queue.
    ///
    /// The queue's table names a netlink port. That is often a process id, but the kernel makes a number up for a
    /// process's second socket; so the port is looked up among the sockets, and the socket among the descriptors of
    /// all processes.
    static func find(queue: UInt16) -> QueueHolder {
        guard let queues = ProcFile.text(QueueTable.path), let entry = QueueTable(parsing: queues).entry(for: queue)
        else { return .unknown }
        guard let sockets = ProcFile.text(NetlinkTable.path),
            let inode = NetlinkTable(parsing: sockets).inode(ofPort: entry.port),
            let pid = process(holding: "socket:[\(inode)]")
        else { return .port(entry.port) }
        return .program(pid: pid, name: ProcFile.text("/proc/\(pid)/comm").map(name(parsing:)) ?? "unknown")
    }

    /// The name in the text of /proc/<pid>/comm.
    ///
    /// A program may call itself what it likes; nothing that a terminal would obey is repeated.
    static func name(parsing text: String) -> String {
        let line = text.hasSuffix("\n") ? text.dropLast() : text[...]
        return String(String.UnicodeScalarView(line.unicodeScalars.map { (" "..."~").contains($0) ? $0 : "?" }))
    }

    private static func process(holding socket: String) -> Int32? {
        for pid in ProcFile.names(in: "/proc").compactMap({ Int32($0) }) {
            let folder = "/proc/\(pid)/fd"
            if ProcFile.names(in: folder).contains(where: { ProcFile.link("\(folder)/\($0)") == socket }) {
                return pid
            }
        }
        return nil
    }
}

extension QueueHolder: CustomStringConvertible {
    /// The holder, as it reads after "taken by".
    package var description: String {
        switch self {
        case .program(let pid, let name): "\(name) (pid \(pid))"
        case .port(let port): "a program that is not visible here (netlink port \(port))"
        case .unknown: "another program"
        }
    }
}
