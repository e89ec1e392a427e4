import Foundation
import Testing

/// One run of the built `stile`, and what it left behind.
struct StileRun {
    let status: Int32
    let output: String
    let errors: String

    /// Runs `stile` with the arguments, feeding it `input`, and waits for its end; `unread` closes its standard
    /// output before it can write.
    init(_ arguments: [String], input: [UInt8] = [], unread: Bool = false) throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent()
            .appendingPathComponent("stile")
        process.arguments = arguments
        let (standardInput, standardOutput, standardError) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        process.standardError = standardError
        if unread { try standardOutput.fileHandleForReading.close() }
        try process.run()
        // Inputs and messages here fit into the buffer of a pipe, so writing and reading in turn cannot block.
        try #require(input.count <= 32_768)
        standardInput.fileHandleForWriting.write(Data(input))
        try standardInput.fileHandleForWriting.close()
        output =
            unread ? "" : String(decoding: standardOutput.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        errors = String(decoding: standardError.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }

    /// The lines of the standard output.
    var lines: [String] {
        output.split(separator: "\n").map(String.init)
    }
}
