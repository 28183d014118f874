import Crypto
import Foundation
import GRDB
import Messages
import NIOCore
import ServiceKit
import Store

/// Takes in and hands out the bytes of files, a piece at a time: none is ever whole in memory. Pieces that belong to no file,
/// because the process died while they came, are taken away at the next start.
struct AttachmentStore: Sendable {
    let store: ServiceStore

    /// What a file is taken in as.
    struct Order: Sendable {
        var entity: String
        var recordId: EntityID
        var kind: Attachment.Kind
        var name: String
    }

    /// Keeps `body`. The same bytes of the same name again are the file that is there.
    /// - Parameter permit: throws where the person may not, by the time that everything is there.
    func take<Body: AsyncSequence & Sendable>(
        _ body: Body, as order: Order, cause: Cause, permit: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> Attachment where Body.Element == ByteBuffer {
        let id = EntityID(milliseconds: store.world.now().milliseconds, random: store.world.random())
        do {
            return try await receive(body, id, order, cause, permit)
        } catch {
            try await store.write(priority: .background) { try Self.deletePieces(of: id, $0.db) }
            throw error
        }
    }

    private func receive<Body: AsyncSequence & Sendable>(
        _ body: Body, _ id: EntityID, _ order: Order, _ cause: Cause,
        _ permit: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> Attachment where Body.Element == ByteBuffer {
        var (hash, size, count) = (SHA256(), 0, 0)
        var type: FileType?
        var piece: [UInt8] = []
        for try await buffer in body {
            size += buffer.readableBytes
            guard size <= Attachment.greatestSize else { throw AttachmentError.tooLarge }
            hash.update(data: buffer.readableBytesView)
            piece += buffer.readableBytesView
            if type == nil, piece.count >= 8 {
                guard let found = FileType(beginning: piece) else { throw AttachmentError.unsupported }
                type = found
            }
            if piece.count >= Attachment.pieceSize {
                try await write(piece, count, of: id)
                (piece, count) = ([], count + 1)
            }
        }
        guard size > 0 else { throw AttachmentError.empty }
        guard let type else { throw AttachmentError.unsupported }
        if !piece.isEmpty { try await write(piece, count, of: id) }
        let digest = hash.finalize().map { String(format: "%02x", $0) }.joined()
        return try await store.write(cause: cause) { [size] transaction in
            try permit(transaction)
            return try keep(
                Attachment(
                    id: id, entity: order.entity, recordId: order.recordId, kind: order.kind, name: order.name,
                    type: type.rawValue, size: size, sha256: digest, at: transaction.now,
                    account: transaction.cause.actor), in: transaction)
        }
    }

    private func write(_ bytes: [UInt8], _ number: Int, of id: EntityID) async throws {
        try await store.write { transaction in
            try transaction.db.execute(
                sql: "INSERT INTO attachmentPiece(attachmentId, number, bytes) VALUES (?, ?, ?)",
                arguments: [id, number, Data(bytes)])
        }
    }

    private func keep(_ attachment: Attachment, in transaction: Transaction) throws -> Attachment {
        let same = try Attachment.filter(
            Column("recordId") == attachment.recordId && Column("sha256") == attachment.sha256
                && Column("kind") == attachment.kind.rawValue && Column("name") == attachment.name
        ).fetchOne(transaction.db)
        if let same {
            try Self.deletePieces(of: attachment.id, transaction.db)
            return same
        }
        let count = try Attachment.filter(Column("recordId") == attachment.recordId).fetchCount(transaction.db)
        guard count < Attachment.mostPerRecord else { throw AttachmentError.tooMany }
        try attachment.insert(transaction.db)
        try transaction.audit(
            "attached", subject: "\(attachment.entity)/\(attachment.recordId)",
            details: ["name": attachment.name, "kind": attachment.kind.rawValue, "sha256": attachment.sha256])
        return attachment
    }

    /// The file's bytes in their order, for an answer that is written while it is read.
    func pieces(of id: EntityID) -> AsyncThrowingStream<ByteBuffer, any Error> {
        let next = PieceNumber()
        return AsyncThrowingStream {
            let number = await next.take()
            return try await store.read { db in
                try Data.fetchOne(
                    db, sql: "SELECT bytes FROM attachmentPiece WHERE attachmentId = ? AND number = ?",
                    arguments: [id, number])
            }.map { ByteBuffer(bytes: $0) }
        }
    }

    private actor PieceNumber {
        private var number = 0

        func take() -> Int {
            defer { number += 1 }
            return number
        }
    }

    static func deletePieces(of id: EntityID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM attachmentPiece WHERE attachmentId = ?", arguments: [id])
    }

    /// Before anything runs.
    func deleteOrphans() async throws {
        try await store.write(priority: .background) { transaction in
            try transaction.db.execute(
                sql: "DELETE FROM attachmentPiece WHERE attachmentId NOT IN (SELECT id FROM attachment)")
        }
    }
}
