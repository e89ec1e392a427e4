extension Client {
    func logIn() throws(PeerError) {
        if usesRouting { try logInWithSecret() } else { try logInWithTicket() }
    }

    /// The ladder of the eighth to twelfth protocol versions, with contact lists and presence.
    private func logInWithTicket() throws(PeerError) {
        try ask(notification) { "VER \($0) MSNP12 MSNP11 CVR0" }
        try ask(notification) { "CVR \($0) 0x0409 winnt 5.1 i386 MSNMSGR 7.5.0324 msmsgs \(account)" }
        try ask(notification) { "USR \($0) TWN I \(account)" }
        try ask(notification) { "USR \($0) TWN S t=\(ticket)&p=" }
        let lists = try ask(notification) { "SYN \($0) 0 0" }
        let announced = Int(lists.word(4)) ?? 0
        try wait(for: "\(announced) contacts") { $0.contacts == announced && $0.profileSize > 0 }
        try ask(notification) { "CHG \($0) NLN 2788999228" }
        report("logged in \(account): profile of \(inbox.profileSize) bytes, \(announced) contacts")
    }

    /// The ladder of the last versions, in which contacts are kept elsewhere.
    private func logInWithSecret() throws(PeerError) {
        try ask(notification) { "VER \($0) MSNP21 CVR0" }
        let build = "winnt 6.1.1 i386 MSNMSGR 15.4.3502.0922 msmsgs"
        try ask(notification) { "CVR \($0) 0x0409 \(build) \(account) VmVyc2lvbjogMQ0K" }
        try ask(notification) { "USR \($0) SSO I \(account)" }
        let proof = "t=\(ticket)&p= \(ticket.prefix(172)) \(SessionGUID.machine(of: account))"
        try ask(notification) { "USR \($0) SSO S \(proof)" }
        let list = "<ml l=\"1\"><d n=\"example.com\"><c n=\"bob\" t=\"1\"><s l=\"3\" n=\"IM\"/></c></d></ml>"
        try ask(notification) { Command(words: ["ADL", "\($0)"], payload: Array(list.utf8)) }
        try ask(notification) { "CHG \($0) NLN 2788999228:48 0" }
        report("logged in \(account) without a contact list")
    }

    /// About as long as tickets were, so that the line is longer than an invitation.
    private var ticket: String { String(repeating: "9xK2", count: 180) }
}
