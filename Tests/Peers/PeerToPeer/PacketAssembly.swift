/// Puts messages together from their packets, each where its place is, however often and in whatever order they come.
struct PacketAssembly {
    private var messages: [Key: Message] = [:]

    /// Takes a packet in; returns the message once all of its bytes have come, and only once.
    mutating func take(_ packet: Packet) -> [UInt8]? {
        let key = Key(session: packet.session, message: packet.message)
        guard let total = messages[key]?.bytes.count ?? packet.total else { return nil }
        var message = messages[key] ?? Message(size: total)
        let start = total - packet.remaining - packet.data.count
        guard start >= 0, !message.isDone else { return nil }
        message.bytes.replaceSubrange(start..<start + packet.data.count, with: packet.data)
        message.missing.subtract(start..<start + packet.data.count)
        message.isDone = message.missing.isEmpty
        messages[key] = message
        return message.isDone ? message.bytes : nil
    }

    /// Where in its message the packet's bytes belong; nil if nobody can say.
    func place(of packet: Packet) -> Range<Int>? {
        let key = Key(session: packet.session, message: packet.message)
        guard let total = messages[key]?.bytes.count ?? packet.total else { return nil }
        let start = total - packet.remaining - packet.data.count
        return start >= 0 ? start..<start + packet.data.count : nil
    }

    private struct Key: Hashable {
        var session: UInt32
        var message: UInt32
    }

    private struct Message {
        var bytes: [UInt8]
        var missing: Set<Int>
        var isDone = false

        init(size: Int) {
            bytes = Array(repeating: 0, count: size)
            missing = Set(0..<size)
        }
    }
}
