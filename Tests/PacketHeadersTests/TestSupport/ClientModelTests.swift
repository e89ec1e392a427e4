import TestSupport
import Testing

/// The models are the judge of what an edit is worth, so each is held to the published habits of its client.
@Suite struct ClientModelTests {
    private static let offer = [
        "Application-Name: File Transfer",
        "Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}",
        "Invitation-Command: INVITE",
        "Invitation-Cookie: 33267",
        "Application-File: report.txt",
        "Application-FileSize: 5",
    ]

    private static func payload(_ lines: [String], type: String = "text/x-msmsgsinvite", end: String = "\r\n")
        -> [UInt8]
    {
        Array((["Content-Type: \(type)", ""] + lines + [""]).map { $0 + end }.joined().utf8)
    }

    private static func changing(_ old: String, to new: String) -> [String] {
        offer.map { $0 == old ? new : $0 }
    }

    private static func offering(_ payload: [UInt8]) -> Set<ClientModel> {
        Set(ClientModel.allCases.filter { $0.reaction(to: payload) == .offers(file: "report.txt") })
    }

    private static let offers: [(name: String, payload: [UInt8], clients: Set<ClientModel>)] = [
        ("genuine", payload(offer), [.aMSN, .bitlBee, .miranda, .official]),
        ("line feeds only", payload(offer, end: "\n"), [.aMSN, .bitlBee, .miranda, .official]),
        ("type with parameters", payload(offer, type: "Text/X-MsmsgsInvite; charset=UTF-8"), Set(ClientModel.allCases)),
        ("pasted into chat", payload(offer, type: "text/plain"), []),
        (
            "GUID with capitals",
            payload(changing(offer[1], to: "Application-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}")),
            [.miranda, .official]
        ),
        (
            "GUID without braces",
            payload(changing(offer[1], to: "Application-GUID: 5D3E02AB-6190-11d3-BBBB-00C04F795683")),
            [.miranda, .official]
        ),
        (
            "GUID of voice",
            payload(changing(offer[1], to: "Application-GUID: {02D3C01F-BF30-4825-A83A-DE7AF41648AA}")),
            [.miranda]
        ),
        ("command CANCEL", payload(changing(offer[2], to: "Invitation-Command: CANCEL")), [.miranda]),
        ("no cookie", payload(changing(offer[3], to: "X: 1")), [.aMSN, .miranda, .official]),
        ("no size", payload(changing(offer[5], to: "X: 1")), [.aMSN, .official]),
        ("no application name", payload(changing(offer[0], to: "X: 1")), [.aMSN, .bitlBee, .official]),
        ("all in small letters", payload(offer.map { $0.lowercased() }), [.miranda, .official]),
        ("nothing", payload([]), []),
    ]

    @Test(arguments: offers)
    func isAnOfferTo(name: String, payload: [UInt8], clients: Set<ClientModel>) {
        #expect(Self.offering(payload) == clients)
    }

    @Test func mirandaReadsNamesAndValuesBackwards() {
        let fields = ["Application-Name: x", "eliF-noitacilppA: txt.troper", "eziSeliF-noitacilppA: 5"]
        #expect(Self.offering(Self.payload(fields)) == [.miranda])
    }
}
