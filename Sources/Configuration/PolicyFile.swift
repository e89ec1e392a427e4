package import Gateway
import Glibc

/// STUB of this branch until the real one is merged.
package struct ConfigurationErrors: Error, CustomStringConvertible {
    package let description: String
}
package enum PolicyFile {
    package static func load(_ path: String) throws(ConfigurationErrors) -> Settings {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { throw ConfigurationErrors(description: "\(path): cannot be read") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        var settings = Settings()
        for line in text.split(separator: "\n") {
            switch line {
            case "files = \"pass\"": settings.policy = .init(transfers: .pass)
            case "files = \"decline\"": settings.policy = .init(transfers: .decline)
            case "[transfers]": break
            case "[queues]": break
            case "length = 512": settings.queues.length = 512
            default: throw ConfigurationErrors(description: "\(path):1: \(line): unknown key")
            }
        }
        return settings
    }
}
extension Settings {
    package func policy(at day: Int, _ minute: Int) -> Policy { policy }
}
