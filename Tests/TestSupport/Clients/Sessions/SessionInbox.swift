/// What packets and session texts of one direction come to: the oracle for everything that uses sessions.
public struct SessionInbox: Sendable {
    /// Offers of files that some client would show, in order.
    public private(set) var offers: [SessionOffer] = []
    /// Data that some client would write to a file, in order.
    public private(set) var fileChunks: [DataChunk] = []
    /// All other data of sessions, such as those of pictures, in order.
    public private(set) var objectChunks: [DataChunk] = []
    /// The complete session texts, each once a message, in order.
    public private(set) var texts: [[UInt8]] = []
    /// The sessions that are known to be those of files.
    public private(set) var fileSessions: Set<UInt32>

    private var assemblies: [Key: PeerAssembly] = [:]
    private var seen: [Key: Set<Seen>] = [:]

    /// Whose packets belong to one message.
    private struct Key: Hashable {
        let source: String
        let message: UInt32
        let isV2: Bool
    }

    private struct Seen: Hashable {
        let client: SessionClient?
        let text: [UInt8]
    }

    /// A receiver that has accepted the files of these sessions before.
    public init(knowing fileSessions: Set<UInt32> = []) {
        self.fileSessions = fileSessions
    }

    /// The texts that ask for a picture or another object, as they arrived.
    public var pictureInvitations: [String] {
        texts.filter { text in
            let fields = FieldList(allLinesOf: text).values("EUF-GUID")
            return text.starts(with: Array("INVITE".utf8)) && fields.contains("{\(PeerToPeer.objectGUID)}")
        }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A text that came without a packet around it.
    mutating func read(text: [UInt8]) {
        texts.append(text)
        for client in SessionClient.allCases { show(text, to: client) }
    }

    /// A packet from `source`, which may be any name that tells senders apart.
    mutating func read(_ packet: PeerPacket, from source: String) {
        if packet.session != 0 { return store(packet) }
        guard !packet.chunk.isEmpty else { return }
        let key = Key(source: source, message: packet.message, isV2: packet.isV2)
        var assembly = assemblies.removeValue(forKey: key) ?? PeerAssembly()
        assembly.add(packet)
        for (reading, text) in assembly.texts {
            if reading == .plain { note(text, key) }
            for client in SessionClient.allCases where client.puts(reading) && (client.readsV2 || !key.isV2) {
                showOnce(text, to: client, key)
            }
        }
        assemblies[key] = assembly
    }

    private mutating func note(_ text: [UInt8], _ key: Key) {
        guard seen[key, default: []].insert(Seen(client: nil, text: text)).inserted else { return }
        texts.append(text)
    }

    private mutating func showOnce(_ text: [UInt8], to client: SessionClient, _ key: Key) {
        guard seen[key, default: []].insert(Seen(client: client, text: text)).inserted else { return }
        show(text, to: client)
    }

    private mutating func show(_ text: [UInt8], to client: SessionClient) {
        guard client.isOffer(text) else { return }
        let fields = SessionFields(client: client, list: FieldList(allLinesOf: text))
        let sessions = fields.values("SessionID").compactMap { UInt32($0) }
        offers.append(SessionOffer(client: client, session: sessions.first))
        fileSessions.formUnion(sessions)
    }

    private mutating func store(_ packet: PeerPacket) {
        guard packet.isData, packet.chunk.contains(where: { $0 != 0 }) else { return }
        var grounds: Set<DataChunk.Ground> = []
        if fileSessions.contains(packet.session) { grounds.insert(.session) }
        if packet.isMarkedAsFile { grounds.insert(.flags) }
        if packet.footer == 2 { grounds.insert(.footer) }
        let clients = Set(SessionClient.allCases.filter { $0.stores(packet) })
        let chunk = DataChunk(session: packet.session, bytes: packet.chunk, grounds: grounds, clients: clients)
        if grounds.isEmpty {
            objectChunks.append(chunk)
        } else {
            fileChunks.append(chunk)
        }
    }
}

extension Reading {
    /// The reading of an honest receiver.
    fileprivate static let plain = Reading(placement: .lastCopy, trustsLength: false, beginsAnew: true)
}
