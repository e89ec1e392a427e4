import Configuration
import TestSupport
import Testing

/// What is said of what is wrong.
@Suite struct PolicyErrorTests {
    private static let hosts = "[[hosts]]\nname = \"a\"\nmay = \"chat\"\n"

    private static let wrong: [Row<(text: String, errors: [String])>] = [
        Row(
            "unknown key",
            ("[queues]\nlenght = 4", ["stile.toml:2: queues.lenght: unknown key; did you mean \"length\"?"])
        ),
        Row("unknown table", ("[evnets]\n", ["stile.toml:1: evnets: unknown key; did you mean \"events\"?"])),
        Row(
            "unlike any key",
            ("[marks]\nfoo = 1", ["stile.toml:2: marks.foo: unknown key; known here: release, reset"])
        ),
        Row(
            "unknown word",
            (
                "[queues]\nfail = \"clsoed\"",
                [
                    "stile.toml:2: queues.fail: \"clsoed\" is not known; did you mean \"closed\"? write one of \"open\", \"closed\""
                ]
            )
        ),
        Row(
            "text for a number",
            (
                "[queues]\nlength = \"4\"",
                [
                    "stile.toml:2: queues.length: a text where something else is wanted; write a number without quotes, for example length = 1"
                ]
            )
        ),
        Row(
            "number for true",
            (
                "[queues]\ngso = 1",
                [
                    "stile.toml:2: queues.gso: a whole number where something else is wanted; write true or false, without quotes"
                ]
            )
        ),
        Row(
            "value for a table",
            (
                "queues = 1",
                [
                    "stile.toml:1: queues: a whole number where something else is wanted; write a table, with [queues] on a line of its own"
                ]
            )
        ),
        Row(
            "table for a list",
            (
                "[hosts]\nname = \"a\"",
                [
                    "stile.toml:1: hosts: a table where something else is wanted; write a list of tables, each with [[hosts]] on a line of its own"
                ]
            )
        ),
        Row(
            "out of range",
            (
                "[limits]\n\nflows = 3",
                [
                    "stile.toml:3: limits.flows: 3 is out of range; write a number from 16 to 16777216"
                ]
            )
        ),
        Row(
            "too many queues",
            (
                "[queues]\nnumbers = \"0:64\"",
                [
                    "stile.toml:2: queues.numbers: \"0:64\" is not a row of at most 64 queues; write the first and the last number, as numbers = \"0:1\""
                ]
            )
        ),
        Row(
            "marks that collide",
            (
                "[marks]\nrelease = 0x20000000",
                [
                    "stile.toml:2: marks.release: release and reset share a bit; give each a bit of its own, as 0x40000000 and 0x20000000"
                ]
            )
        ),
        Row(
            "a port in a list over lines",
            (
                "[ports]\nqueued = [ # some\n 1863,\n 70000 ]",
                [
                    "stile.toml:4: ports.queued: \"70000\" is no port; write a number from 1 to 65535, or the first and the last as \"6891-6900\""
                ]
            )
        ),
        Row(
            "some ports and all",
            (
                "[ports]\nany = true\nqueued = [1863]",
                [
                    "stile.toml:2: ports.any: all ports, and some of them; leave out either any or queued"
                ]
            )
        ),
        Row(
            "no ports",
            ("[ports]\nqueued = []", ["stile.toml:2: ports.queued: no port is queued; name ports, or write any = true"])
        ),
        Row(
            "no address",
            (
                "\(hosts)networks = [\"300.1.2.3\"]",
                [
                    "stile.toml:4: hosts.networks: \"300.1.2.3\" is no address; write one as 192.0.2.7, 192.0.2.0/24, 2001:db8::7 or 2001:db8::/32"
                ]
            )
        ),
        Row(
            "a host within a network",
            (
                "\(hosts)networks = [\n\"192.0.2.7/24\"]",
                [
                    "stile.toml:5: hosts.networks: \"192.0.2.7/24\" is a host within a network; write \"192.0.2.0/24\" for the network, or \"192.0.2.7\" for the host"
                ]
            )
        ),
        Row(
            "a port among networks",
            (
                "\(hosts)networks = [\"192.0.2.7:80\"]",
                [
                    "stile.toml:4: hosts.networks: \"192.0.2.7:80\" has a port; ports belong into a host list"
                ]
            )
        ),
        Row(
            "an empty condition",
            (
                "\(hosts)accounts = []",
                [
                    "stile.toml:4: hosts.accounts: an empty list; name something, or leave it out"
                ]
            )
        ),
        Row(
            "no networks",
            ("\(hosts)networks = []", ["stile.toml:4: hosts.networks: no host is named; name some, or leave it out"])
        ),
        Row(
            "no account",
            (
                "\(hosts)accounts = [\"anna\"]",
                [
                    "stile.toml:4: hosts.accounts: \"anna\" is no account; write one as \"anna@example.org\", or many as \"*@example.org\""
                ]
            )
        ),
        Row(
            "no interface",
            (
                "\(hosts)interfaces = [\"../lo\"]",
                [
                    "stile.toml:4: hosts.interfaces: \"../lo\" is no name of an interface; write one as ip link shows it, as \"eth0\""
                ]
            )
        ),
        Row(
            "no time",
            (
                "\(hosts)times = [\"mon-fry 08:00-18:00\"]",
                [
                    "stile.toml:4: hosts.times: \"mon-fry 08:00-18:00\" is no time; write days and times as \"mon-fri 08:00-18:00\", \"sat,sun 10:00-12:00\" or \"daily 22:00-06:00\""
                ]
            )
        ),
        Row(
            "a missing list",
            (
                "\(hosts)lists = [\"nowhere/x\"]",
                [
                    "stile.toml:4: hosts.lists: \"nowhere/x\" cannot be read: No such file or directory; name a file, from the folder of the policy file on"
                ]
            )
        ),
        Row(
            "a group without anything",
            (
                "\n[[hosts]]",
                [
                    "stile.toml:2: hosts: a group without a name; write name = \"…\"",
                    "stile.toml:2: hosts: a group that does not say what its hosts may do; write may = \"everything\", \"chat\" or \"nothing\"",
                ]
            )
        ),
        Row(
            "a name twice",
            (
                "\(hosts)\(hosts)",
                [
                    "stile.toml:5: hosts.name: another group has the name \"a\"; give each a name of its own"
                ]
            )
        ),
        Row(
            "the same key in the second group",
            (
                "\(hosts)[[hosts]]\nname = \"b\"\nmay = \"chat\"\nnme = 1",
                [
                    "stile.toml:7: hosts.nme: unknown key; did you mean \"name\"?"
                ]
            )
        ),
        Row(
            "no endpoint",
            (
                "[service]\nlisten = \"9863\"",
                [
                    "stile.toml:2: service.listen: \"9863\" is not an address with a port; write one as \"127.0.0.1:9863\" or \"[::1]:9863\""
                ]
            )
        ),
        Row(
            "no place for events",
            (
                "[events]\nto = \"file:here\"",
                [
                    "stile.toml:2: events.to: \"file:here\" is no place for events; write \"none\", \"stdout\", \"file:/…\" or \"unix:/…\""
                ]
            )
        ),
        Row(
            "no user",
            ("user = \"a b\"", ["stile.toml:1: user: \"a b\" is no name of a user; write one as user = \"stile\""])
        ),
        Row(
            "a byte of zero",
            (
                "user = \"a\"\n\u{0}",
                [
                    "stile.toml:2: not TOML: an odd character where a key should be; save the file as plain text, in UTF-8"
                ]
            )
        ),
    ]

    @Test(arguments: wrong)
    func whatIsWrongIsToldWithLineKeyAndAdvice(row: Row<(text: String, errors: [String])>) {
        #expect(errors(row.value.text) == row.value.errors)
    }

    @Test func everythingIsToldAtOnceInTheOrderOfLines() {
        let text = """
            [queues]
            lenght = 4
            fail = open
            length = 0
            [transfers]
            files = "drop"
            files = "drop"
            [[hosts]]
            name = ""
            """
        let lines = errors(text).map { $0.split(separator: ":")[1] }
        #expect(lines == ["2", "3", "4", "7", "9"])
    }

    @Test func aSyntaxErrorInTheMiddleOfAListIsToldOnce() {
        #expect(errors("[ports]\nqueued = [1863,\n  6891 6892,\n 80]").count == 1)
    }

    @Test func linesEndedAsByDOSAreCountedOnce() {
        #expect(errors("\u{FEFF}[queues]\r\n\r\nlenght = 1\r\n").first?.hasPrefix("stile.toml:3: ") == true)
    }

    @Test func everyWrongLineOfAListIsTold() throws {
        let directory = try TemporaryDirectory()
        let list = try directory.write(
            Array("192.0.2.1 192.0.2.2\n\nhost.example\n192.0.2.1/33\n192.0.2.01\n192.0.2.1:0".utf8),
            to: "l"
        )
        let told = errors("\(Self.hosts)lists = [\"\(list)\"]")
        #expect(told.map { $0.replacingPrefix("\(list):").prefix(2) } == ["1:", "3:", "4:", "5:", "6:"])
    }

    @Test func aFileThatIsNoHostListIsToldInFewLines() throws {
        let directory = try TemporaryDirectory()
        let list = try directory.write([UInt8](repeating: 0x41, count: 100).flatMap { [$0, 0x0A] }, to: "l")
        #expect(errors("\(Self.hosts)lists = [\"\(list)\"]").count == 20)
    }

    @Test(arguments: ["/dev/zero", "/tmp"])
    func aPolicyIsAFile(path: String) throws {
        let error = try #require(throws: ConfigurationErrors.self) { try PolicyFile.load(path) }
        #expect("\(error)".hasPrefix("\(path): cannot be read: it is no regular file"))
    }

    @Test func aPolicyFileThatIsNotThereIsNamed() {
        do throws(ConfigurationErrors) {
            _ = try PolicyFile.load("/nowhere/stile.toml")
            Issue.record("read a file that is not there")
        } catch {
            #expect(
                error.description
                    == "/nowhere/stile.toml: cannot be read: No such file or directory; name the policy file with --policy"
            )
        }
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }
}

/// What is said of what is no TOML, or more than a policy needs of it.
@Suite struct SyntaxErrorTests {
    private static let wrong: [Row<(text: String, error: String)>] = [
        Row("a word", ("[queues]\nfail = open", "2: not TOML: open is no value; write texts in quotes, as \"open\"")),
        Row("no value", ("user =", "1: not TOML: the end of the file where a value should be; write texts in quotes")),
        Row("no equals sign", ("user \"a\"", "1: not TOML: \" where = should be")),
        Row("no key", ("= 1", "1: not TOML: = where a key should be")),
        Row(
            "an open text",
            ("user = \"a\n", "1: not TOML: a text without an end; write the same quotation mark on both sides")
        ),
        Row(
            "two keys on a line",
            (
                "user = \"a\" user = \"b\"",
                "1: not TOML: u where the line should end; write each key on a line of its own, and texts in quotes"
            )
        ),
        Row("an open list", ("[ports]\nqueued = [1,\n2\n", "4: not TOML: a list without an end; write ] at its end")),
        Row(
            "a list without commas",
            (
                "[ports]\nqueued = [1\n2]",
                "3: not TOML: a list goes on without a comma; write , between, and ] at its end"
            )
        ),
        Row("a header without a name", ("[]", "1: not TOML: ] where a key should be")),
        Row("an open header", ("[queues\nlength = 1", "1: not TOML: the end of the line where ] should be")),
        Row("a half open header", ("[[hosts]\n", "1: not TOML: the end of the line where ] should be")),
        Row(
            "a long text",
            ("user = \"\"\"a\nb\"\"\"", "1: not TOML: a text over several lines; write it on one line, in \" and \"")
        ),
        Row(
            "an unknown escape",
            (
                "user = \"\\q\"",
                "1: not TOML: a \\ that means nothing; write \\\\ for the character itself, or the text in ' and '"
            )
        ),
        Row("an escaped zero", ("user = \"\\u0000\"", "1: not TOML: a \\u without the number of a character")),
        Row(
            "a leading zero",
            ("[queues]\nlength = 010", "2: not TOML: 010 is no value; write texts in quotes, as \"010\"")
        ),
    ]

    @Test(arguments: wrong)
    func isToldInPlainWords(row: Row<(text: String, error: String)>) {
        #expect(errors(row.value.text) == ["stile.toml:\(row.value.error)"])
    }

    @Test(arguments: [
        "user = \"a\"\nuser = \"b\"", "[marks]\n[marks]", "user.a = 1\nuser = \"b\"", "hosts = 1\n[[hosts]]",
    ])
    func whatIsSaidTwiceIsToldOnItsSecondLine(text: String) {
        #expect(errors(text).contains { $0.hasPrefix("stile.toml:2: not TOML: ") })
    }
}
