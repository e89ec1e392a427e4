/// One row of a table of cases: a name, which is how the row is called when it fails, and what the case is.
public struct Row<Value: Sendable>: Sendable, CustomStringConvertible {
    /// What the case is about.
    public let name: String
    /// The case.
    public let value: Value

    /// A row.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// The name.
    public var description: String { name }
}
