import MSNP

/// What has become of transfers, each told once.
extension TransferRecords {
    /// The reports that are due, the oldest transfer first: those of transfers of which nothing more is expected, and of
    /// those that were forgotten for want of room. All of them if no time is told.
    mutating func settle(at time: Duration?) -> [TransferReport] {
        let due = records.keys.filter { transfer in
            guard let record = records[transfer], !record.isReported else { return false }
            guard let time else { return true }
            return time - record.lastSeen > record.patience
        }
        let reports = due.compactMap { report(of: $0) }
        for transfer in due { records[transfer]?.isReported = true }
        defer { forgotten.removeAll() }
        return (forgotten + reports).sorted { $0.transfer < $1.transfer }
    }

    /// What is to be told of a transfer; nil if it is not known.
    func report(of transfer: TransferID) -> TransferReport? {
        guard let record = records[transfer] else { return nil }
        return TransferReport(
            transfer: transfer,
            details: record.details,
            carriers: record.carriers.sorted { $0.rawValue < $1.rawValue },
            outcome: record.outcome,
            group: record.ruling?.group,
            first: record.firstSeen,
            last: record.lastSeen
        )
    }
}

extension TransferRecords.Record {
    /// What we did counts before what the two made of it: clients refuse what we have made unknown to them, and call off
    /// what does not come.
    var outcome: TransferOutcome {
        if let stopped = TransferOutcome(stopped) { return stopped }
        if stages.contains(.finish) || hasAllData { return .finished }
        if stages.contains(.decline) { return .refused }
        if stages.contains(.cancel) { return .cancelled }
        if stages.contains(.data) { return .unfinished }
        return stages.contains(.accept) ? .neverConnected : .unanswered
    }

    /// How long nothing must have been heard of the transfer for its outcome to be final.
    var patience: Duration {
        switch outcome {
        // Packets may be on their way.
        case .declined, .dropped, .reset, .refused, .cancelled, .finished: .seconds(60)
        // Clients wait five minutes for an answer or a connection (reference, section 12.3).
        case .unanswered, .neverConnected: .seconds(330)
        // A data connection says nothing between its beginning and its end.
        case .unfinished: TransferLedger.life
        }
    }
}
