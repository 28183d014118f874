import CCurl
import Dispatch
import Foundation
import Synchronization

/// Hands mail to the server, one after the other, on a thread of its own: libcurl blocks.
final class SMTPClient: Sendable {
    private let settings: SMTPSettings
    private let thread = DispatchQueue(label: "quen.mail")
    private let stop: StopSignal
    private static let isReady = quen_mail_global_init() == 0

    /// Nothing where libcurl cannot be used.
    init?(_ settings: SMTPSettings) {
        guard Self.isReady, let stop = StopSignal() else { return nil }
        self.settings = settings
        self.stop = stop
    }

    func send(_ message: [UInt8], to recipient: String) async -> MailOutcome {
        await withCheckedContinuation { continuation in
            thread.async { continuation.resume(returning: self.perform(message, recipient)) }
        }
    }

    /// Breaks off what is being sent and whatever is tried afterwards.
    func close() { stop.signal() }

    private func perform(_ message: [UInt8], _ recipient: String) -> MailOutcome {
        var password: String?
        if let file = settings.passwordFile {
            password = SMTPSettings.password(in: file)
            guard password != nil else { return .postponed(reason: "the password file cannot be read") }
        }
        var result = quen_mail_result()
        result.code = -1
        message.withUnsafeBytes { bytes in
            guard let start = bytes.bindMemory(to: CChar.self).baseAddress, let handle = stop.handle else { return }
            quen_mail_send(
                settings.url, protection, settings.caFile, settings.user, password, "<\(settings.from)>",
                "<\(recipient)>",
                start, bytes.count, Int(settings.timeout.components.seconds) * 1000, handle, &result)
        }
        return Self.outcome(of: result)
    }

    private var protection: Int32 {
        switch settings.security {
        case .none: Int32(QUEN_MAIL_PLAIN.rawValue)
        case .starttls: Int32(QUEN_MAIL_STARTTLS.rawValue)
        case .tls: Int32(QUEN_MAIL_TLS.rawValue)
        }
    }

    /// A reply to the finished message is certain either way, silence is not. Before that nothing was taken over: a 5xx
    /// about this mail stays one, but a refused connection or log-in is the operator's affair and may be mended.
    static func outcome(of result: quen_mail_result) -> MailOutcome {
        guard result.code != 0 else { return .accepted }
        let error = withUnsafePointer(to: result) { String(cString: quen_mail_error($0)) }
        let reason = result.reply > 0 ? "\(error) (last reply \(result.reply))" : error
        if result.body_finished != 0, result.reply < 400 { return .doubtful(reason: reason) }
        let isFinal = result.about_mail != 0 && result.reply >= 500 && !aboutLogIn.contains(result.reply)
        return isFinal ? .refused(reason: reason) : .postponed(reason: reason)
    }

    /// RFC 4954 §6: log in first, or in another way. Servers say so to MAIL.
    private static let aboutLogIn: Set<Int> = [530, 534, 535, 538]
}

/// The C side's stop signal: an atomic, made with the client and freed when the last mail under way has let go of it.
private final class StopSignal: Sendable {
    /// The handle as a number, for a pointer cannot be shared between threads in Swift's eyes; it never changes.
    private let address: UInt

    init?() {
        guard let handle = quen_mail_stop_create() else { return nil }
        address = UInt(bitPattern: handle)
    }

    deinit { if let handle { quen_mail_stop_destroy(handle) } }

    var handle: OpaquePointer? { OpaquePointer(bitPattern: address) }

    func signal() { if let handle { quen_mail_stop_signal(handle) } }
}
