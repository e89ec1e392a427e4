import PacketHeaders
import Telemetry
import Testing

@Suite("Community IDs")
struct CommunityIDTests {
    @Test(
        "are those that other tools compute",
        arguments: [
            (v4(0x80E8_6E78, 34_855), v4(0x4223_FACC, 80), "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
            (
                v6(0x2001_0470_E5BF_DEAD, 0x4957_2174_E82C_4887, 63_943), v6(0x2607_F8B0_400C_0C03, 0x1A, 25),
                "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4="
            ),
        ]
    )
    func vectors(one: Endpoint, other: Endpoint, text: String) {
        #expect(CommunityID(one, other).description == text)
        #expect(CommunityID(other, one).description == text)
    }
}

private func v4(_ bits: UInt32, _ port: UInt16) -> Endpoint {
    Endpoint(address: IPAddress(v4: bits), port: port)
}

private func v6(_ high: UInt64, _ low: UInt64, _ port: UInt16) -> Endpoint {
    Endpoint(address: IPAddress(high: high, low: low), port: port)
}
