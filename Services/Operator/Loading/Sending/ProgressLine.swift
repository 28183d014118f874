import Foundation
import Synchronization

/// Shows progress on standard error: in place on a terminal, else a line every five seconds.
final class ProgressLine: Sendable {
    private static let interval = Duration.seconds(5)

    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) != 0
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

    func show(_ progress: LoadProgress) { show(progress.text, isLast: progress.answered == progress.total) }

    func show(_ text: String, isLast: Bool) {
        guard !isTerminal else {
            let end = isLast ? "\n" : ""
            return FileHandle.standardError.write(Data("\r\u{1B}[K\(text)\(end)".utf8))
        }
        let isDue = lastShown.withLock { last in
            if let shown = last, shown.duration(to: .now) < Self.interval, !isLast { return false }
            last = .now
            return true
        }
        if isDue { Console.note(text) }
    }
}
