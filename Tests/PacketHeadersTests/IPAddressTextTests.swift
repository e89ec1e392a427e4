import PacketHeaders
import Testing

struct AddressText: CustomTestStringConvertible {
    let high: UInt64
    let low: UInt64
    let text: String

    var testDescription: String { text }
}

/// RFC 5952, section 4 and its examples.
private let v6Addresses = [
    AddressText(high: 0, low: 0, text: "::"),
    AddressText(high: 0, low: 1, text: "::1"),
    AddressText(high: 0x2001_0DB8_0000_0000, low: 0x0000_0000_0000_0001, text: "2001:db8::1"),
    AddressText(high: 0x2001_0DB8_0000_0000, low: 0, text: "2001:db8::"),
    AddressText(high: 0x2001_0DB8_0000_0001, low: 0x0001_0001_0001_0001, text: "2001:db8:0:1:1:1:1:1"),
    AddressText(high: 0x2001_0000_0000_0001, low: 0x0000_0000_0000_0001, text: "2001:0:0:1::1"),
    AddressText(high: 0x2001_0DB8_0000_0000, low: 0x0001_0000_0000_0001, text: "2001:db8::1:0:0:1"),
    AddressText(high: 0x0000_0000_0001_0002, low: 0x0003_0004_0005_0006, text: "::1:2:3:4:5:6"),
    AddressText(high: 0x0001_0002_0003_0004, low: 0x0005_0006_0000_0000, text: "1:2:3:4:5:6::"),
    AddressText(high: 0xFFFF_ABCD_0000_0123, low: 0x4567_89AB_CDEF_FFFF, text: "ffff:abcd:0:123:4567:89ab:cdef:ffff"),
    // Not the prefix of a mapped address, so not written as IPv4.
    AddressText(high: 0, low: 0xFFFE_C000_0201, text: "::fffe:c000:201"),
]

@Suite struct IPAddressTextTests {
    @Test(arguments: v6Addresses)
    func writesIPv6AsRFC5952Says(_ row: AddressText) {
        let address = IPAddress(high: row.high, low: row.low)
        #expect("\(address)" == row.text)
        #expect("\(Endpoint(address: address, port: 1863))" == "[\(row.text)]:1863")
    }

    @Test(
        arguments: [
            (0xC000_0201, "192.0.2.1"), (0, "0.0.0.0"), (0xFFFF_FFFF, "255.255.255.255"), (0x0A00_C809, "10.0.200.9"),
        ] as [(UInt32, String)]
    )
    func writesIPv4InDecimal(bits: UInt32, text: String) {
        #expect("\(IPAddress(v4: bits))" == text)
        #expect("\(Endpoint(address: IPAddress(v4: bits), port: 65535))" == "\(text):65535")
    }
}
