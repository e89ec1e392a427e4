import Glibc
import NetfilterQueue
import Testing

@Suite("Lines to a log")
struct LineSinkTests {
    private let path = "/tmp/stile-lines-\(getpid())-\(UInt64.random(in: 0 ... .max))"

    private func line(_ number: Int) -> [UInt8] { Array("line \(number)\n".utf8) }

    private func content(_ path: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let descriptor = unsafe open(path, O_RDONLY)
        defer { close(descriptor) }
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    @Test("are added to a file, in order")
    func file() throws {
        defer { unsafe remove(path) }
        for round in 0..<2 {
            let sink = try LineSink(to: .file(path))
            for number in 0..<3 { sink.offer(line(round * 3 + number)) }
            sink.finish(withinSeconds: 60)
            #expect(sink.lost == 0)
        }
        #expect(content(path) == "line 0\nline 1\nline 2\nline 3\nline 4\nline 5\n")
    }

    @Test("go into a new file once the old one was renamed and the sink was told")
    func reopened() throws {
        defer { unsafe remove(path) }
        defer { unsafe remove(path + ".1") }
        let sink = try LineSink(to: .file(path))
        sink.offer(line(1))
        unsafe rename(path, path + ".1")
        sink.offer(line(2))
        sink.reopen()
        sink.offer(line(3))
        sink.finish(withinSeconds: 60)
        #expect(content(path + ".1") == "line 1\nline 2\n")
        #expect(content(path) == "line 3\n")
    }

    @Test("are counted when the disk is full")
    func fullDisk() throws {
        let sink = try LineSink(to: .file("/dev/full"))
        for number in 0..<5 { sink.offer(line(number)) }
        sink.finish(withinSeconds: 60)
        #expect(sink.lost == 5)
    }

    @Test("are counted when the destination stands still, and nobody waits")
    func standsStill() throws {
        defer { unsafe remove(path) }
        // As in the daemon: nobody dies of a reader that goes away.
        signal(SIGPIPE, SIG_IGN)
        unsafe mkfifo(path, 0o600)
        // A reader that does not read: the pipe takes 64 kB and then nothing.
        let reader = unsafe open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let sink = try LineSink(to: .file(path))
        let long = [UInt8](repeating: 0x78, count: 4095) + [0x0A]
        for _ in 0..<5000 { sink.offer(long) }
        #expect(sink.lost >= 5000 - 16 - 2 * 1024 - 1)
    }

    @Test("are one datagram each to a Unix socket, and counted while nobody listens there")
    func datagrams() throws {
        let sink = try LineSink(to: .socket(path))
        sink.offer(line(1))
        sink.finish(withinSeconds: 60)
        #expect(sink.lost == 1)
    }

    @Test("a file that cannot be opened is an error at once")
    func cannotOpen() {
        #expect(throws: SystemError(ENOENT)) { try LineSink(to: .file("/nowhere/at/all")) }
    }
}
