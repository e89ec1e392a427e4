import Glibc
import Synchronization

/// The terminal at standard input and output, taken over for a picture that is painted again and again.
///
/// It is as before when the value goes away, or when `isWanted` has said that it should.
package struct Terminal: ~Copyable {
    private static let isEnding = Atomic<Bool>(false)

    private let before: termios

    /// Takes the terminal over; nil if standard input or output is none.
    package static func taken() -> Terminal? {
        var before = termios()
        guard isatty(STDOUT_FILENO) == 1, unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        // Keys come one by one and are not echoed; Ctrl-C is a key like others, so that nothing ends us in between.
        var settings = before
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        guard unsafe tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0 else { return nil }
        for number in [SIGTERM, SIGHUP, SIGINT] {
            signal(number) { _ in Terminal.isEnding.store(true, ordering: .relaxed) }
        }
        // The second screen, without a cursor.
        write("\u{1B}[?1049h\u{1B}[?25l")
        return Terminal(before: before)
    }

    private init(before: termios) {
        self.before = before
    }

    deinit {
        Self.write("\u{1B}[?25h\u{1B}[?1049l")
        var settings = before
        _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    /// Paints the text from the upper left corner on, cut at the edges of the screen.
    package func paint(_ text: String) {
        let (rows, columns) = size
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(rows - 1)
        // Each line is erased behind its end, and the screen behind the last line: nothing flickers.
        let picture = lines.map { $0.prefix(columns) + "\u{1B}[K\r\n" }.joined()
        Self.write("\u{1B}[H" + picture + "\u{1B}[J")
    }

    /// Waits for a key at most so long; false when it was `q` or Ctrl-C, or when the program is told to end.
    package func isWanted(afterMilliseconds patience: Int32) -> Bool {
        var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&polled, 1, patience)
        guard !Self.isEnding.load(ordering: .relaxed) else { return false }
        guard ready > 0 else { return true }
        var key: UInt8 = 0
        guard unsafe read(STDIN_FILENO, &key, 1) == 1 else { return false }
        return key != UInt8(ascii: "q") && key != 0x03
    }

    private var size: (rows: Int, columns: Int) {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 1, size.ws_col > 0 else {
            return (24, 80)
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    private static func write(_ text: String) {
        var output = ByteOutput.standardOutput()
        // A terminal that is gone needs no picture.
        try? output.append(Array(text.utf8))
        try? output.flush()
    }
}
