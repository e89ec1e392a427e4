/// The bounds on everything that the gateway stores, per worker unless said otherwise.
package struct Limits: Sendable, Equatable {
    /// How many flows are followed at a time.
    package var flows: Int

    /// The default bounds.
    package static let standard = Limits(flows: 65_536)
}
