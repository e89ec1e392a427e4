/// The fields of a session text as one client finds them.
struct SessionFields {
    let client: SessionClient
    let list: FieldList

    /// All values of a field, each up to a NUL, where a client written in C would stop.
    func values(_ name: String) -> [String] {
        let values: [String] =
            switch client {
            case .aMSN, .pidgin, .kopete: list.values(exactly: name)
            case .msnpSharp, .official: list.values(name)
            case .miranda: list.values(name) + list.values(String(name.reversed())).map { String($0.reversed()) }
            }
        return values.map { String($0.prefix { $0 != "\0" }) }
    }

    var hasFileGUID: Bool {
        values("EUF-GUID").contains { value in
            switch client {
            case .aMSN, .pidgin, .kopete: value == "{\(PeerToPeer.fileGUID)}"
            case .miranda, .msnpSharp, .official: bareGUID(value) == lowercased(PeerToPeer.fileGUID)
            }
        }
    }

    /// Clients read the number as C does: blanks and a sign before, anything behind.
    var hasFileApplication: Bool {
        values("AppID").contains { value in
            let digits = value.first == "+" ? value.dropFirst() : value[...]
            return Int(digits.prefix { $0.isASCII && $0.isNumber }) == 2
        }
    }

    /// How many bytes the longest context decodes to.
    var contextCount: Int {
        values("Context").map { value in
            value.utf8.filter { $0 != 0x20 && $0 != 0x09 }.prefix(while: isBase64).count * 3 / 4
        }.max() ?? 0
    }

    private func bareGUID(_ value: String) -> String {
        lowercased(value.filter { $0 != "{" && $0 != "}" })
    }

    private func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"): true
        default: false
        }
    }
}
