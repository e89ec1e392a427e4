import NIOCore
import NIOHTTP1

/// One connection: reads one request, sends one response, and closes.
///
/// What a stranger can take is bounded: the bytes of the request, the time until it is read, and the time until the
/// response is taken off our hands.
final class RequestReader: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// How long a request may take to arrive, and a response to leave.
    private static let patience = TimeAmount.seconds(10)

    private let desk: ReceptionDesk
    private let isLocal: Bool
    private var head: HTTPRequestHead?
    private var deadline: Scheduled<Void>?

    init(_ desk: ReceptionDesk, isLocal: Bool) {
        self.desk = desk
        self.isLocal = isLocal
    }

    func channelActive(context: ChannelHandlerContext) {
        setDeadline(context.channel)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): if self.head == nil { self.head = head }
        case .body: break
        case .end: if let head, let deadline { answer(head, deadline, context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// The response to the only request; what follows it on the connection is not read.
    private func answer(_ head: HTTPRequestHead, _ deadline: Scheduled<Void>, _ context: ChannelHandlerContext) {
        deadline.cancel()
        self.deadline = nil
        let reader = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        desk.respond(to: head.method.rawValue, head.uri, isLocal: isLocal, on: context.eventLoop)
            .whenSuccess { response in
                let (reader, context) = reader.value
                reader.send(response, to: head, context)
            }
    }

    private func send(_ response: Response, to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        setDeadline(context.channel)
        let body = ByteBuffer(string: response.body)
        var fields = HTTPHeaders([
            ("Content-Type", response.type), ("Content-Length", "\(body.readableBytes)"), ("Connection", "close"),
            ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
        ])
        for field in response.fields { fields.add(name: field.name, value: field.value) }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: response.status), headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }

    private func setDeadline(_ channel: any Channel) {
        deadline = channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
    }
}

/// Ends a connection that sends more than a request can be.
final class RequestBound: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// More than any client's header fields take.
    private static let maximumBytes = 16_384
    private var bytes = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytes
        guard bytes <= Self.maximumBytes else { return context.close(promise: nil) }
        context.fireChannelRead(data)
    }
}
