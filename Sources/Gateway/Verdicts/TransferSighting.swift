package import MSNP

/// One packet's part in one transfer.
package struct TransferSighting: Sendable, Equatable {
    /// The transfer, one number for all its packets, legs and connections.
    package var transfer: TransferID
    /// Which step of the transfer the packet carried.
    package var stage: TransferStage
    /// What is known of the transfer so far.
    package var details: TransferDetails
    /// The name of the group of hosts that decides what becomes of it; nil where none does.
    package var group: String?
}

/// The number of a transfer, unique among all workers of one run; the first is 1.
package typealias TransferID = UInt32
