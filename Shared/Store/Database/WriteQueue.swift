import Dispatch
import Foundation
import GRDB
import Messages
import Synchronization

/// What goes first when several wait for the one writer.
public enum WritePriority: Sendable {
    /// A person waits for it.
    case command
    /// Messages, timers, positions, cleaning up.
    case background
}

/// The one queue in front of SQLite's one writer. Those who wait together share a commit, and so an fsync; each is in a
/// savepoint of its own then, so that one which throws loses only itself. Commands go first.
final class WriteQueue: Sendable {
    /// One who waits: runs inside a transaction, learns afterwards whether it was committed.
    struct Job: Sendable {
        let cause: Cause
        /// Returns whether its work is to be kept.
        let execute: @Sendable (Transaction) -> Bool
        /// Called once, outside the transaction; with the reason where nothing was committed.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct Waiting {
        var commands: [Job] = []
        var background: [Job] = []
        var isDraining = false
    }

    private let waiting = Mutex(Waiting())
    private let thread = DispatchQueue(label: "quen.store.writer")
    private let perform: @Sendable ([Job]) -> Void
    static let mostPerCommit = 200

    init(perform: @escaping @Sendable ([Job]) -> Void) { self.perform = perform }

    func enqueue(_ job: Job, _ priority: WritePriority) {
        let mustStart = waiting.withLock { waiting in
            if priority == .command { waiting.commands.append(job) } else { waiting.background.append(job) }
            defer { waiting.isDraining = true }
            return !waiting.isDraining
        }
        if mustStart { thread.async { self.drain() } }
    }

    private func drain() {
        while let jobs = next() { perform(jobs) }
    }

    /// All commands, else the background work; a batch of messages is one job and commits alone.
    private func next() -> [Job]? {
        waiting.withLock { waiting in
            if !waiting.commands.isEmpty { return Self.take(&waiting.commands, Self.mostPerCommit) }
            if !waiting.background.isEmpty { return Self.take(&waiting.background, 8) }
            waiting.isDraining = false
            return nil
        }
    }

    private static func take(_ jobs: inout [Job], _ count: Int) -> [Job] {
        let taken = Array(jobs.prefix(count))
        jobs.removeFirst(taken.count)
        return taken
    }
}
