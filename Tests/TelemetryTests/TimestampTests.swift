import Telemetry
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "are written as RFC 3339 says, with microseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"),
            (951_782_399_999_999, "2000-02-28T23:59:59.999999Z"),
            (951_868_799_000_001, "2000-02-29T23:59:59.000001Z"),
            (951_868_800_000_000, "2000-03-01T00:00:00.000000Z"),
            (1_700_000_000_123_456, "2023-11-14T22:13:20.123456Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
        ]
    )
    func description(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test("come from a clock's reading")
    func duration() {
        #expect(Timestamp(.seconds(2) + .nanoseconds(3999)).microseconds == 2_000_003)
    }
}
