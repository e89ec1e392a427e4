import Glibc

/// Where a file is written, and where it goes once it is whole.
@safe
struct OutputPath {
    /// The name while it is being written.
    let temporary: String
    /// The name in the end; the same where no file of that name could be put in place of what is there.
    private let final: String

    /// A device or a pipe cannot be replaced by a file, so it is written directly; and where the name is a symbolic
    /// link, the file that it leads to is replaced and not the link.
    init(_ path: String) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        guard !exists || status.st_mode & S_IFMT == S_IFREG else {
            temporary = path
            final = path
            return
        }
        final = exists ? resolved(path) : path
        temporary = "\(final).partial-\(getpid())"
    }

    /// How to open the temporary file, in the terms of open(2).
    var flags: CInt { isDirect ? 0 : O_CREAT | O_EXCL }

    /// Gives the finished file its name.
    func settle() throws(OutputError) {
        guard !isDirect else { return }
        guard unsafe rename(temporary, final) == 0 else { throw OutputError(name: final, code: errno) }
    }

    /// Removes an unfinished file.
    func discard() {
        if !isDirect { unsafe unlink(temporary) }
    }

    private var isDirect: Bool { temporary == final }
}

/// The path without symbolic links, or as it is where it cannot be followed.
private func resolved(_ path: String) -> String {
    // realpath(3) allocates the answer itself when it is given no buffer, and leaves it to the caller to free.
    guard let answer = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(answer) }
    return unsafe String(cString: answer)
}
