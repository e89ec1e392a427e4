import Configuration
import Logging
import NetfilterQueue
import Telemetry

/// Where people and programs ask the daemon how it does, and have it read its policy again.
///
/// The server has a thread of its own; the questions come to the main thread by mailbox. A daemon that cannot listen goes
/// on without: the network matters more.
struct ControlService {
    private let questions: Mailbox<StatusQuestion>
    private let server: StatusServer
    /// The socket that is ours.
    private let socket: String?

    /// Listens where the settings say, as far as that is possible.
    init(_ service: Settings.Service, logger: Logger) throws(SystemError) {
        let questions = try Mailbox<StatusQuestion>()
        self.questions = questions
        // A question that finds no room is answered by the server itself when its time is up.
        server = StatusServer { question in _ = questions.offer(question) }
        socket = Self.listen(server, at: service.socket, logger: logger) ? service.socket : nil
        guard let endpoint = service.listen else { return }
        do throws(StatusServerError) {
            try server.listen(at: endpoint)
            logger.notice("status page and metrics at http://\(endpoint)/")
        } catch {
            logger.error("\(error)")
        }
    }

    /// Readable when somebody asks.
    var descriptor: Int32 { questions.descriptor }

    /// The questions that wait.
    func takeQuestions() -> [StatusQuestion] { questions.takeAll() }

    /// Lets nobody ask any more.
    func close() {
        server.close()
        if let socket { FileSystem.remove(socket) }
    }

    // A socket file that nobody serves is what a killed daemon leaves, and is replaced.
    private static func listen(_ server: StatusServer, at path: String, logger: Logger) -> Bool {
        guard !FileSystem.isServed(socket: path) else {
            logger.error(
                "another daemon listens at \(path): give this one a socket of its own, by `socket` or --socket"
            )
            return false
        }
        do throws(StatusServerError) {
            try server.listen(atSocket: path)
            return true
        } catch {
            logger.error("\(error)")
            return false
        }
    }

    /// Makes the folder of the socket if it is missing, while there is still the right to: in it the user that the daemon
    /// becomes must make a file.
    static func prepareFolder(_ service: Settings.Service, for account: UserAccount?, logger: Logger) {
        guard let slash = service.socket.lastIndex(of: "/"), slash > service.socket.startIndex else { return }
        do throws(SystemError) {
            _ = try FileSystem.makeFolder(String(service.socket[..<slash]), for: account)
        } catch {
            logger.error("cannot make the folder \(service.socket[..<slash]): \(error)")
        }
    }
}
