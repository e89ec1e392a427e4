import ArgumentParser

/// Joins two devices until it is ended.
struct Mangle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mangle",
        abstract: "Be a bad link between two network devices: lose, reorder and double TCP packets.",
        discussion: "Prints \"lost\", \"overtaken\" or \"doubled\" for each packet that meets that fate. Needs root."
    )

    @Option(help: "Packets in a hundred that are lost.") var loss = 3
    @Option(help: "Packets in a hundred that three later ones overtake.") var reordering = 5
    @Option(help: "Packets in a hundred that come twice.") var duplication = 3
    @Option(help: "Where chance starts; the same packets in the same order meet the same fates.") var seed: UInt64 = 1
    @Argument(help: "One device.") var device: String
    @Argument(help: "The other.") var otherDevice: String

    func run() throws {
        let devices = [try PacketSocket(device: device), try PacketSocket(device: otherDevice)]
        let rates = Mangler.Rates(loss: loss, reordering: reordering, duplication: duplication)
        var mangler = Mangler(between: devices, rates: rates, dice: Dice(seed: seed))
        report("joined \(device) and \(otherDevice)")
        while true { mangler.takeTurn() }
    }
}
