/// A step that has to do with sessions of the P2P layer.
enum SessionStep {
    /// Writes packets in this version from here on, and reads them so.
    case speak(PacketVersion)
    /// Offers a file.
    case share(File)
    /// Asks for the other side's display picture.
    case wantPicture
    /// Waits until the last request has been answered.
    case untilResolved
    case untilPicture
    /// Sends this many packets of the file, or all that are left, if the offer was accepted.
    case sendFile(packets: Int?)
    case endSession
    /// Takes every request for a file's, whatever it says.
    case trust
    /// Where to listen for direct connections from here on.
    case listen(port: UInt16)
    /// Keeps pictures until there is a direct connection for them.
    case picturesDirectly
    /// Opens a direct connection for the last session.
    case connect

    init?(verb: String, object: String) {
        switch (verb, object) {
        case ("speak", "1"): self = .speak(.one)
        case ("speak", "2"): self = .speak(.two)
        case ("want-picture", ""): self = .wantPicture
        case ("until-resolved", ""): self = .untilResolved
        case ("until-picture", ""): self = .untilPicture
        case ("send-file", ""): self = .sendFile(packets: nil)
        case ("end-session", ""): self = .endSession
        case ("trust", ""): self = .trust
        case ("pictures-directly", ""): self = .picturesDirectly
        case ("connect", ""): self = .connect
        case ("share", _) where !object.isEmpty: self = .share(File(name: object, size: 5000))
        case ("send-file", _):
            guard let packets = Int(object) else { return nil }
            self = .sendFile(packets: packets)
        case ("listen-at", _):
            guard let port = UInt16(object) else { return nil }
            self = .listen(port: port)
        default: return nil
        }
    }
}
