extension RulesSighting {
    /// Fills in what files of the kernel tell: listeners, which only root may read of, and bridges.
    package mutating func readKernelFiles() {
        queues = Self.kernelFile("/proc/net/netfilter/nfnetlink_queue")
        hasBridge = Self.interfaces.contains { Self.kernelFile("/sys/class/net/\($0)/bridge/bridge_id") != nil }
        bridgesAreFiltered = Self.kernelFile("/proc/sys/net/bridge/bridge-nf-call-iptables")?.first == "1"
    }

    /// Whether the kernel has IPv6; one without forwards none.
    package static var hasIPv6: Bool { kernelFile("/proc/net/if_inet6") != nil }

    /// The names that stand before the colons, behind two lines of headings.
    private static var interfaces: [String] {
        (kernelFile("/proc/net/dev") ?? "").split(whereSeparator: \.isNewline).dropFirst(2).compactMap { line in
            line.split(separator: ":").first?.split(separator: " ").first.map(String.init)
        }
    }

    /// nil where there is no such file, or it may not be read.
    private static func kernelFile(_ path: String) -> String? {
        do throws(FileText.Failure) {
            return String(decoding: try FileText.read(path), as: UTF8.self)
        } catch {
            return nil
        }
    }
}
