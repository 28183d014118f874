import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// Files of contracts and invoices (CON-1, CON-5). A file is sent as it is, as the body, and judged by its content.
struct AttachmentRoutes {
    let store: ServiceStore

    func add(to group: RouterGroup<APIContext>) {
        Files<Contract>(store: store, path: "/contracts", entity: "contract").add(to: group)
        Files<Invoice>(store: store, path: "/invoices", entity: "invoice").add(to: group)
    }

    private struct Files<R: OwnedRecord & KeptRecord>: Sendable {
        let store: ServiceStore
        let path: RouterPath
        let entity: String
        private var files: AttachmentStore { AttachmentStore(store: store) }

        func add(to group: RouterGroup<APIContext>) {
            let records = group.group(path).group(":id/attachments")
            records.get(use: list)
            records.post(use: upload)
            records.get(":attachment", use: download)
            records.delete(":attachment", use: delete)
        }

        private func records(_ context: APIContext) throws -> FilesOfRecord<R> {
            FilesOfRecord<R>(id: try context.id(entity: entity), person: try context.person)
        }

        @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
            let records = try records(context)
            return try Response.json(Items(items: try await store.read { try records.list($0) }))
        }

        @Sendable private func upload(_ request: Request, _ context: APIContext) async throws -> Response {
            let records = try records(context)
            let id = records.id
            // Whoever may not is told before the bytes are taken in.
            try await store.read { try records.requireEdit($0) }
            guard let kind: Attachment.Kind = try request.choice("kind") else { throw AttachmentError.kindRequired }
            let name = request.text("name") ?? ""
            guard (1...200).contains(name.utf8.count), !name.contains("/"),
                !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { throw AttachmentError.invalidName }
            let attachment = try await take(
                request, as: AttachmentStore.Order(entity: entity, recordId: id, kind: kind, name: name), context
            ) { transaction in
                let person = records.person.asking(at: transaction.now)
                try FilesOfRecord<R>(id: id, person: person).requireEdit(transaction.db)
            }
            var response = try Response.json(attachment)
            response.status = .created
            response.headers[.location] = "\(path)/\(id)/attachments/\(attachment.id)"
            return response
        }

        private func take(
            _ request: Request, as order: AttachmentStore.Order, _ context: APIContext,
            permit: @escaping @Sendable (Transaction) throws -> Void
        ) async throws -> Attachment {
            do {
                return try await files.take(request.body, as: order, cause: context.cause, permit: permit)
            } catch let error as AttachmentError where error.isOfSize {
                throw HTTPProblem(.contentTooLarge, code: error.code, message: error.message)
            }
        }

        @Sendable private func download(_ request: Request, _ context: APIContext) async throws -> Response {
            let records = try records(context)
            let id = try context.id("attachment", entity: "attachment")
            let attachment = try await store.read { try records.file(id, $0) }
            var headers: HTTPFields = [
                .contentType: attachment.type, .contentLength: String(attachment.size),
                .eTag: "\"\(attachment.sha256)\"",
            ]
            // What people have uploaded is never shown as part of a page.
            headers[.contentDisposition] = "attachment; \(Response.fileName(attachment.name))"
            headers[.xContentTypeOptions] = "nosniff"
            return Response(
                status: .ok, headers: headers, body: ResponseBody(asyncSequence: files.pieces(of: attachment.id)))
        }

        @Sendable private func delete(_ request: Request, _ context: APIContext) async throws -> Response {
            let records = try records(context)
            let attachment = try context.id("attachment", entity: "attachment")
            try await store.write(cause: context.cause) { try records.delete(attachment, in: $0) }
            return Response(status: .noContent)
        }
    }
}

extension Response {
    /// The member of `Content-Disposition` that names a file (RFC 5987).
    static func fileName(_ name: String) -> String {
        let encoded = name.addingPercentEncoding(
            withAllowedCharacters: CharacterSet(
                charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"))
        return "filename*=UTF-8''\(encoded ?? "file")"
    }
}
