import Foundation

/// A directory for the files of one test, removed with the value.
public final class TemporaryDirectory: Sendable {
    /// The directory's path.
    public let path: String

    /// Makes an empty directory.
    public init() throws {
        path = NSTemporaryDirectory() + "/stile-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file of that name.
    public func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// Writes a file, and gives its path.
    public func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    /// The bytes of the file of that name.
    public func read(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    /// The names of all files in it, in order.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}
