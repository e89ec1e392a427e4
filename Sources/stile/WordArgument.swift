import ArgumentParser

/// An argument that is one of a few words.
protocol WordArgument: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

// The parser asks for these some sixty times at each start, and its own way of telling them, by key paths, took longer
// than the judging of ten thousand packets.
extension WordArgument {
    static var allValueStrings: [String] { allCases.map { $0.rawValue } }

    /// None: the help that goes with each option tells what the words mean.
    static var allValueDescriptions: [String: String] { [:] }
}
