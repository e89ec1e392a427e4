import PacketHeaders

/// A plain list of hosts: an address, a network or `address:port` a line, with comments behind `#` and blank lines anywhere.
struct HostList {
    private(set) var networks: [Network] = []
    /// Where each of them stands.
    private(set) var places: [Place] = []
    /// The endpoints among them.
    private(set) var denied: [Endpoint] = []
    private(set) var errors: [ConfigurationError] = []

    /// How many wrong lines are told: a file that is no host list has nothing but those.
    private static let maximumErrors = 20

    init(_ bytes: [UInt8], path: String) {
        let lines = bytes.trimmingByteOrderMark.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where errors.count < Self.maximumErrors {
            read(String(decoding: line, as: UTF8.self), at: Place(file: path, line: index + 1))
        }
    }

    private mutating func read(_ line: String, at place: Place) {
        let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
        guard let word = words.first else { return }
        guard words.count == 1 else {
            return refuse(
                place,
                "\"\(visible(String(words[1])))\" behind \"\(visible(String(word)))\"",
                "write one host a line, and comments behind #"
            )
        }
        switch WrittenHost(String(word)) {
        case .network(let network):
            networks.append(network)
            places.append(place)
        case .endpoint(let endpoint):
            guard let network = Network(endpoint.address, prefix: 128) else { return }
            denied.append(endpoint)
            networks.append(network)
            places.append(place)
        case .wrong(let problem, let advice): refuse(place, problem, advice)
        }
    }

    private mutating func refuse(_ place: Place, _ problem: String, _ advice: String) {
        errors.append(ConfigurationError(place: place, problem: problem, advice: advice))
    }
}

/// A host as a person has written it.
enum WrittenHost {
    case network(Network)
    case endpoint(Endpoint)
    case wrong(problem: String, advice: String)

    init(_ text: String) {
        if let network = Network(written: text) {
            let first = text.prefix { $0 != "/" }
            if IPAddress(written: first) == network.address {
                self = .network(network)
            } else {
                self = .wrong(
                    problem: "\"\(text)\" is a host within a network",
                    advice: "write \"\(network.written)\" for the network, or \"\(first)\" for the host"
                )
            }
        } else if let endpoint = Endpoint(written: text) {
            self = .endpoint(endpoint)
        } else {
            self = .wrong(
                problem: "\"\(visible(text))\" is no address",
                advice: "write one as 192.0.2.7, 192.0.2.0/24, 2001:db8::7 or 2001:db8::/32"
            )
        }
    }
}

extension [UInt8] {
    /// Without the mark that some editors put at the beginning of UTF-8.
    var trimmingByteOrderMark: ArraySlice<UInt8> {
        starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
    }
}
