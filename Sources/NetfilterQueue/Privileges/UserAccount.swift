import Glibc

/// A user of this machine.
package struct UserAccount: Sendable, Equatable {
    /// The name, as in /etc/passwd.
    package let name: String
    let user: uid_t
    let group: gid_t

    /// The user of this name; nil if there is none.
    package init?(named name: String) {
        guard let entry = unsafe getpwnam(name) else { return nil }
        self.name = name
        user = unsafe entry.pointee.pw_uid
        group = unsafe entry.pointee.pw_gid
    }
}
