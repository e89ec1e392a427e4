import PacketHeaders
import TestSupport
import Testing

@Suite struct AddressTextTests {
    @Test(arguments: [
        ("198.51.100.2", IPAddress(v4: 0xC633_6402)),
        ("0.0.0.0", IPAddress(v4: 0)),
        ("::", IPAddress(high: 0, low: 0)),
        ("::1", IPAddress(high: 0, low: 1)),
        ("2001:db8::1", IPAddress(high: 0x2001_0DB8_0000_0000, low: 1)),
        ("2001:db8::", IPAddress(high: 0x2001_0DB8_0000_0000, low: 0)),
        ("2001:db8:1:2:3:4:5:6", IPAddress(high: 0x2001_0DB8_0001_0002, low: 0x0003_0004_0005_0006)),
    ])
    func reads(text: String, address: IPAddress) {
        #expect(IPAddress(text: text) == address)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.256", "1.2.3.4.5", ":", "1:2", "1::2::3", "1:2:3:4::5:6:7:8", "12345::", "::g",
    ])
    func refuses(text: String) {
        #expect(IPAddress(text: text) == nil)
    }

    @Test func endpoints() {
        #expect(Endpoint(text: "198.51.100.2:1863") == Endpoint(address: IPAddress(v4: 0xC633_6402), port: 1863))
        #expect(Endpoint(text: "[2001:db8::1]:80") == Endpoint(address: "2001:db8::1", port: 80))
        for text in ["198.51.100.2", "198.51.100.2:", "198.51.100.2:65536", "[2001:db8::1]", ":1"] {
            #expect(Endpoint(text: text) == nil, "\(text)")
        }
    }
}
