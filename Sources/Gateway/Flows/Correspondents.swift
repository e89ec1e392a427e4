/// The accounts of the two ends of a transfer or a session, so far as they are known.
struct Correspondents {
    var from: String?
    var to: String?

    /// Whether an offer between these accounts may be this one; what is unknown contradicts nothing.
    func mayBe(from one: String?, to other: String?) -> Bool {
        if let from, let one, !from.names(one) { return false }
        if let to, let other, !to.names(other) { return false }
        return true
    }

    /// Whether a message between these accounts may belong to the transfer; what is unknown contradicts nothing.
    func mayBe(between one: String?, and other: String?) -> Bool {
        guard let from, let to, let one, let other else { return true }
        return (from.names(one) && to.names(other)) || (from.names(other) && to.names(one))
    }
}
