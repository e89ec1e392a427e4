import Glibc

/// An error number of the C library.
package struct SystemError: Error, Equatable {
    /// The number, positive, as in `errno`.
    package let number: Int32

    /// An error from its number.
    package init(_ number: Int32) {
        self.number = number
    }

    /// The error of the last system call of this thread.
    static var last: SystemError { SystemError(errno) }
}

extension SystemError: CustomStringConvertible {
    /// The C library's own words and the number, as in "Operation not permitted, error 1".
    package var description: String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe "\(String(cString: text)), error \(number)"
    }
}
