import Gateway

/// The numbers by which the kernel tells interfaces of packets.
package enum Interfaces {
    /// The names of the interfaces that groups name, by their numbers now; those that do not exist are left out.
    package static func numbers(for hosts: [HostRule]) -> [UInt32: String] {
        var names: [UInt32: String] = [:]
        for name in Set(hosts.flatMap(\.group.interfaces)) where !name.contains("/") {
            guard let text = try? FileText.read("/sys/class/net/\(name)/ifindex"),
                let number = UInt32(String(decoding: text, as: UTF8.self).prefix { $0 != "\n" })
            else { continue }
            names[number] = name
        }
        return names
    }
}
