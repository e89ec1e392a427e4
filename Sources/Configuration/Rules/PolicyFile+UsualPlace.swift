import FoundationEssentials

extension PolicyFile {
    /// Where the policy is looked for if nobody says otherwise.
    package static let usualPath = "/etc/stile/stile.toml"

    /// Reads the policy file at `path`; with nil the one at the usual place, and the defaults if there is none.
    package static func load(orUsual path: String?) throws(ConfigurationErrors) -> Settings {
        if let path { return try load(path) }
        // One that is there but cannot be read is an error: nobody wants other rules than he has written.
        return FileManager.default.fileExists(atPath: usualPath) ? try load(usualPath) : .standard
    }
}
