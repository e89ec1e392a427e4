import MSNP
import TestSupport

/// The bytes of a text.
func text(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A `MSG` with this payload, in the form of a side.
func message(_ payload: String, from side: MSNP.Side = .client) -> [UInt8] {
    message(bytes: text(payload), from: side)
}

func message(bytes payload: [UInt8], from side: MSNP.Side = .client) -> [UInt8] {
    text(side == .client ? "MSG 6 S \(payload.count)\r\n" : "MSG alice@example.com Alice \(payload.count)\r\n")
        + payload
}

/// A message of chat.
func chat(_ words: String, from side: MSNP.Side = .client) -> [UInt8] {
    message("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + words, from: side)
}

/// The header lines of an invitation, the empty line included.
let invitationType = "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n"

/// An invitation with these lines in its body.
func invitation(_ lines: [String], end: String = "\r\n", from side: MSNP.Side = .client) -> [UInt8] {
    message(invitationType + lines.map { $0 + end }.joined() + end, from: side)
}

/// The lines of the offer of a file.
let offerLines = [
    "Application-Name: File Transfer",
    "Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}",
    "Invitation-Command: INVITE",
    "Invitation-Cookie: 33267",
    "Application-File: report.txt",
    "Application-FileSize: 5",
]

/// The body of an offer.
let offer = offerLines.map { $0 + "\r\n" }.joined() + "\r\n"

/// What clients would do about transfers in a stream.
func reactions(to stream: [UInt8], from side: MSNP.Side = .client, knowing cookies: Set<String> = [])
    -> Set<Receiver.Sighting>
{
    let sender: TestSupport.Side = side == .client ? .client : .server
    return Set(Receiver(of: sender, reading: stream, knowing: cookies).transfers)
}
