/// Why there is no broker to test with.
public enum PrivateBrokerError: Error, Sendable, CustomStringConvertible {
    case notInstalled(path: String)
    case notReady(log: String)
    case badAddress(variable: String)
    case management(status: Int, method: String, path: String, body: String)
    case command(name: String, output: String)
    case notOurs

    public var description: String {
        switch self {
        case .notInstalled(let path):
            "RabbitMQ is not installed (\(path) is missing): install rabbitmq-server, or set QUEN_SKIP_BROKER=1 to skip "
                + "the tests that need it"
        case .notReady(let log): "the private RabbitMQ did not start; the end of its log:\n\(log)"
        case .badAddress(let variable): "\(variable) is not an address"
        case .management(let status, let method, let path, let body): "\(method) \(path) answered \(status): \(body)"
        case .command(let name, let output): "\(name) failed: \(output)"
        case .notOurs: "the broker of QUEN_TEST_BROKER is not to be stopped by tests"
        }
    }
}
