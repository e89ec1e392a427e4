extension String {
    enum Side {
        case left, right
    }

    /// The text made `width` characters wide where it is narrower.
    func padded(to width: Int, on side: Side = .right, with filler: Character = " ") -> String {
        let padding = String(repeating: filler, count: max(0, width - count))
        return side == .left ? padding + self : self + padding
    }
}
