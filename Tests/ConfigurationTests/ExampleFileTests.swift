import Configuration
import Gateway
import PacketHeaders
import TestSupport
import Testing

/// The files under `rules/` that people begin with.
@Suite struct ExampleFileTests {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/rules"

    @Test func thePolicyFileSaysTheDefaults() throws {
        #expect(try PolicyFile.load("\(Self.folder)/stile.toml") == .standard)
    }

    @Test func itHasEveryKey() throws {
        let text = try text("stile.toml")
        for key in [
            "user", "numbers", "length", "receive-buffer", "gso", "fail", "queued", "any", "release", "reset", "files",
            "data-connections", "shared-folders", "photos", "backgrounds", "fragments", "notify", "flows",
            "stored-bytes",
            "copies-per-direction", "record-per-direction", "holes-per-direction", "hole-without-peer",
            "idle-conversation", "idle-other", "socket", "listen", "to",
        ] {
            #expect(text.contains("\n\(key) = ") || text.contains("\n# \(key) = "), "\(key)")
        }
    }

    @Test func itsExampleOfGroupsIsRight() throws {
        let lines = try text("stile.toml").split(separator: "\n").drop { !$0.hasPrefix("# [[hosts]]") }
        let groups = lines.map { $0.hasPrefix("# ") ? String($0.dropFirst(2)) : "" }.joined(separator: "\n")
        let hosts = try settings(groups, path: "\(Self.folder)/stile.toml").hosts
        #expect(hosts.map(\.group.name) == ["sales", "hall", "support"])
        #expect(hosts.map(\.group.permission) == [.everything, .nothing, .everything])
        #expect(hosts[1].group.networks.count == 4)
    }

    private func text(_ name: String) throws -> String {
        let directory = try TemporaryDirectory()
        return String(decoding: try directory.read("/../../../\(Self.folder)/\(name)"), as: UTF8.self)
    }
}
