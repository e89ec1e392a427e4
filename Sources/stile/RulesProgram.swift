import Subprocess

/// The programs of the system that read and change the firewall.
enum RulesProgram {
    /// What a program left behind.
    struct Outcome {
        let succeeded: Bool
        let output: String
        let message: String
    }

    /// Runs a program to its end, feeding it `input`.
    static func run(_ name: String, _ arguments: [String], input: String = "") async throws(RulesError) -> Outcome {
        do {
            let result = try await Subprocess.run(
                .name(name),
                arguments: Arguments(arguments),
                environment: .inherit.updating(["PATH": path, "LC_ALL": "C"]),
                input: .string(input),
                output: .string(limit: outputLimit),
                error: .string(limit: outputLimit)
            )
            return Outcome(
                succeeded: result.terminationStatus.isSuccess,
                output: result.standardOutput,
                message: result.standardError
            )
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw RulesError.missing(name)
        } catch {
            throw RulesError.notRun(name, "\(error)")
        }
    }

    /// The programs of administrators are not on everybody's path.
    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// More than any firewall prints that a person keeps.
    private static let outputLimit = 64 << 20
}
