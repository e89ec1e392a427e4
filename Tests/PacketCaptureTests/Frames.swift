import PacketCapture
import TestSupport

/// An IPv4 packet of the given length, of which nothing but version and lengths matters here.
func ipv4(length: Int, claiming claimed: Int? = nil) -> [UInt8] {
    let claimed = claimed ?? length
    let header: [UInt8] = [0x45, 0, UInt8(claimed >> 8), UInt8(claimed & 0xFF)]
    return header + [UInt8](repeating: 0xAA, count: length - header.count)
}

/// An IPv6 packet of the given length, header included.
func ipv6(length: Int, claiming claimed: Int? = nil) -> [UInt8] {
    let payload = claimed ?? length - 40
    let header: [UInt8] = [0x60, 0, 0, 0, UInt8(payload >> 8), UInt8(payload & 0xFF)]
    return header + [UInt8](repeating: 0xBB, count: length - header.count)
}

/// An Ethernet header; `type` is all that comes after the two addresses.
func ethernet(_ type: UInt8...) -> [UInt8] {
    [UInt8](repeating: 0x02, count: 12) + type
}

/// What a reader told of one frame.
struct Seen: Equatable {
    var number: Int
    var time: Int64
    var bytes: [UInt8]
    var originalLength: Int
    var content: FrameContent
}

/// Everything that a reader tells of a capture: the frames, and the error that ended it, if one did.
func readAll(_ path: String) -> (frames: [Seen], error: CaptureError?) {
    var frames: [Seen] = []
    do throws(CaptureError) {
        var reader = try CaptureReader(path: path)
        while try reader.read() {
            frames.append(
                Seen(
                    number: reader.frame.number,
                    time: reader.frame.time,
                    bytes: reader.frame.bytes,
                    originalLength: reader.frame.originalLength,
                    content: reader.frame.content
                )
            )
        }
        return (frames, nil)
    } catch {
        return (frames, error)
    }
}
