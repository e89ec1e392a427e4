import Foundation
import Testing

/// One run of the built `stile`, and what it left behind.
struct StileRun {
    let status: Int32
    let output: String
    let errors: String

    /// Runs `stile` with the arguments, feeding it `input`, and waits for its end.
    init(_ arguments: [String], input: [UInt8] = []) throws {
        let directory = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: directory).deletingLastPathComponent()
            .appendingPathComponent("stile")
        process.arguments = arguments
        let (standardInput, standardOutput, standardError) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        process.standardError = standardError
        try process.run()
        // Inputs and messages here fit into the buffer of a pipe, so writing and reading in turn cannot block.
        try #require(input.count <= 32_768)
        standardInput.fileHandleForWriting.write(Data(input))
        try standardInput.fileHandleForWriting.close()
        output = String(decoding: standardOutput.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        errors = String(decoding: standardError.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }

    /// The lines of the standard output.
    var lines: [String] {
        output.split(separator: "\n").map(String.init)
    }
}
