import NIOCore
import NIOHTTP1

/// Gathers one reply of the daemon.
final class ReplyReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// Why there is no reply.
    enum Failure: String, Error, CustomStringConvertible {
        case closed = "it closed the connection"
        case silent = "it is silent"
        case tooLong = "its reply is too long"

        var description: String { rawValue }
    }

    /// Longer than a reload may take.
    private static let patience = TimeAmount.seconds(65)
    /// Far above any reply.
    private static let maximumBytes = 4 << 20

    private let reply: EventLoopPromise<StatusClient.Reply>
    private var status = 0
    private var body = ByteBuffer()

    init(_ reply: EventLoopPromise<StatusClient.Reply>) {
        self.reply = reply
    }

    func channelActive(context: ChannelHandlerContext) {
        let reply = reply
        let deadline = context.eventLoop.scheduleTask(in: Self.patience) { reply.fail(Failure.silent) }
        reply.futureResult.whenComplete { _ in deadline.cancel() }
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(var bytes):
            body.writeBuffer(&bytes)
            if body.readableBytes > Self.maximumBytes { reply.fail(Failure.tooLong) }
        case .end: reply.succeed(StatusClient.Reply(status: status, body: String(buffer: body)))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        reply.fail(Failure.closed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        reply.fail(error)
    }
}
