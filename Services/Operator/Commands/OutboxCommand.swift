import ArgumentParser
import Foundation
import Messages
import ServiceKit

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "What a service has published.", subcommands: [OutboxResendCommand.self])
}

struct OutboxResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend",
        abstract: "Publishes again, as it was, what a service has published since a time.",
        discussion: """
            For a consumer that lost what it had taken in. The messages keep their ids, so that who knows one drops it. \
            Rows are kept for seven days; what is older comes by quen bootstrap. A resend that was broken off is gone \
            on with by the --after that it names. Prints how many were published again.
            """)

    /// Messages that may wait for the broker before more are added.
    private static let mostPending: Int64 = 20_000

    @OptionGroup var selection: ServiceSelection
    @Option(help: "From this time on: RFC 3339, or an age such as 30m, 6h, 2d.")
    var since: TimeArgument
    @Option(help: "Before this time.")
    var until: TimeArgument?
    @Option(help: "Only of this exchange, such as quen.events.")
    var exchange: String?
    @Option(help: "Only keys that begin so, such as customers.customer.")
    var key: String?
    @Option(help: "Go on after this place of the outbox.")
    var after: Int64?

    func run() async throws {
        let client = try selection.client()
        var wanted = OutboxResend(
            since: since.instant, until: until?.instant, exchange: exchange, keyPrefix: key, after: after)
        let progress = ProgressLine()
        var count = 0
        while true {
            let page: OutboxResend.Page
            do { page = try await client.resend(wanted) } catch {
                Console.note("\(count) were published again. Go on by --after \(wanted.after ?? 0).")
                throw error
            }
            count += page.count
            (wanted.after, wanted.upTo) = (page.after, page.upTo)
            progress.show("\(count) published again, to place \(page.after) of \(page.upTo)", isLast: page.isLast)
            if page.isLast { break }
            try await drained(client, page.pending)
        }
        Console.print("\(count)")
    }

    /// Waits while too much waits for the broker.
    private func drained(_ client: AdminClient, _ pending: Int64) async throws {
        var pending = pending
        while pending > Self.mostPending {
            try await Task.sleep(for: .seconds(1))
            pending = Int64(try await client.status().outboxPending)
        }
    }
}

/// A time as an operator writes it.
struct TimeArgument: ExpressibleByArgument, Sendable {
    let instant: Instant

    init?(argument: String) { self.init(argument, now: Instant(Date())) }

    init?(_ text: String, now: Instant) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        if let instant = Instant(text) {
            self.instant = instant
        } else if let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()), number >= 0,
            number < 100_000
        {
            instant = now.adding(.seconds(-number * unit))
        } else {
            return nil
        }
    }
}
