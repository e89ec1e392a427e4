import Glibc

/// Text to a standard stream at once, without a buffer that an end of the program could lose.
package enum StandardStream: Int32 {
    /// Standard output.
    case output = 1
    /// Standard error.
    case error = 2

    /// Writes the whole text; gives up silently when nobody can receive it, for there is nobody left to tell.
    package func write(_ text: String) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes[start...].withUnsafeBytes { rest in
                unsafe Glibc.write(rawValue, rest.baseAddress, rest.count)
            }
            guard written > 0 || errno == EINTR else { return }
            start += max(written, 0)
        }
    }
}
