import HTTPTypes
import Messages
import Synchronization

/// Holds every answer of a service under test to its OpenAPI file, whatever the test is about.
struct PromisedAnswers: Sendable {
    private let document: OpenAPIDocument

    /// Read once for all tests of a process: in a debug build a file of this size takes a good part of a test's time.
    private static let read = Mutex<[ServiceName: OpenAPIDocument]>([:])

    init(of service: ServiceName) throws {
        document = try Self.read.withLock { read in
            if let known = read[service] { return known }
            let document = try OpenAPIDocument(of: service)
            read[service] = document
            return document
        }
    }

    /// Throws where the operation does not declare the status, or where a problem is not sent as one.
    func check(_ method: HTTPRequest.Method, _ path: String, _ answer: TestAnswer) throws {
        guard let operation = document.operation(method.rawValue, path) else { return }
        guard operation.statuses.contains(answer.status) else {
            throw TestFailure("\(operation.name) answered \(answer.status), which openapi.yaml lacks: \(answer.text)")
        }
        // A page says in itself what went wrong.
        let isPage = answer.headers[.contentType]?.hasPrefix("text/html") == true
        if answer.status >= 400, !isPage, answer.headers[.contentType] != "application/problem+json" {
            throw TestFailure("\(operation.name) answered \(answer.status) without a problem: \(answer.text)")
        }
    }
}
