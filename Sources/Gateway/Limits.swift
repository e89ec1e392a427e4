/// The bounds on everything that the gateway stores, for each worker.
package struct Limits: Sendable, Equatable {
    /// How many flows are followed at a time.
    package var flows = 65_536
    /// How many of them are kept ready although nothing is unfinished in them: as many as fit into the second cache of a
    /// processor, at 2 kB each. Of the others less is kept, and to take up one of them costs as much as to read a short line.
    package var awakeFlows = 512
    /// How many bytes all flows together may keep of streams: first copies, records behind holes, unfinished lines.
    package var storedBytes = 64 << 20
    /// How many bytes of first copies one direction may keep: what is under way at 80 Mbit/s and a tenth of a second. Behind
    /// them new data waits, so that a connection that is faster than that slows down.
    package var copiesPerDirection = 1 << 20
    /// How many bytes one direction may record behind holes.
    package var recordPerDirection = 128 << 10
    /// How many separate pieces that record may have.
    package var holesPerDirection = 32
    /// How long a hole stays open, or a full window shut, where nothing is seen of the other direction.
    package var holeWithoutPeer = Duration.seconds(120)
    /// How long a conversation may be silent before it is forgotten; clients send something every minute or so, and a
    /// forgotten conversation is picked up in the middle.
    package var idleConversation = Duration.seconds(3600)
    /// How long any other flow may be silent.
    package var idleOther = Duration.seconds(300)

    /// The default bounds.
    package static let standard = Limits()

    /// The default bounds, to be changed where wanted.
    package init() {}
}
