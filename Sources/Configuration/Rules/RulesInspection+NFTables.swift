extension RulesInspection {
    /// What tables of nftables do to the gate that are neither ours nor those of iptables.
    ///
    /// An accept in one of them is no finding: in nftables it ends its own base chain, not the way of the packet.
    var nftablesFindings: [RulesFinding] {
        guard let listing = sighting.nftables else { return [] }
        return listing.others(besides: sighting.iptables, sighting.ip6tables).flatMap { line in
            let place = "nftables table \(line.table): \"\(line.text)\""
            let collision = line.markedBits & (rules.settings.marks.release | rules.settings.marks.reset)
            return (collision != 0 ? [markFinding(place, collision)] : [])
                + (line.offloads ? [offloadFinding(place)] : [])
        }
    }
}

extension NFTListing.Line {
    /// A flowtable alone does nothing; a rule that adds flows to it does.
    fileprivate var offloads: Bool { text.contains("flow add @") || text.contains("flow offload @") }

    /// The bits of a mark that a statement such as `meta mark set meta mark & 0xff | 0x1` may change.
    var markedBits: UInt32 {
        let words = text.split(separator: " ")
        guard let set = words.indices.first(where: { $0 > 0 && words[$0] == "set" && words[$0 - 1] == "mark" }) else {
            return 0
        }
        let value = Array(words[(set + 1)...])
        // `mark set mark & ... | ...`, `mark set meta mark or ...`: what is kept of the mark itself is not changed.
        guard let mark = value.prefix(2).firstIndex(of: "mark") else { return .max }
        return Self.changedBits(value[(mark + 1)...]) ?? .max
    }

    /// nil where the expression is of another form.
    private static func changedBits(_ expression: ArraySlice<Substring>) -> UInt32? {
        var changed: UInt32 = 0
        var rest = expression
        var isEmpty = true
        while let operation = rest.popFirst(), let word = rest.popFirst(), let number = UInt32(written: word) {
            switch operation {
            case "&", "and": changed |= ~number
            case "|", "or", "^", "xor": changed |= number
            default: return isEmpty ? nil : changed
            }
            isEmpty = false
        }
        return isEmpty ? nil : changed
    }
}
