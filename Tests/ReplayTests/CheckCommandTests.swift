import TestSupport
import Testing

/// What `stile check` tells.
@Suite struct CheckCommandTests {
    private let directory: TemporaryDirectory
    private let policy: String

    private static let text = """
        [[hosts]]   # sales, office 2
        name = "sales"
        may = "everything"
        networks = ["192.0.2.0/26"]
        times = ["mon-fri 08:00-18:00"]
        [[hosts]]
        name = "hall"
        may = "nothing"
        lists = ["hall.hosts"]
        [[hosts]]
        name = "support"
        may = "everything"
        accounts = ["*@support.example.org"]
        """

    init() throws {
        directory = try TemporaryDirectory()
        _ = try directory.write(Array("# the hall\n192.0.2.7\n198.51.100.9:6891\n".utf8), to: "hall.hosts")
        policy = try directory.write(Array(Self.text.utf8), to: "stile.toml")
    }

    private func check(_ arguments: String...) throws -> StileRun {
        try StileRun(["check", "--policy", policy] + arguments)
    }

    /// The words of the first line that holds a text.
    private func words(of text: String, in run: StileRun) -> [Substring] {
        run.lines.first { $0.contains(text) }?.split(separator: " ") ?? []
    }

    @Test func aPolicyThatIsFineIsToldGroupByGroup() throws {
        let run = try check()
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(run.lines.first?.hasPrefix("\(policy) is fine: 3 groups of hosts, now ") == true)
        #expect(
            words(of: "sales", in: run).prefix(6) == [
                "1", "sales", "everything", "192.0.2.0/26", "mon-fri", "08:00-18:00",
            ]
        )
        #expect(words(of: "hall", in: run) == ["2", "hall", "nothing", "192.0.2.7,", "198.51.100.9", "always"])
        #expect(words(of: "support", in: run) == ["3", "support", "everything", "*@support.example.org", "always"])
        #expect(words(of: "everybody else", in: run) == ["everybody", "else", "chat,", "no", "files"])
        #expect(words(of: "nobody may call", in: run).last == "198.51.100.9:6891")
        #expect(words(of: "no daemon", in: run).suffix(3) == ["packets", "pass", "unread"])
    }

    @Test func everythingThatIsWrongIsToldWithStatus2() throws {
        let path = try directory.write(Array("usr = 1\n[queues]\nfail = \"shut\"\n".utf8), to: "bad.toml")
        let run = try StileRun(["check", "--policy", path])
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        let lines = run.errors.split(separator: "\n")
        #expect(lines.map { $0.hasPrefix("\(path):1: usr: ") } == [true, false])
        #expect(lines.map { $0.hasPrefix("\(path):3: queues.fail: ") } == [false, true])
    }

    @Test func aHostIsExplainedWithGroupFileAndLine() throws {
        let run = try check("--who", "192.0.2.7")
        #expect(run.status == 0)
        #expect(run.lines.first?.hasPrefix("192.0.2.7 may do now (") == true)
        #expect(words(of: "sales  ", in: run).prefix(4) == ["sales", "everything", "\(policy):4:", "192.0.2.0/26"])
        #expect(
            words(of: "hall  ", in: run).prefix(4) == [
                "hall", "nothing", "\(directory.file("hall.hosts")):2:", "192.0.2.7",
            ]
        )
        #expect(words(of: "from mon 08:00", in: run) == ["from", "mon", "08:00", "everything", "group", "\"sales\""])
        #expect(words(of: "from fri 18:00", in: run) == ["from", "fri", "18:00", "nothing", "group", "\"hall\""])
    }

    @Test func aHostThatNobodyNamesMayChat() throws {
        let run = try check("--who", "2001:db8::1")
        #expect(run.lines.first?.hasSuffix("): chat, no files, as no group that counts names it.") == true)
        #expect(run.lines.contains("It may do the same at all times."))
    }

    @Test func anAccountIsExplainedToo() throws {
        let run = try check("--who", "Anna@Support.example.org")
        #expect(run.lines.first?.hasSuffix("): everything, as the first group that counts is \"support\".") == true)
        #expect(
            words(of: "support  ", in: run).prefix(4) == [
                "support", "everything", "\(policy):10:", "*@support.example.org",
            ]
        )
    }

    @Test func portsThatListsDenyAreToldOfTheirHost() throws {
        let run = try check("--who", "198.51.100.9")
        #expect(run.lines.contains("Nobody may call it on port 6891."))
    }

    @Test(arguments: ["nobody", "192.0.2.300", ""])
    func whoIsNeitherAddressNorAccountIsRefused(who: String) throws {
        let run = try check("--who", who)
        #expect(run.status == 2)
        #expect(run.errors.contains("--who wants an address"))
    }

    @Test func aPolicyFileThatIsNotThereEndsWithStatus2() throws {
        let run = try StileRun(["check", "--policy", directory.file("none.toml")])
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("\(directory.file("none.toml")): cannot be read: No such file or directory; "))
    }
}

/// Replays by a policy file.
@Suite struct PolicyReplayTests {
    private static let capture =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/") + "/Captures/msnftp.pcap"

    private func replay(_ policy: String, _ arguments: String...) throws -> StileRun {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Array(policy.utf8), to: "stile.toml")
        return try StileRun(["replay", "--policy", path] + arguments + [Self.capture])
    }

    private static let boss = "[[hosts]]\nname = \"boss\"\nmay = \"everything\"\nnetworks = [\"198.51.100.0/24\"]\n"

    @Test func theGroupThatDecidesIsNamed() throws {
        let run = try replay(Self.boss, "--format", "json")
        #expect(run.status == 0)
        #expect(run.output.contains("\"action\":\"pass\""))
        #expect(!run.output.contains("\"action\":\"decline\""))
        #expect(
            run.lines.filter { $0.contains("\"stage\":\"invite\"") }.allSatisfy { $0.contains("\"group\":\"boss\"") }
        )
        #expect(run.lines.contains { $0.contains("\"outcome\":") && $0.contains("\"group\":\"boss\"") })
    }

    @Test func groupsCountAtTheTimesOfThePackets() throws {
        let always = try replay(Self.boss + "times = [\"daily 00:00-24:00\"]")
        #expect(always.output == (try replay(Self.boss)).output)
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        let byDay = try days.map { try replay(Self.boss + "times = [\"\($0) 00:00-24:00\"]").output }
        // The capture lies within one day.
        #expect(byDay.filter { $0.contains("group \"boss\"") }.count == 1)
        #expect(byDay.filter { $0.contains("decline") }.count == 6)
    }

    @Test func theCommandLineCountsBeforeThePolicy() throws {
        let dropping = try replay("[transfers]\nfiles = \"drop\"")
        #expect(dropping.output.contains("  drop     transfer"))
        let observing = try replay("[transfers]\nfiles = \"drop\"", "--transfers", "observe")
        #expect(observing.output.contains("  observe  transfer"))
        #expect(!observing.output.contains("  drop  "))
    }

    @Test func aHostThatMayDoNothingIsCutOff() throws {
        let run = try replay("[[hosts]]\nname = \"none\"\nmay = \"nothing\"\nnetworks = [\"198.51.100.2\"]")
        #expect(run.output.contains("denied_host  group \"none\""))
    }

    @Test func aBadPolicyEndsWithStatus2() throws {
        let run = try replay("fail = \"open\"")
        #expect(run.status == 2)
        #expect(run.errors.contains("stile.toml:1: fail: unknown key; "))
        #expect(run.output.isEmpty)
    }
}
