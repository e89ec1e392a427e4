import Telemetry
import Testing

@Suite struct JSONTextTests {
    @Test func writesAnEmptyObject() {
        #expect(JSONText.object { _ in } == "{}")
    }

    @Test func writesEveryKindOfMember() {
        let text = JSONText.object {
            $0.field("text", "a")
            $0.field("number", UInt64.max)
            $0.field("below", -1)
            $0.field("yes", true)
            $0.null("nothing")
            $0.field("noText", String?.none)
            $0.field("noNumber", UInt64?.none)
            $0.field("someText", String?.some("b"))
            $0.object("inner") { $0.field("c", false) }
        }
        #expect(
            text == #"{"text":"a","number":18446744073709551615,"below":-1,"yes":true,"nothing":null,"noText":null,"#
                + #""noNumber":null,"someText":"b","inner":{"c":false}}"#
        )
    }

    @Test func writesArrays() {
        let text = JSONText.object {
            $0.array("none") { _ in }
            $0.array("some") {
                $0.element(1)
                $0.element("two")
                $0.object { $0.field("three", 3) }
            }
        }
        #expect(text == #"{"none":[],"some":[1,"two",{"three":3}]}"#)
    }

    @Test(arguments: [
        ("\"", #"\""#), ("\\", #"\\"#), ("\n", #"\n"#), ("\r", #"\r"#), ("\t", #"\t"#), ("\r\n", #"\r\n"#),
        ("\u{0}", #"\u0000"#), ("\u{1b}[2J", #"\u001b[2J"#), ("\u{1f}", #"\u001f"#), ("/", "/"), ("é…😀", "é…😀"),
        ("\u{2028}", "\u{2028}"),
    ])
    func escapes(_ text: String, _ escaped: String) {
        #expect(JSONText.object { $0.field("k", text) } == "{\"k\":\"\(escaped)\"}")
        #expect(JSONText.object { $0.field(text, 1) } == "{\"\(escaped)\":1}")
    }
}
