/// Where lines go.
package enum LineDestination: Sendable, Equatable {
    /// Standard output.
    case standardOutput
    /// A file, made if it is not there, to whose end each line is added.
    case file(String)
    /// A Unix socket of datagrams, each line one datagram.
    case socket(String)
}
