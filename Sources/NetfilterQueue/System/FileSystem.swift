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

    /// Takes a file away; a file that is not there is no error.
    package static func remove(_ path: String) {
        unsafe unlink(path)
    }

    /// Whether somebody listens at a Unix socket.
    package static func isServed(socket path: String) -> Bool {
        guard let address = UnixAddress(path) else { return false }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return address.connect(descriptor)
    }
}
