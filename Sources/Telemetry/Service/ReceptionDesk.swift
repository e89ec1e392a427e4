import NIOCore
import Synchronization

/// Turns requests into responses, by asking the daemon.
///
/// The daemon answers from its own thread; until it does, or its time is up, only a promise waits.
final class ReceptionDesk: Sendable {
    /// How long the daemon may take to tell how it does, and to reload.
    private static let patience = TimeAmount.seconds(5)
    private static let reloadPatience = TimeAmount.seconds(60)

    private let ask: @Sendable (StatusQuestion) -> Void
    private let history = Mutex(TrafficHistory())

    init(ask: @escaping @Sendable (StatusQuestion) -> Void) {
        self.ask = ask
    }

    /// The response to a request; `isLocal` tells that it came over the Unix socket.
    func respond(to method: String, _ target: String, isLocal: Bool, on loop: any EventLoop) -> EventLoopFuture<
        Response
    > {
        guard let route = Route(target: target) else { return loop.makeSucceededFuture(.notFound(target)) }
        guard route.allows(method) else { return loop.makeSucceededFuture(.notAllowed(route.methods)) }
        switch route {
        case .page: return snapshot(on: loop).map { self.page($0) }.recover
        case .json: return snapshot(on: loop).map { Response(200, "application/json", StatusJSON($0).text) }.recover
        case .text: return snapshot(on: loop).map { .text(200, StatusText($0).text) }.recover
        case .metrics: return snapshot(on: loop).map { Response(200, MetricsText.type, MetricsText($0).text) }.recover
        case .reload:
            guard isLocal else { return loop.makeSucceededFuture(.reloadOverTCP) }
            return answer(within: Self.reloadPatience, on: loop) { .reload($0) }.map { Response($0) }.recover
        }
    }

    /// Takes one sample for the chart.
    func sample(on loop: any EventLoop) {
        snapshot(on: loop).whenSuccess { snapshot in
            self.history.withLock { $0.note(snapshot) }
        }
    }

    private func page(_ snapshot: DaemonSnapshot) -> Response {
        StatusPage(snapshot, history.withLock(\.self), nonce: .random(in: .min ... .max)).response
    }

    private func snapshot(on loop: any EventLoop) -> EventLoopFuture<DaemonSnapshot> {
        answer(within: Self.patience, on: loop) { .snapshot($0) }
    }

    private func answer<Value>(
        within patience: TimeAmount,
        on loop: any EventLoop,
        to question: (Answer<Value>) -> StatusQuestion
    ) -> EventLoopFuture<Value> {
        let promise = loop.makePromise(of: Value.self)
        let deadline = loop.scheduleTask(in: patience) { promise.fail(ChannelError.connectTimeout(patience)) }
        promise.futureResult.whenComplete { _ in deadline.cancel() }
        ask(question(Answer(promise)))
        return promise.futureResult
    }
}

extension EventLoopFuture<Response> {
    /// The response, or that there was no answer.
    fileprivate var recover: EventLoopFuture<Response> {
        flatMapErrorThrowing { _ in .unanswered }
    }
}
