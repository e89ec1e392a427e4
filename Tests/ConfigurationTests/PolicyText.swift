import Configuration

/// What a text says as a policy file, or everything that is wrong in it.
func settings(_ text: String, path: String = "stile.toml") throws(ConfigurationErrors) -> Settings {
    try PolicyFile.parse(Array(text.utf8), path: path)
}

/// Everything that is wrong in a text, line by line; nothing if nothing is.
func errors(_ text: String, path: String = "stile.toml") -> [String] {
    errors(Array(text.utf8), path: path)
}

func errors(_ bytes: [UInt8], path: String = "stile.toml") -> [String] {
    do throws(ConfigurationErrors) {
        _ = try PolicyFile.parse(bytes, path: path)
        return []
    } catch {
        return error.errors.map(\.description)
    }
}
