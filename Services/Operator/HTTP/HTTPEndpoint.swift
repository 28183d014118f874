import AsyncHTTPClient
import Foundation
import Messages
import NIOCore
import NIOHTTP1

/// One HTTP server and the credentials for it.
struct HTTPEndpoint: Sendable {
    enum Authorization: Sendable {
        case basic(String, String)
        case bearer(String)

        var header: String {
            switch self {
            case .basic(let user, let password): "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
            case .bearer(let token): "Bearer \(token)"
            }
        }
    }

    private static let maxBytes = 64 << 20
    /// For as long as the program runs. A refused connection is an answer here, not something to try until the time is up.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Scheme, host and port, such as `http://127.0.0.1:7411`.
    let base: String
    let authorization: Authorization
    /// Sent with every request.
    var headers: [(String, String)] = []

    /// Any answer is returned, whatever its status; no answer throws `NoAnswer`.
    ///
    /// - Parameter path: segments, which may hold any character.
    func send(
        _ method: String, _ path: [String], query: [(String, String)] = [], json: [UInt8]? = nil,
        headers: [(String, String)] = [], timeout: Duration = .seconds(30)
    ) async throws -> HTTPAnswer {
        var request = HTTPClientRequest(url: base + Self.location(path, query))
        request.method = .init(rawValue: method)
        request.headers.add(name: "Authorization", value: authorization.header)
        for (name, value) in self.headers + headers { request.headers.add(name: name, value: value) }
        if let json {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(json)
        }
        do {
            let deadline = TimeAmount.milliseconds(timeout.components.seconds * 1000)
            let response = try await Self.client.execute(request, timeout: deadline)
            let body = try await response.body.collect(upTo: Self.maxBytes)
            return HTTPAnswer(
                status: Int(response.status.code), date: response.headers.first(name: "Date"),
                body: Array(body.readableBytesView))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw NoAnswer(address: base, error: error)
        }
    }

    static func location(_ path: [String], _ query: [(String, String)]) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "" }
        let parameters = query.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
        return "/" + path.map(escaped).joined(separator: "/") + (parameters.isEmpty ? "" : "?" + parameters)
    }
}

/// The server could not be reached or did not answer in time.
struct NoAnswer: Error, CustomStringConvertible {
    let address: String
    let isTimeout: Bool
    let reason: String

    init(address: String, error: any Error) {
        self.address = address
        let known = error as? HTTPClientError
        isTimeout = known == .deadlineExceeded || known == .readTimeout || known == .connectTimeout
        reason = isTimeout ? "no answer in time" : known?.shortDescription ?? "the connection was refused"
    }

    var description: String {
        "\(address) does not answer: \(reason). Check that it runs and that the configuration names its address."
    }
}
