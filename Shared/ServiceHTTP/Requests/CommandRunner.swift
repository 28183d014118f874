import Crypto
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceKit
import Store

/// Runs commands that come by HTTP: in one transaction with the check of the `Idempotency-Key`, answered with `ETag` and
/// `Quen-Version`.
public struct CommandRunner: Sendable {
    private let store: ServiceStore

    public init(_ store: ServiceStore) { self.store = store }

    /// A POST. The same key with the same body gets the first answer (status, Location, ETag) and has no second effect;
    /// with another body it is 422. `location` makes the path of the record that came of it.
    public func post<Input: Decodable & Sendable>(
        _ request: Request, _ context: APIContext, _ input: Input.Type, status: HTTPResponse.Status = .created,
        location: @escaping @Sendable (RecordVersion) -> String,
        _ command: @escaping @Sendable (Transaction, Input, Person) throws -> RecordVersion
    ) async throws -> Response {
        let person = try context.person
        let key = try Self.key(request)
        let bytes = try await request.bytes()
        let input = try WireJSON.input(Input.self, from: bytes.isEmpty ? Array("{}".utf8) : bytes)
        let seen = Seen(
            account: person.account, route: "\(request.method.rawValue) \(request.uri.path)", key: key,
            bodyHash: Data(SHA256.hash(data: bytes)))
        let answer = try await store.write(cause: context.cause) { transaction in
            if let earlier = try seen.answer(in: transaction) { return earlier }
            let version = try command(transaction, input, person.asking(at: transaction.now))
            let answer = CommandAnswer(status: status.code, location: location(version), version: version)
            try seen.keep(answer, in: transaction)
            return answer
        }
        return try answer.response()
    }

    /// A PUT, PATCH or DELETE of a record: `If-Match` says from which version.
    public func change<Input: Decodable & Sendable>(
        _ request: Request, _ context: APIContext, _ input: Input.Type,
        _ command: @escaping @Sendable (Transaction, Input, Person, EventSequence) throws -> RecordVersion
    ) async throws -> Response {
        let person = try context.person
        let expected = try request.ifMatch()
        let bytes = try await request.bytes()
        // Only a deletion is complete without one.
        let input = try WireJSON.input(
            Input.self, from: bytes.isEmpty && request.method == .delete ? Array("{}".utf8) : bytes)
        let version = try await store.write(cause: context.cause) {
            try command($0, input, person.asking(at: $0.now), expected)
        }
        return try CommandAnswer(status: 200, location: nil, version: version).response()
    }

    private static func key(_ request: Request) throws -> String {
        guard let key = request.headers[.idempotencyKey], (8...128).contains(key.utf8.count) else {
            throw CommonError.invalid(
                code: "idempotency-key-required", path: "Idempotency-Key",
                message: Bilingual(
                    en: "Send an Idempotency-Key of 8 to 128 characters, a new one for each command.",
                    vi: "Hãy gửi Idempotency-Key dài 8 đến 128 ký tự, mỗi lệnh một khóa mới."))
        }
        return key
    }

    /// A command that may have been carried out before.
    private struct Seen: Sendable {
        let account: EntityID
        let route: String
        let key: String
        let bodyHash: Data

        func answer(in transaction: Transaction) throws -> CommandAnswer? {
            guard
                let row = try Row.fetchOne(
                    transaction.db, sql: "SELECT * FROM idempotency WHERE account = ? AND route = ? AND key = ?",
                    arguments: [account, route, key])
            else { return nil }
            guard row["bodyHash"] as Data == bodyHash else {
                throw CommonError.invalid(
                    code: "idempotency-key-reused", path: "Idempotency-Key",
                    message: Bilingual(
                        en: "This Idempotency-Key was used for another body. Send a new key.",
                        vi: "Idempotency-Key này đã dùng cho nội dung khác. Hãy dùng khóa mới."))
            }
            return CommandAnswer(
                status: row["status"], location: row["location"],
                version: (row["version"] as String?).flatMap(RecordVersion.init))
        }

        func keep(_ answer: CommandAnswer, in transaction: Transaction) throws {
            try transaction.db.execute(
                sql: """
                    INSERT INTO idempotency(account, route, key, bodyHash, status, location, version, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    account, route, key, bodyHash, answer.status, answer.location, answer.version?.description,
                    transaction.now,
                ])
        }
    }
}

/// What a command is answered with; what a repeated one is answered with again.
struct CommandAnswer: Sendable {
    var status: Int
    var location: String?
    var version: RecordVersion?

    private struct Body: Encodable {
        var id: String
        var version: EventSequence
    }

    func response() throws -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.location] = location
        guard let version else { return Response(status: .init(code: status), headers: headers) }
        headers[.eTag] = version.sequence.etag
        headers[.quenVersion] = version.description
        let body = try WireJSON.encode(Body(id: version.subject.id, version: version.sequence))
        return Response(
            status: .init(code: status), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
