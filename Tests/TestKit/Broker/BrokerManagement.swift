import Foundation
import FoundationNetworking

/// The management HTTP API of a broker on a loopback port.
public struct BrokerManagement: Sendable {
    /// Scheme, host and port, such as `http://127.0.0.1:15672`.
    public let address: String
    let user: String
    let password: String

    /// Sends one request; throws where the answer is not a 2xx.
    ///
    /// - Parameter path: the segments under `/api`, each of which may hold any character.
    @discardableResult
    public func send(_ method: String, _ path: [String], json: Data? = nil) async throws -> Data {
        let escaped = path.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? $0 }
        let page = address + "/api/" + escaped.joined(separator: "/")
        guard let url = URL(string: page) else { throw PrivateBrokerError.badAddress(variable: page) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.timeoutInterval = 30
        request.setValue(
            "Basic " + Data("\(user):\(password)".utf8).base64EncodedString(), forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = json
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) else {
            throw PrivateBrokerError.management(
                status: status, method: method, path: path.joined(separator: "/"),
                body: String(decoding: data, as: UTF8.self))
        }
        return data
    }
}
