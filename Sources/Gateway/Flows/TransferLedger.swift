/// The transfers of one run, shared by all workers: what was announced on one connection and is used on another.
package final class TransferLedger: Sendable {
    /// An empty ledger.
    package init() {}
}
