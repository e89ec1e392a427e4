import Glibc

/// How much memory this process has in use.
package enum ResidentMemory {
    /// In bytes, as the kernel counts it; nil where it does not tell.
    package static func bytes() -> UInt64? {
        guard let text = ProcFile.text("/proc/self/statm") else { return nil }
        return bytes(parsing: text, pageSize: UInt64(clamping: sysconf(Int32(_SC_PAGESIZE))))
    }

    /// The second number counts resident pages.
    static func bytes(parsing text: String, pageSize: UInt64) -> UInt64? {
        let columns = text.split(separator: " ")
        guard columns.count > 1, let pages = UInt64(columns[1]) else { return nil }
        return pages.multipliedReportingOverflow(by: pageSize).overflow ? nil : pages * pageSize
    }
}
