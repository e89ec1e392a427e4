import Configuration
import NetfilterQueue

/// Where the settings come from: a policy file if there is one, and the command line, which outranks it.
struct SettingsSource {
    /// Where the policy is looked for if nobody says otherwise.
    static let usualPath = "/etc/stile/stile.toml"

    /// The file that was read last, or must be read; nil as long as there is none.
    private(set) var path: String?
    let overrides: Overrides

    /// Reads that file; with nil the usual one, if it is there.
    init(path: String?, overrides: Overrides) {
        self.path = path
        self.overrides = overrides
    }

    /// Reads the settings anew. A file that was there once must not be missing later.
    mutating func load() throws(ConfigurationErrors) -> Settings {
        if path == nil, FileSystem.exists(Self.usualPath) { path = Self.usualPath }
        let settings = try path.map { path throws(ConfigurationErrors) in try PolicyFile.load(path) } ?? .standard
        return settings.overridden(by: overrides)
    }
}
