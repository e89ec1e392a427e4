import ArgumentParser

/// How a sender cuts what it sends over segments.
enum Cutting {
    /// Into segments of this many bytes.
    case every(Int)
    /// In the middle of this text, wherever it occurs.
    case inside([UInt8])

    /// `bytes` in pieces, none of them empty.
    func pieces(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let cuts = cuts(in: bytes)
        return zip([0] + cuts, cuts + [bytes.count]).map { bytes[$0..<$1] }
    }

    private func cuts(in bytes: [UInt8]) -> [Int] {
        switch self {
        case .every(let size): Array(stride(from: size, to: bytes.count, by: size))
        case .inside(let text): bytes.indices.filter { bytes[$0...].starts(with: text) }.map { $0 + text.count / 2 }
        }
    }
}

extension Cutting: ExpressibleByArgument {
    /// A number of bytes.
    init?(argument: String) {
        guard let size = Int(argument), size > 0 else { return nil }
        self = .every(size)
    }
}
