import Logging
import Testing

@testable import stiled

@Suite struct JournalLinesTests {
    @Test(arguments: [
        (Logger.Level.critical, "<2>x\n"), (.error, "<3>x\n"), (.warning, "<4>x\n"), (.notice, "<5>x\n"),
        (.info, "<6>x\n"),
        (.debug, "<7>x\n"),
    ])
    func aLineHasItsPriorityInFront(level: Logger.Level, line: String) {
        #expect(JournalLines.line(level, "x") == line)
    }

    @Test func everyLineOfAMessageHasIt() {
        #expect(JournalLines.line(.error, "one\ntwo") == "<3>one\n<3>two\n")
    }
}
