import MSNP

/// What is done with each kind of traffic.
package struct Policy: Sendable, Equatable {
    /// What becomes of an invitation to a file transfer, in a connection that carries chat as well.
    package var invitations: Action
    /// What becomes of folders that two clients keep the same (reference, section 6.2).
    package var sharedFolders: Action
    /// What becomes of pictures that two clients show each other.
    package var photos = Action.pass
    /// What becomes of background pictures that travel by the rules of files; those that travel as objects pass.
    package var backgrounds: Action
    /// What becomes of a connection that carries nothing but a file.
    package var dataConnections: Action
    /// Whether the client that offers a file is told when the offer has been declined: the server's acknowledgement of it,
    /// if there will be one, is turned into a refusal.
    package var notify = true
    /// What becomes of a fragment that comes by although fragments are put together before: it cannot be read.
    package var fragments = Fragments.accept

    /// The groups of hosts, the first that matches first.
    package var hosts: [HostGroup] {
        get { hostGroups.groups }
        set { hostGroups = HostGroups(newValue) }
    }
    private(set) var hostGroups = HostGroups()
    /// The names of the interfaces, by the numbers that the kernel tells of packets.
    package var interfaces: [UInt32: String] = [:]

    /// What can be done with a fragment; nothing in it can be found or edited.
    package enum Fragments: UInt8, Sendable, CaseIterable {
        /// Forwarded, and counted.
        case accept
        /// Dropped, and counted.
        case drop

        var verdict: Verdict {
            switch self {
            case .accept: .accept
            case .drop: .drop
            }
        }
    }

    /// The default: invitations are declined in place, data connections dropped.
    package static let standard = Policy(transfers: .decline)

    /// One wish for all transfers, in the form that each kind of traffic can honour: an invitation is declined in
    /// place, but a connection that carries nothing but a file has nothing to be kept alive for, and is dropped.
    package init(transfers action: Action) {
        invitations = action
        sharedFolders = action
        backgrounds = action
        dataConnections = action == .decline ? .drop : action
    }

    /// Puts one wish for all transfers in the place of what is said of them; all else stays.
    package mutating func setTransfers(to action: Action) {
        let wish = Policy(transfers: action)
        invitations = wish.invitations
        sharedFolders = wish.sharedFolders
        backgrounds = wish.backgrounds
        dataConnections = wish.dataConnections
    }

    /// Whether backgrounds must be told from files, which takes more of an offer than to tell that it is one of the two.
    ///
    /// In line by force: a call would be given a copy of the policy, whose groups would be counted, with every packet.
    @inline(__always)
    var tellsBackgroundsApart: Bool { backgrounds != invitations }

    /// What becomes of a message that belongs to a transfer, in a connection that carries chat as well.
    func action(for finding: Finding) -> Action {
        switch finding {
        case .invitation: invitations
        case .session(let text): action(for: text.kind)
        case .data(_, let kind): action(for: kind)
        }
    }

    /// What becomes of a connection between two clients that carries such data: there is no chat in it that an edit could
    /// spare.
    func connectionAction(for kind: SessionKind?) -> Action {
        switch kind {
        case .sharedFolder, .photos:
            let action = action(for: kind)
            return action == .decline ? .drop : action
        case .file, .background, .displayPicture, .emoticon, .wink, .voiceClip, .webcam, .game, .object, .other, nil:
            return dataConnections == .decline ? .drop : dataConnections
        }
    }

    private func action(for kind: SessionKind?) -> Action {
        switch kind {
        case .sharedFolder: sharedFolders
        case .photos: photos
        case .background: backgrounds
        case .file, .displayPicture, .emoticon, .wink, .voiceClip, .webcam, .game, .object, .other, nil:
            invitations
        }
    }
}
