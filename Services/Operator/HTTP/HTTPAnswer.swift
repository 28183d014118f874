import Messages

/// An answer over HTTP with any status.
struct HTTPAnswer: Sendable {
    let status: Int
    /// The `Date` header.
    let date: String?
    let body: [UInt8]

    var isSuccess: Bool { (200..<300).contains(status) }

    func decoded<T: Decodable>(_ type: T.Type, from address: String) throws -> T {
        do throws(WireFault) {
            return try WireJSON.decode(type, from: body)
        } catch {
            throw OperatorError(
                "\(address) answered something that this version of the tool does not understand (\(error.reason)). Use the tool of the same release."
            )
        }
    }

    /// What a problem document (RFC 9457) or RabbitMQ says, in words for a person.
    var explanation: String {
        struct Words: Decodable {
            var detail: String?
            var reason: String?
            var path: String?
        }
        let words = try? WireJSON.decode(Words.self, from: body)
        let text = words?.detail ?? words?.reason ?? String(decoding: body.prefix(300), as: UTF8.self)
        return "HTTP \(status)" + (text.isEmpty ? "" : ": \(text)") + (words?.path.map { " (\($0))" } ?? "")
    }
}
