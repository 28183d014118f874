import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A small mail server on loopback: keeps what it accepts, answers as its script says.
final class SMTPSink: Sendable {
    /// What it does when the whole message is in.
    enum AfterData: Sendable { case reply(String), hangUp }

    struct Script: Sendable {
        /// One for each `RCPT`, then `250`.
        var recipients: [String] = []
        /// One for each message, then `250`.
        var messages: [AfterData] = []
    }

    private let script: Mutex<Script>
    private let kept = Mutex<[String]>([])
    private let seen = Mutex(0)

    private init(_ script: Script) { self.script = Mutex(script) }

    /// The messages it accepted, as they came.
    var mails: [String] { kept.withLock { $0 } }
    /// How often somebody tried to send one.
    var attempts: Int { seen.withLock { $0 } }

    static func with(_ script: Script = Script(), _ body: (SMTPSink, Int) async throws -> Void) async throws {
        let sink = SMTPSink(script)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Session(sink))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(sink, channel.localAddress?.port ?? 0)
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }

    fileprivate func replyToRecipient() -> String {
        seen.withLock { $0 += 1 }
        return script.withLock { $0.recipients.isEmpty ? "250 OK" : $0.recipients.removeFirst() }
    }

    fileprivate func finish(_ mail: String) -> AfterData {
        let after = script.withLock { $0.messages.isEmpty ? .reply("250 OK") : $0.messages.removeFirst() }
        if case .reply(let text) = after, text.hasPrefix("250") { kept.withLock { $0.append(mail) } }
        return after
    }

    /// One connection: lines in, replies out.
    private final class Session: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let sink: SMTPSink
        private var pending = ""
        private var mail: [String]?

        init(_ sink: SMTPSink) { self.sink = sink }

        func channelActive(context: ChannelHandlerContext) { reply("220 sink", context) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            pending += String(buffer: unwrapInboundIn(data))
            while let end = pending.range(of: "\r\n") {
                let line = String(pending[..<end.lowerBound])
                pending.removeSubrange(..<end.upperBound)
                take(line, context)
            }
        }

        private func take(_ line: String, _ context: ChannelHandlerContext) {
            if let lines = mail {
                guard line == "." else { return mail = lines + [line] }
                mail = nil
                switch sink.finish(lines.joined(separator: "\r\n")) {
                case .reply(let text): reply(text, context)
                case .hangUp: context.close(promise: nil)
                }
                return
            }
            switch line.prefix(4).uppercased() {
            case "EHLO", "HELO", "MAIL": reply("250 OK", context)
            case "RCPT": reply(sink.replyToRecipient(), context)
            case "DATA":
                mail = []
                reply("354 go on", context)
            case "QUIT":
                reply("221 bye", context)
                context.close(promise: nil)
            default: reply("500 what", context)
            }
        }

        private func reply(_ text: String, _ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
        }
    }
}
