import Testing

@testable import NetfilterQueue

@Suite struct QueueHolderTests {
    @Test(arguments: [
        ("stiled\n", "stiled"), ("Web Content\n", "Web Content"), ("cut", "cut"), ("", ""),
        ("a\u{1b}[2J\n", "a?[2J"), ("two\nlines\n", "two?lines"), ("caf\u{e9}\n", "caf?"),
    ])
    func repeatsOnlyThePlainCharactersOfAName(_ text: String, _ name: String) {
        #expect(QueueHolder.name(parsing: text) == name)
    }

    @Test(
        arguments: [
            (.program(pid: 814, name: "snort"), "snort (pid 814)"),
            (.port(7), "a program that is not visible here (netlink port 7)"),
            (.unknown, "another program"),
        ] as [(QueueHolder, String)]
    )
    func readsAsPartOfASentence(_ holder: QueueHolder, _ text: String) {
        #expect(holder.description == text)
    }
}
