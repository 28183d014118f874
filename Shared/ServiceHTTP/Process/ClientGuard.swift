import NIOCore
import NIOHTTPTypes

/// Closes connections that are one too many, that send a head or a body too slowly, or that do not read their answer. Slow
/// is measured while we are ready for the client; what waits for us is no fault of theirs.
final class ClientGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Larger parts of an answer are written in pieces of so many bytes, to see whether they are read.
    private static let piece = 32_768

    private let limits: ClientLimits
    private let table: ConnectionTable
    private var address: String?
    private var isCounted = false
    private var watch: RepeatedTask?

    /// Requests whose answer is not complete.
    private var open = 0
    private var isFirst = true
    private var quietSince = NIODeadline.now()
    private var isBodyComing = false
    private var bodyBytes = 0
    /// How long we were ready for these bytes, but for the time since `readySince`.
    private var bodyTime = TimeAmount.zero
    /// Nothing while what came before keeps us busy.
    private var readySince: NIODeadline?
    private var unwritten = 0
    private var writtenAt = NIODeadline.now()

    init(_ limits: ClientLimits, _ table: ConnectionTable) {
        self.limits = limits
        self.table = table
    }

    // MARK: From the beginning to the end

    /// Before a handshake, so that one which is never finished counts too.
    func channelActive(context: ChannelHandlerContext) {
        address = context.remoteAddress?.ipAddress
        guard table.open(address) else { return context.close(promise: nil) }
        isCounted = true
        quietSince = .now()
        let pair = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            pair.value.0.look(pair.value.1)
        }
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        watch?.cancel()
        watch = nil
        if isCounted { table.close(address) }
        isCounted = false
    }

    // MARK: What comes and goes

    func read(context: ChannelHandlerContext) {
        if readySince == nil { readySince = .now() }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            open += 1
            isFirst = false
            isBodyComing = true
            countBodyAnew(.now())
        case .body(let part): bodyBytes += part.readableBytes
        case .end: isBodyComing = false
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if let since = readySince { bodyTime = bodyTime + (.now() - since) }
        readySince = nil
        context.fireChannelReadComplete()
    }

    private func countBodyAnew(_ now: NIODeadline) {
        (bodyBytes, bodyTime) = (0, .zero)
        if readySince != nil { readySince = now }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .body(var part):
            while part.readableBytes > Self.piece, let piece = part.readSlice(length: Self.piece) {
                write(.body(piece), context, nil)
            }
            write(.body(part), context, promise)
        case .end(let trailers):
            open -= 1
            if open == 0 { quietSince = .now() }
            write(.end(trailers), context, promise)
        case let other: write(other, context, promise)
        }
    }

    private func write(_ part: HTTPResponsePart, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        if unwritten == 0 { writtenAt = .now() }
        unwritten += 1
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.unwritten -= 1
            self.writtenAt = .now()
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }

    // MARK: Looking now and then

    private var interval: TimeAmount {
        let shortest = min(limits.head, limits.idle, limits.stall)
        return max(.milliseconds(20), TimeAmount(shortest / 4))
    }

    private func look(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if isTooQuiet(now) || isBodyTooSlow(now) || isAnswerUnread(now) { context.close(promise: nil) }
    }

    private func isTooQuiet(_ now: NIODeadline) -> Bool {
        open == 0 && unwritten == 0 && now - quietSince > TimeAmount(isFirst ? limits.head : limits.idle)
    }

    private func isBodyTooSlow(_ now: NIODeadline) -> Bool {
        let time = bodyTime + (readySince.map { now - $0 } ?? .zero)
        guard isBodyComing, time > TimeAmount(limits.stall) else { return false }
        let isSlow = bodyBytes < limits.leastBytes
        countBodyAnew(now)
        return isSlow
    }

    private func isAnswerUnread(_ now: NIODeadline) -> Bool {
        unwritten > 0 && now - writtenAt > TimeAmount(limits.stall)
    }
}

@available(*, unavailable)
extension ClientGuard: Sendable {}
