import Configuration
import Gateway
import PacketHeaders
import TestSupport
import Testing

/// What each key of a policy file means.
@Suite struct PolicyFileTests {
    typealias Change = @Sendable (inout Settings) -> Void

    private static let keys: [Row<(text: String, change: Change)>] = [
        Row("nothing", ("", { _ in })),
        Row("a comment", ("# nothing\n", { _ in })),
        Row("queues", ("[queues]\nnumbers = \"3:6\"", { $0.queues.numbers = 3...6 })),
        Row("one queue", ("[queues]\nnumbers = 7", { $0.queues.numbers = 7...7 })),
        Row("queue length", ("[queues]\nlength = 100", { $0.queues.length = 100 })),
        Row("receive buffer", ("[queues]\nreceive-buffer = 1_000_000", { $0.queues.receiveBuffer = 1_000_000 })),
        Row("no super-packets", ("[queues]\ngso = false", { $0.queues.gso = false })),
        Row("fail closed", ("[queues]\nfail = \"closed\"", { $0.queues.failOpen = false })),
        Row(
            "ports",
            (
                "[ports]\nqueued = [1863, \"80\", \"6891-6900\"]",
                { $0.ports = .some([1863...1863, 80...80, 6891...6900]) }
            )
        ),
        Row("any port", ("[ports]\nany = true", { $0.ports = .any })),
        Row("not any port", ("[ports]\nany = false\nqueued = [1]", { $0.ports = .some([1...1]) })),
        Row("marks", ("[marks]\nrelease = 0x1\nreset = 2", { ($0.marks.release, $0.marks.reset) = (1, 2) })),
        Row("all transfers", ("[transfers]\nfiles = \"pass\"", { $0.policy = Policy(transfers: .pass) })),
        Row("reset", ("[transfers]\nfiles = \"reset\"", { $0.policy = Policy(transfers: .reset) })),
        Row(
            "data connections",
            ("[transfers]\ndata-connections = \"observe\"", { $0.policy.dataConnections = .observe })
        ),
        Row(
            "folders",
            (
                "[transfers]\nshared-folders = \"pass\"\nfiles = \"drop\"",
                {
                    $0.policy = Policy(transfers: .drop)
                    $0.policy.sharedFolders = .pass
                }
            )
        ),
        Row("photos", ("[transfers]\nphotos = \"decline\"", { $0.policy.photos = .decline })),
        Row("backgrounds", ("transfers.backgrounds = \"pass\"", { $0.policy.backgrounds = .pass })),
        Row("fragments", ("[transfers]\nfragments = \"drop\"", { $0.policy.fragments = .drop })),
        Row("no notice", ("transfers = { notify = false }", { $0.policy.notify = false })),
        Row("flows", ("[limits]\nflows = 1000", { $0.limits.flows = 1000 })),
        Row("stored bytes", ("[limits]\nstored-bytes = 2097152", { $0.limits.storedBytes = 2 << 20 })),
        Row("copies", ("[limits]\ncopies-per-direction = 65536", { $0.limits.copiesPerDirection = 65_536 })),
        Row("record", ("[limits]\nrecord-per-direction = 0", { $0.limits.recordPerDirection = 0 })),
        Row("holes", ("[limits]\nholes-per-direction = 4", { $0.limits.holesPerDirection = 4 })),
        Row("hole without peer", ("[limits]\nhole-without-peer = 9", { $0.limits.holeWithoutPeer = .seconds(9) })),
        Row("idle conversation", ("[limits]\nidle-conversation = 60", { $0.limits.idleConversation = .seconds(60) })),
        Row("idle other", ("[limits]\nidle-other = 61", { $0.limits.idleOther = .seconds(61) })),
        Row("socket", ("[service]\nsocket = \"/tmp/s\"", { $0.service.socket = "/tmp/s" })),
        Row("listen", ("[service]\nlisten = \"[::1]:9863\"", { $0.service.listen = "[::1]:9863" })),
        Row("no events", ("[events]\nto = \"none\"", { _ in })),
        Row("events", ("[events]\nto = \"stdout\"", { $0.events = .standardOutput })),
        Row("event file", ("[events]\nto = \"file:/var/log/a:b\"", { $0.events = .file("/var/log/a:b") })),
        Row("event socket", ("[events]\nto = \"unix:/run/e\"", { $0.events = .socket("/run/e") })),
        Row("user", ("user = \"stile\"", { $0.user = "stile" })),
        Row(
            "a byte order mark, and lines as DOS ends them",
            (
                "\u{FEFF}user = \"a\"\r\n[queues]\r\nlength = 9\r\n",
                {
                    $0.user = "a"
                    $0.queues.length = 9
                }
            )
        ),
    ]

    @Test(arguments: keys)
    func eachKeyChangesWhatItSays(row: Row<(text: String, change: Change)>) throws {
        var wanted = Settings.standard
        row.value.change(&wanted)
        #expect(try settings(row.value.text) == wanted)
    }

    @Test func aGroupSaysEverything() throws {
        let settings = try settings(
            """
            [[hosts]]   # sales, office 2
            name = "sales"
            may = "everything"
            networks = ["192.0.2.0/24",
                        # the annex
                        "2001:db8::7"]
            accounts = ["*@Example.org"]
            interfaces = ["lan0"]
            direction = "out"
            times = ["mon-fri 08:00-18:00", "sat,sun 22:00-06:00"]
            [[hosts]]
            name = "rest"
            may = "nothing"
            """
        )
        var group = HostGroup("sales", may: .everything)
        group.networks = [Network("192.0.2.0", prefix: 120), Network("2001:db8::7", prefix: 128)].compactMap(\.self)
        group.accounts = ["*@example.org"]
        group.interfaces = ["lan0"]
        group.direction = .out
        #expect(settings.hosts.map(\.group) == [group, HostGroup("rest", may: .nothing)])
        #expect(settings.hosts.map { $0.place?.line } == [1, 11])
        #expect(settings.hosts[0].networkPlaces.map(\.line) == [4, 6])
        #expect(
            settings.hosts[0].times == [
                WeeklySpan(days: [0, 1, 2, 3, 4], from: 480, to: 1080), WeeklySpan(days: [5, 6], from: 1320, to: 360),
            ]
        )
    }

    @Test func listsAreReadFromTheFolderOfThePolicy() throws {
        let directory = try TemporaryDirectory()
        let list =
            "# the hall\n\n192.0.2.1 # kiosk\r\n192.0.2.128/28\n[2001:db8::9]:6891\n198.51.100.9:80\n198.51.100.9:80"
        _ = try directory.write(Array(list.utf8), to: "hall.hosts")
        let text = "[[hosts]]\nname = \"hall\"\nmay = \"chat\"\nlists = [\"hall.hosts\"]"
        let settings = try PolicyFile.load(directory.write(Array(text.utf8), to: "stile.toml"))
        #expect(
            settings.hosts.first?.group.networks.map(\.written) == [
                "192.0.2.1", "192.0.2.128/28", "2001:db8::9", "198.51.100.9", "198.51.100.9",
            ]
        )
        #expect(settings.hosts.first?.networkPlaces.map(\.line) == [3, 4, 5, 6, 7])
        #expect(settings.denied == ["[2001:db8::9]:6891", "198.51.100.9:80"])
    }
}
