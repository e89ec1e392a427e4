/// Two devices joined by a bad link: frames from either leave by the other, but TCP gets lost, overtaken and doubled.
///
/// Everything else passes unharmed: it is not the neighbour discovery of the kernel that is put to the test.
struct Mangler {
    private let devices: [PacketSocket]
    private let rates: Rates
    private var dice: Dice
    private var late: [LateFrame] = []

    init(between devices: [PacketSocket], rates: Rates, dice: Dice) {
        self.devices = devices
        self.rates = rates
        self.dice = dice
    }

    /// Carries what has arrived, or waits for something to arrive or fall due.
    mutating func takeTurn() {
        PacketSocket.wait(for: devices, milliseconds: late.isEmpty ? -1 : 2)
        for (index, device) in devices.enumerated() {
            while let frame = device.receive() { carry(frame, to: devices.count - 1 - index) }
        }
        let now = ContinuousClock.now
        sendLate { $0.due <= now }
    }

    private mutating func carry(_ frame: Frame, to exit: Int) {
        guard frame.isTCP else { return devices[exit].send(frame) }
        if dice.falls(rates.loss) { return report("lost") }
        if dice.falls(rates.reordering) {
            report("overtaken")
            return late.append(LateFrame(frame, to: exit))
        }
        devices[exit].send(frame)
        overtake(at: exit)
        if dice.falls(rates.duplication) {
            report("doubled")
            late.append(LateFrame(frame, to: exit))
        }
    }

    private mutating func overtake(at exit: Int) {
        for index in late.indices where late[index].exit == exit { late[index].places -= 1 }
        sendLate { $0.places == 0 }
    }

    private mutating func sendLate(where isDue: (LateFrame) -> Bool) {
        for frame in late where isDue(frame) { devices[frame.exit].send(frame.frame) }
        late.removeAll(where: isDue)
    }

    /// How many frames in a hundred meet each fate.
    struct Rates {
        var loss: Int
        var reordering: Int
        var duplication: Int
    }

    /// A frame, or a second copy of one, that waits until three others have overtaken it or none comes for a while.
    private struct LateFrame {
        let frame: Frame
        let exit: Int
        var places = 3
        let due = ContinuousClock.now + .milliseconds(10)

        init(_ frame: Frame, to exit: Int) {
            self.frame = frame
            self.exit = exit
        }
    }
}

/// Chance that is the same in every run: SplitMix64.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// True `percent` times in a hundred.
    mutating func falls(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }
}
