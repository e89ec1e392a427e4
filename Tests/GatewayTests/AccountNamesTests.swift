import TestSupport
import Testing

@testable import Gateway

/// When two texts name the same account.
@Suite struct AccountNamesTests {
    private static let pairs: [Row<(one: String, other: String, isSame: Bool)>] = [
        Row("the same", ("bob@example.com", "bob@example.com", true)),
        Row("another", ("bob@example.com", "rob@example.com", false)),
        Row("the beginning of it", ("bob@example.com", "bob@example.co", false)),
        Row("other capitals", ("Bob@Example.com", "bob@example.COM", true)),
        Row("a percent sign for the at", ("bob%40example.com", "bob@example.com", true)),
        Row("a percent sign for a capital", ("%42ob@example.com", "bob@example.com", true)),
        Row("a percent sign that stands for nothing", ("bob%4", "bob@", false)),
        Row("a machine behind it", ("bob@example.com;{01020304}", "bob@example.com", true)),
        Row("two machines", ("bob@example.com;{01}", "bob@example.com;{02}", true)),
        Row("one of several", ("eve@example.com, bob@example.com", "bob@example.com", true)),
        Row("several in both", ("eve@x.com, bob@x.com;{1}", "amy@x.com, BOB@x.com, kim@x.com", true)),
        Row("none of several", ("eve@x.com, bob@x.com", "amy@x.com, kim@x.com", false)),
        Row("a comma without a blank", ("eve@x.com,bob@x.com", "bob@x.com", false)),
        Row("nothing between commas", (", , bob@x.com", "bob@x.com", true)),
        Row("nothing", ("", "bob@x.com", false)),
    ]

    @Test(arguments: pairs)
    func twoTextsNameTheSameAccount(row: Row<(one: String, other: String, isSame: Bool)>) {
        let (one, other, isSame) = row.value
        #expect(one.names(other) == isSame)
        #expect(other.names(one) == isSame)
    }
}
