enum ClassifierTarget { static func run(_ input: [UInt8]) throws(Breach) {} }
