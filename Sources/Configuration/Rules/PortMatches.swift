extension Settings.Ports {
    /// The ports in order, without overlap; nil for all.
    var spans: [ClosedRange<UInt16>]? {
        guard case .some(let ranges) = self else { return nil }
        var spans: [ClosedRange<UInt16>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = spans.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 else {
                spans.append(range)
                continue
            }
            spans[spans.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
        }
        return spans
    }

    /// The matches of iptables for connections from or to these ports, one rule each; none where there is no port.
    var iptablesMatches: [String] {
        guard spans != nil else { return ["-p tcp"] }
        return multiports.map { "-p tcp -m multiport --ports \($0)" }
    }

    /// The ports as matches take them, as many in each as fit; none where all ports are meant.
    var multiports: [String] {
        Self.multiports(spans ?? []).map { $0.joined(separator: ",") }
    }

    /// The members of a set of nftables; nil for all ports.
    var nftablesSet: String? {
        spans.map { "{ " + $0.map { $0.written("-") }.joined(separator: ", ") + " }" }
    }

    /// One multiport match takes fifteen ports, of which a range is two.
    private static func multiports(_ spans: [ClosedRange<UInt16>]) -> [[String]] {
        var matches: [[String]] = []
        var room = 0
        for span in spans {
            let size = span.count == 1 ? 1 : 2
            if size > room {
                matches.append([])
                room = 15
            }
            matches[matches.count - 1].append(span.written(":"))
            room -= size
        }
        return matches
    }
}

extension ClosedRange<UInt16> {
    /// One number, or two with the separator between them.
    func written(_ separator: String) -> String {
        count == 1 ? "\(lowerBound)" : "\(lowerBound)\(separator)\(upperBound)"
    }
}
