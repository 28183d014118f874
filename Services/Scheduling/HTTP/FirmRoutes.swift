import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// The firm itself (SCH-2): read by whoever is signed in.
struct FirmRoutes {
    let routes: ServiceRoutes

    func add() {
        let (commands, store) = (routes.commands, routes.store)
        routes.signedIn.get("firm") { _, context in
            _ = try context.person
            let firm = try await store.read { try Firm.current($0) }
            return try Response.json(FirmAnswer(state: firm.published, version: firm.sequence), version: firm.sequence)
        }
        routes.signedIn.put("firm") { request, context in
            try await commands.change(request, context, Firm.Input.self) {
                try ReplaceFirm(input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
        addLogo()
    }

    private func addLogo() {
        let (commands, store) = (routes.commands, routes.store)
        routes.signedIn.get("firm/logo") { _, context in
            _ = try context.person
            let (logo, bytes) = try await store.read { (try Firm.current($0).logo, try Firm.logoBytes($0)) }
            guard let logo, let bytes else { throw CommonError.notFound(entity: "logo", id: "firm") }
            var headers: HTTPFields = [.contentType: logo.type, .eTag: "\"\(logo.sha256)\""]
            headers[.xContentTypeOptions] = "nosniff"
            headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        routes.signedIn.put("firm/logo") { request, context in
            let person = try context.person
            // Whoever may not is told before the bytes are taken in.
            try person.requireAll(.parameters, .edit)
            let expected = try request.ifMatch()
            let buffer = try await request.collected(upTo: LogoType.mostBytes)
            let bytes = Array(buffer.readableBytesView)
            let version = try await store.write(cause: context.cause) { transaction in
                try ReplaceLogo(bytes: bytes, person: person.asking(at: transaction.now), expected: expected)
                    .execute(in: transaction)
            }
            var answer = try Response.json(
                LogoAnswer(id: version.subject.id, version: version.sequence), version: version.sequence)
            answer.headers[.quenVersion] = version.description
            return answer
        }
        routes.signedIn.delete("firm/logo") { request, context in
            try await commands.change(request, context, EmployeeRoutes.Empty.self) {
                try ReplaceLogo(bytes: nil, person: $2, expected: $3).execute(in: $0)
            }
        }
    }

    private struct LogoAnswer: Encodable {
        var id: String
        var version: EventSequence
    }

    private struct FirmAnswer: Encodable {
        var state: FirmState
        var version: EventSequence
        private enum Keys: String, CodingKey { case version, timeZone }

        func encode(to encoder: any Encoder) throws {
            try state.encode(to: encoder)
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(version, forKey: .version)
            try container.encode(LocalZone.vietNam.identifier, forKey: .timeZone)
        }
    }
}
