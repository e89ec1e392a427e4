import NetfilterQueue
import Testing

@Suite struct PrivilegeErrorTests {
    @Test(
        arguments: [
            (.noSuchUser("stile"), "no user \"stile\"", "useradd"),
            (.cannotBecome("stile", SystemError(1)), "become the user \"stile\": Operation not permitted", "as root"),
            (.cannotFall(SystemError(1)), "give privileges up: Operation not permitted", "PR_SET_NO_NEW_PRIVS"),
        ] as [(PrivilegeError, String, String)]
    )
    func saysWhatHappenedAndWhatToDo(_ error: PrivilegeError, _ cause: String, _ remedy: String) {
        let lines = error.description.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains(cause) == true)
        #expect(lines.last?.contains(remedy) == true)
    }

    @Test func findsUsersByName() {
        #expect(UserAccount(named: "root")?.name == "root")
        #expect(UserAccount(named: "no such user") == nil)
    }
}
