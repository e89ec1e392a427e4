import Glibc

/// What can be asked of files and folders beside reading them.
package enum FileSystem {
    /// Whether something is there under that path.
    package static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Makes a folder that belongs to this user, or to the one named; false if something of the name was there.
    package static func makeFolder(_ path: String, for account: UserAccount?) throws(SystemError) -> Bool {
        guard unsafe mkdir(path, 0o755) == 0 else {
            guard errno == EEXIST else { throw .last }
            return false
        }
        if let account {
            guard unsafe chown(path, account.user, account.group) == 0 else { throw .last }
        }
        return true
    }
}
