import Configuration
import PacketHeaders
import TestSupport
import Testing

/// Addresses as people write them.
@Suite struct AddressTextTests {
    @Test(arguments: [
        "192.0.2.7", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::7", "2001:db8:1:2:3:4:5:6", "fe80::1:0:0:1",
    ])
    func anAddressIsRead(text: String) {
        #expect(IPAddress(written: text).map { "\($0)" } == text)
    }

    @Test func anAddressOfIPv6MayEndInOneOfIPv4() {
        #expect(IPAddress(written: "::ffff:192.0.2.7") == "192.0.2.7")
        #expect(IPAddress(written: "64:ff9b::192.0.2.33") == IPAddress(high: 0x0064_FF9B_0000_0000, low: 0xC000_0221))
        #expect(IPAddress(written: "192.0.2.33::") == nil)
    }

    @Test(arguments: [
        "", "192.0.2", "192.0.2.7.1", "192.0.2.256", "192.0.2.07", "192.0.2.+7", " 192.0.2.7", "192.0.2.7 ", "1.2.3.",
        "::1::",
        "2001:db8", ":::", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8:9", "2001:db8::12345", "2001:db8::g", "::+1",
        "host.example", "::1%eth0",
    ])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(IPAddress(written: text) == nil)
    }

    @Test(arguments: [
        "192.0.2.0/24", "192.0.2.7", "0.0.0.0/0", "2001:db8::/32", "2001:db8::7", "::/0",
    ])
    func aNetworkIsWrittenAsItWasRead(text: String) {
        #expect(Network(written: text)?.written == text)
    }

    @Test(arguments: [
        "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "192.0.2.0/024", "2001:db8::/129", "/24", "192.0.2.0/24/24",
    ])
    func whatIsNoNetworkIsRefused(text: String) {
        #expect(Network(written: text) == nil)
    }

    @Test(arguments: ["192.0.2.7:1863", "[2001:db8::7]:80"])
    func anEndpointIsRead(text: String) {
        #expect(Endpoint(written: text).map { "\($0)" } == text)
    }

    @Test(arguments: [
        "192.0.2.7", "192.0.2.7:0", "192.0.2.7:65536", "2001:db8::7:80", "[192.0.2.7]:80", "[2001:db8::7]", ":80",
        "192.0.2.7:080",
    ])
    func whatIsNoEndpointIsRefused(text: String) {
        #expect(Endpoint(written: text) == nil)
    }
}
