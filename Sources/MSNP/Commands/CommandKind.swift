/// What a command line is about, for the counters.
public enum CommandKind: UInt8, Sendable, CaseIterable {
    /// Signing in and out, redirects, the opening of switchboards.
    case login
    /// Who is there, and in what state.
    case presence
    /// Contact lists, settings, policies.
    case list
    /// Messages and their delivery reports.
    case message
    /// Keeping the connection open.
    case keepAlive
    /// An error reply.
    case error
    /// A command that MSNP2 to MSNP21 do not have.
    case unknown

    init(_ code: CommandLine.Code) {
        switch code {
        case .error: self = .error
        case .unknown: self = .unknown
        case .command(let name): self.init(name)
        }
    }

    private init(_ name: CommandName) {
        switch name {
        case .ver, .inf, .cvr, .usr, .xfr, .out, .cal, .rng, .ans, .chl, .qry, .sbs, .sbp, .get: self = .login
        case .chg, .nln, .iln, .fln, .uux, .ubx, .iro, .joi, .bye, .rea, .put, .del, .nfy: self = .presence
        case .syn, .lst, .lsg, .bpr, .prp, .blp, .gtc, .adc, .add, .rem, .adg, .rmg, .reg, .adl, .rml, .fqy, .gcf, .url,
            .vas, .fsl:
            self = .list
        case .msg, .ack, .nak, .not, .pag, .pgd, .ipg, .sdc, .snd, .uun, .ubn, .uum, .ubm, .sdg: self = .message
        case .png, .qng: self = .keepAlive
        }
    }
}
