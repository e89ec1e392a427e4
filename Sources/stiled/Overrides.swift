import ArgumentParser
import Configuration
import Gateway
import NetfilterQueue

/// What the command line says of the settings: it outranks the policy file, at every reload as well.
struct Overrides: ParsableArguments {
    @Option(help: "The queue to serve, or the first and the last of several (0:3): one thread each. (default: 0:1)")
    var queue: QueueRange?

    @Option(help: "What is done to file transfers. (default: decline)")
    var transfers: ActionArgument?

    @Option(help: "What is done to folders that two clients keep the same. (default: as to file transfers)")
    var sharedFolders: ActionArgument?

    @Option(help: "What is done to pictures that two clients show each other. (default: pass)")
    var photos: ActionArgument?

    @Option(help: "What is done to backgrounds that are sent as files. (default: as to file transfers)")
    var backgrounds: ActionArgument?

    @Option(
        help: """
            Whether the sender of a declined offer is told, by a refusal in the place of the acknowledgement. \
            (default: on)
            """
    )
    var notify: SwitchArgument?

    @Option(
        help: """
            What is done to fragments that reach the queue, although connection tracking puts them together. \
            (default: accept)
            """
    )
    var fragments: FragmentsArgument?

    @Option(help: ArgumentHelp("How many packets may wait in each queue. (default: 4096)", valueName: "packets"))
    var queueLength: UInt32?

    @Flag(help: "Drop packets when a queue is full, instead of letting them by.")
    var failClosed = false

    @Flag(help: "Have the kernel cut super-packets up before they are queued.")
    var noGso = false

    @Option(help: ArgumentHelp("The receive buffer of each queue. (default: 16777216)", valueName: "bytes"))
    var receiveBuffer: Int32?

    @Option(help: "The mark bit that tells the rules to release a connection. (default: 0x40000000)")
    var releaseMark: MarkArgument?

    @Option(help: "The mark bit that tells the rules to reset a connection. (default: 0x20000000)")
    var resetMark: MarkArgument?

    @Option(help: ArgumentHelp("The user to become once the queues are bound. (default: stay)", valueName: "name"))
    var user: String?

    @Option(
        help: ArgumentHelp(
            "The Unix socket for `stile reload` and `stile status`. (default: /run/stile/control)",
            valueName: "path"
        )
    )
    var socket: String?

    func validate() throws {
        guard queueLength != 0 else { throw ValidationError("--queue-length must be at least 1.") }
        guard receiveBuffer.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--receive-buffer must be at least 1.")
        }
        guard Settings.standard.overridden(by: self).marks.bits != nil else {
            throw ValidationError("--release-mark and --reset-mark must not be zero and must not share a bit.")
        }
    }
}

extension Settings {
    /// The settings with what the command line says in their place.
    func overridden(by overrides: Overrides) -> Settings {
        var settings = self
        settings.policy = policy.overridden(by: overrides)
        settings.queues.numbers = overrides.queue?.numbers ?? queues.numbers
        settings.queues.length = overrides.queueLength ?? queues.length
        settings.queues.receiveBuffer = overrides.receiveBuffer ?? queues.receiveBuffer
        settings.queues.failOpen = queues.failOpen && !overrides.failClosed
        settings.queues.gso = queues.gso && !overrides.noGso
        settings.marks.release = overrides.releaseMark?.bits ?? marks.release
        settings.marks.reset = overrides.resetMark?.bits ?? marks.reset
        settings.user = overrides.user ?? user
        settings.service.socket = overrides.socket ?? service.socket
        return settings
    }
}

extension Policy {
    fileprivate func overridden(by overrides: Overrides) -> Policy {
        var policy = self
        if let transfers = overrides.transfers { policy.apply(transfers.action) }
        policy.sharedFolders = overrides.sharedFolders?.action ?? policy.sharedFolders
        policy.photos = overrides.photos?.action ?? policy.photos
        policy.backgrounds = overrides.backgrounds?.action ?? policy.backgrounds
        policy.notify = overrides.notify.map { $0 == .on } ?? policy.notify
        policy.fragments = overrides.fragments?.choice ?? policy.fragments
        return policy
    }

    /// One wish for all transfers, as `Policy.init(transfers:)` spreads it over the kinds of traffic.
    private mutating func apply(_ transfers: Action) {
        let wish = Policy(transfers: transfers)
        invitations = wish.invitations
        sharedFolders = wish.sharedFolders
        backgrounds = wish.backgrounds
        dataConnections = wish.dataConnections
    }
}
