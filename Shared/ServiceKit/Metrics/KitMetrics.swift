import Foundation
import Synchronization

/// A number that only rises.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    public init() {}
    public func increment(by amount: Int = 1) { count.add(amount, ordering: .relaxed) }
    public var value: Int { count.load(ordering: .relaxed) }
}

/// What a service counts, in Prometheus' text format (OPS-3). Names are documented in the README and never change.
public final class KitMetrics: Sendable {
    public let consumed = Counter()
    public let duplicates = Counter()
    public let copyGaps = Counter()
    public let redelivered = Counter()
    public let deferred = Counter()
    public let published = Counter()
    public let returns = Counter()
    public let nacks = Counter()
    public let reconnects = Counter()
    public let timersFired = Counter()
    public let isBlocked = Mutex(false)
    private let requests = Mutex<[RequestKey: RequestTotal]>([:])

    struct RequestKey: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    struct RequestTotal {
        var count = 0
        var seconds = 0.0
    }

    public init() {}

    /// One request answered. `route` is the pattern, never the path, so that the number of series is bounded.
    public func request(route: String, method: String, status: Int, took: Duration) {
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        requests.withLock {
            $0[RequestKey(route: route, method: method, status: status), default: RequestTotal()].count += 1
            $0[RequestKey(route: route, method: method, status: status), default: RequestTotal()].seconds += seconds
        }
    }

    /// `gauges` are read from the store at the time of the scrape.
    public func exposition(gauges: [(name: String, help: String, value: Double)]) -> String {
        let counters: [(String, String, Int)] = [
            ("quen_messages_consumed_total", "Messages taken off the queues.", consumed.value),
            ("quen_inbox_duplicates_total", "Messages dropped as taken in before.", duplicates.value),
            (
                "quen_copy_holes_total", "Events of copied records that never came; the next one made up for them.",
                copyGaps.value
            ),
            ("quen_messages_redelivered_total", "Messages that the broker delivered again.", redelivered.value),
            ("quen_deferred_total", "Messages put aside.", deferred.value),
            ("quen_messages_published_total", "Messages confirmed by the broker.", published.value),
            ("quen_amqp_returns_total", "Messages that no queue was bound for.", returns.value),
            ("quen_amqp_nacks_total", "Messages that the broker refused.", nacks.value),
            ("quen_amqp_reconnects_total", "Connections made again.", reconnects.value),
            ("quen_timers_fired_total", "Timers fired.", timersFired.value),
        ]
        var text = ""
        for (name, help, value) in counters {
            text += "# HELP \(name) \(help)\n# TYPE \(name) counter\n\(name) \(value)\n"
        }
        let blocked: [(name: String, help: String, value: Double)] = [
            ("quen_amqp_blocked", "Whether the broker takes no publishes.", isBlocked.withLock { $0 } ? 1 : 0)
        ]
        for (name, help, value) in gauges + blocked {
            text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(name) \(value)\n"
        }
        return text + requestLines()
    }

    private func requestLines() -> String {
        let requests = requests.withLock { $0 }.sorted { "\($0.key)" < "\($1.key)" }
        guard !requests.isEmpty else { return "" }
        let name = "http_server_request_duration_seconds"
        var text = "# HELP \(name) How long requests took.\n# TYPE \(name) summary\n"
        for (key, total) in requests {
            let labels =
                "{http_route=\"\(key.route)\",http_request_method=\"\(key.method)\",http_response_status_code=\"\(key.status)\"}"
            text += "\(name)_sum\(labels) \(total.seconds)\n\(name)_count\(labels) \(total.count)\n"
        }
        return text
    }
}
