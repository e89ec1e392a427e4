import Foundation
import FuzzTargets
import PacketCapture

/// The target of this run, as `STILE_FUZZ_TARGET` names it.
private let target: FuzzTarget = {
    guard let name = environment["STILE_FUZZ_TARGET"], let target = FuzzTarget(rawValue: name) else {
        fatalError("STILE_FUZZ_TARGET names none of the targets: use scripts/fuzz")
    }
    return target
}()

private var environment: [String: String] { ProcessInfo.processInfo.environment }

/// What libFuzzer calls once: with `STILE_FUZZ_SEEDS` it writes the seeds of the target into that directory and ends,
/// among them those from the captures that `STILE_FUZZ_CAPTURES` names, with colons between them.
@c(LLVMFuzzerInitialize)
public func initialize(
    _: UnsafeMutablePointer<CInt>,
    _: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>>>
) -> CInt {
    guard let directory = environment["STILE_FUZZ_SEEDS"] else { return 0 }
    do {
        let captures = environment["STILE_FUZZ_CAPTURES"]?.split(separator: ":") ?? []
        let captured = try captures.flatMap { try packets(in: String($0)) }
        for (number, seed) in target.seeds(from: captured).enumerated() {
            try Data(seed).write(to: URL(fileURLWithPath: "\(directory)/\(number)"))
        }
    } catch {
        fatalError("no seeds: \(error)")
    }
    exit(0)
}

private func packets(in capture: String) throws -> [[UInt8]] {
    var reader = try CaptureReader(path: capture)
    var packets: [[UInt8]] = []
    while try reader.read() {
        if case .packet(let range) = reader.frame.content { packets.append(Array(reader.frame.bytes[range])) }
    }
    return packets
}

/// What libFuzzer calls with each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // libFuzzer is C, so the input comes as a pointer: the only one here.
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do {
        try target.run(input)
    } catch {
        fatalError("broken rule: \(error)")
    }
    return 0
}
