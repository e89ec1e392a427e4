import PacketHeaders
import TestSupport
import Testing

@Suite struct AddressTests {
    @Test func anIPv4AddressIsOneOfTheMappedOnes() {
        let address = IPAddress(v4: 0xC000_0201)
        #expect(address == "::ffff:c000:201")
        #expect(address.v4 == 0xC000_0201)
    }

    @Test(arguments: ["::1", "::fffe:c000:201", "::1:ffff:c000:201", "1::ffff:c000:201", "2001:db8::1"])
    func noOtherAddressHasAnIPv4Form(text: String) throws {
        #expect(try #require(IPAddress(text: text)).v4 == nil)
    }

    @Test func endpointsHaveOneOrder() {
        let ordered: [Endpoint] = [
            "[::1]:9", "198.51.100.2:80", "198.51.100.2:81", "203.0.113.5:1", "[2001:db8::1]:1", "[2001:db8::2]:0",
            "[2001:db8:1::]:0",
        ]
        #expect(ordered.reversed().sorted() == ordered)
        for (index, endpoint) in ordered.enumerated() {
            #expect(!(endpoint < endpoint))
            #expect(ordered[..<index].allSatisfy { $0 < endpoint && !(endpoint < $0) })
        }
    }
}
