import CNetfilterQueue
import Glibc

/// What this process may do beyond what any user may.
package enum Privileges {
    /// Gives up everything but CAP_NET_ADMIN, for good, and becomes another user if one is named.
    ///
    /// Both hold for the calling thread and for those that it starts from now on, so it belongs before the first of
    /// them. What has been opened stays open. CAP_NET_ADMIN is what verdicts, the binding of a queue and the marks of
    /// connections take.
    package static func fall(to account: UserAccount?) throws(PrivilegeError) {
        cnfq_lower_bounds()
        if let account, account.user != geteuid() {
            let status = unsafe cnfq_become(account.name, account.user, account.group)
            guard status == 0 else { throw .cannotBecome(account.name, SystemError(-status)) }
        }
        let status = cnfq_keep_net_admin_only()
        guard status == 0 else { throw .cannotFall(SystemError(-status)) }
    }

    /// What is left, as part of a sentence.
    package static var description: String {
        var capabilities: UInt64 = 0
        let status = unsafe cnfq_effective_capabilities(&capabilities)
        guard status == 0 else { return "unknown capabilities" }
        let names =
            capabilities == netAdmin ? "CAP_NET_ADMIN alone" : "capabilities 0x\(String(capabilities, radix: 16))"
        return "user \(geteuid()), group \(getegid()), \(names)"
    }

    // CNFQ_NET_ADMIN, whose cast Swift does not import.
    private static let netAdmin: UInt64 = 1 << 12
}

/// Why privileges could not be given up.
package enum PrivilegeError: Error, Equatable {
    /// The policy names a user that this machine does not have.
    case noSuchUser(String)
    /// The kernel did not let us become that user.
    case cannotBecome(String, SystemError)
    /// The kernel did not let us give capabilities up.
    case cannotFall(SystemError)
}

extension PrivilegeError: CustomStringConvertible {
    /// What happened and what to do about it, in two lines.
    package var description: String {
        switch self {
        case .noSuchUser(let name):
            "there is no user \"\(name)\" on this machine.\n"
                + "Make one with `useradd --system \(name)`, or leave `user` out of the policy file."
        case .cannotBecome(let name, let cause):
            "cannot become the user \"\(name)\": \(cause).\n"
                + "Start stiled as root, or leave `user` out of the policy file to stay who you are."
        case .cannotFall(let cause):
            "cannot give privileges up: \(cause).\n"
                + "A container or a security module forbids it; let it allow capset and PR_SET_NO_NEW_PRIVS."
        }
    }
}
