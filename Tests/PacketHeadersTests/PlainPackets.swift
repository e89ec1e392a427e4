import PacketHeaders
import TestSupport

extension PacketBuilder {
    /// An IPv4 segment with a payload of five bytes.
    static var v4: PacketBuilder {
        PacketBuilder(from: "198.51.100.2:40001", to: "203.0.113.5:1863", payload: Array("hello".utf8))
    }

    /// An IPv6 segment with a payload of five bytes.
    static var v6: PacketBuilder {
        PacketBuilder(from: "[2001:db8::2]:40001", to: "[2001:db8:1::5]:1863", payload: Array("hello".utf8))
    }

    func changed(by shape: Shape) -> PacketBuilder {
        var builder = self
        shape.change(&builder)
        return builder
    }
}
