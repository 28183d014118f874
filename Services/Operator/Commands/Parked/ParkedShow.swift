import ArgumentParser
import Foundation
import ServiceKit

struct ParkedShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one message put aside: why, every attempt, and the message itself.")

    @OptionGroup var selection: ParkedSelection
    @Flag(help: "Print only the message, untouched, so that it can be edited.")
    var body = false

    func run() async throws {
        let row = try await selection.client().parked(selection.number)
        if body {
            FileHandle.standardOutput.write(row.body)
        } else {
            Console.print(Self.text(row))
        }
    }

    private static func text(_ row: DeferredRow) -> String {
        let attempts = (try? JSONDecoder().decode([String].self, from: Data(row.history.utf8))) ?? [row.history]
        let facts = [
            ("number", "\(row.number)"), ("state", row.state.rawValue), ("type", row.type ?? "unknown"),
            ("subject", row.subject ?? "none"), ("source", row.source ?? "unknown"),
            ("message id", row.messageId ?? "unknown"), ("queue", row.queue), ("routing key", row.routingKey),
            ("first at", "\(row.firstAt)"), ("last at", "\(row.lastAt)"),
            ("next try", row.dueAt.map { "\($0)" } ?? "none"), ("code", row.code ?? ""), ("reason", row.reason ?? ""),
        ]
        let lines = facts.map { "\($0.0): \($0.1)" } + ["attempts: \(row.attempts)"] + attempts.map { "  \($0)" }
        return (lines + ["", String(decoding: row.body, as: UTF8.self)]).joined(separator: "\n")
    }
}
