import Foundation
import GRDB
import Logging
import Messages
import ServiceKit
import ServiceLifecycle
import Store

/// Sends what waits, one after the other, at most once each: that it is being sent is committed before the server is spoken
/// to, and what was under way when the process ended is doubtful afterwards, never sent again by itself.
struct MailWorker: Service {
    let store: ServiceStore
    let client: SMTPClient
    let from: String
    let templates: MailTemplates
    let doorbell: Wakeup
    let logger: Logger

    func run() async throws {
        for fault in templates.faults { logger.error("template unusable", metadata: ["template": "\(fault)"]) }
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown { await work() }
        } onGracefulShutdown: {
            client.close()
        }
    }

    private func work() async {
        var mustRecover = true
        while !Task.isCancelled {
            do {
                if mustRecover { try await interruptThoseUnderWay() }
                mustRecover = false
                while !Task.isCancelled, try await sendNext() {}
                try await doorbell.wait(atMost: try await pause())
            } catch is CancellationError {
                return
            } catch {
                logger.warning("mail stopped", metadata: ["error": "\(error)"])
                // Also what could not be written down after sending is doubtful now.
                mustRecover = true
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func interruptThoseUnderWay() async throws {
        try await store.write(priority: .background) { transaction in
            for var delivery in try Delivery.filter(Column("state") == Delivery.State.sending.rawValue).fetchAll(
                transaction.db)
            {
                delivery.interrupt(at: transaction.now)
                try delivery.update(transaction.db)
                try transaction.note("interrupted", delivery)
            }
        }
    }

    /// `false` where nothing is due.
    private func sendNext() async throws -> Bool {
        guard let (delivery, alert) = try await take() else { return false }
        let outcome = await send(delivery, alert)
        // The outcome is written down also when the process is asked to stop.
        try await store.write(priority: .background) { transaction in
            guard var delivery = try Delivery.fetchOne(transaction.db, key: delivery.id) else { return }
            delivery.finish(outcome, at: transaction.now)
            try delivery.update(transaction.db)
            try transaction.note(outcome.name, delivery)
        }
        return true
    }

    /// Marks the next one as being sent; committed when this returns.
    private func take() async throws -> (Delivery, Alert)? {
        try await store.write(priority: .background) { transaction in
            let due = try Delivery.fetchOne(
                transaction.db,
                sql: "SELECT * FROM delivery WHERE state = 'waiting' AND dueAt <= ? ORDER BY dueAt, id LIMIT 1",
                arguments: [transaction.now])
            guard var delivery = due, let alert = try Alert.fetchOne(transaction.db, key: delivery.alertId),
                delivery.begin(at: transaction.now)
            else { return nil }
            try delivery.update(transaction.db)
            return (delivery, alert)
        }
    }

    private func send(_ delivery: Delivery, _ alert: Alert) async -> MailOutcome {
        guard let to = delivery.address, MailMessage.isAddress(to) else {
            return .refused(reason: "the address cannot be used")
        }
        let why = ReminderRule.builtIn[alert.kind]?.why ?? alert.text
        let (body, isBuiltIn) = templates.body(alert, why: why, in: delivery.language)
        if isBuiltIn { logger.warning("built-in text sent", metadata: ["delivery": "\(delivery.id)"]) }
        let message = MailMessage(delivery, alert, from: from, to: to, body: body, at: store.world.now())
        return await client.send(message.bytes(), to: to)
    }

    private func pause() async throws -> Duration {
        let next = try await store.read { db in
            try Instant.fetchOne(db, sql: "SELECT min(dueAt) FROM delivery WHERE state = 'waiting'")
        }
        return next.map { min(max($0.since(store.world.now()), .milliseconds(1)), .seconds(60)) } ?? .seconds(60)
    }
}

extension Transaction {
    /// A line in the log of what was tried (NOT-7).
    fileprivate func note(_ result: String, _ delivery: Delivery) throws {
        try db.execute(
            sql: "INSERT INTO deliveryAttempt(deliveryId, at, result, reason) VALUES (?, ?, ?, ?)",
            arguments: [delivery.id, now, result, delivery.reason])
    }
}
