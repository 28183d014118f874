import Foundation
import Logging
import Messages
import Messaging

/// Sends the parts of one load and keeps what became of them.
struct LoadRun {
    private let loader: Loader
    private(set) var lines: [LoadSummary.Line] = []
    private(set) var refusals: [Refusal] = []

    init(_ loader: Loader) { self.loader = loader }

    /// Sends `documents`, which are those of `parts` in an order of their own, and waits for every answer.
    mutating func send(_ parts: [LoadPart], inOrder documents: [InboundDocument]? = nil) async throws -> [EntityID:
        InboundAnswer]
    {
        let answers = try await loader.send(documents ?? parts.flatMap(\.documents))
        for part in parts {
            let refused = part.unreadable + part.documents.compactMap { Self.refusal($0, answers[$0.id]) }
            let accepted = part.documents.count + part.unreadable.count - refused.count
            lines.append(
                .init(
                    name: part.name, read: part.read, blank: part.blank, sent: part.documents.count, accepted: accepted,
                    refused: refused.count))
            refusals += refused
        }
        return answers
    }

    private static func refusal(_ document: InboundDocument, _ answer: InboundAnswer?) -> Refusal? {
        guard case .refused(let code, let path, let message) = answer else { return nil }
        return Refusal(
            origin: document.origin, externalId: document.externalId, code: code, path: path ?? "", message: message)
    }
}

/// How a load ended.
struct LoadSummary {
    struct Line: Equatable {
        var name: String
        var read: Int
        var blank: Int
        var sent: Int
        var accepted: Int
        var refused: Int
    }

    var lines: [Line]

    var table: TextTable {
        let total = lines.reduce(into: Line(name: "total", read: 0, blank: 0, sent: 0, accepted: 0, refused: 0)) {
            $0.read += $1.read
            $0.blank += $1.blank
            $0.sent += $1.sent
            $0.accepted += $1.accepted
            $0.refused += $1.refused
        }
        return TextTable(
            columns: ["records", "read", "blank", "sent", "accepted", "refused"],
            rows: (lines + [total]).map {
                [$0.name, "\($0.read)", "\($0.blank)", "\($0.sent)", "\($0.accepted)", "\($0.refused)"]
            })
    }
}

/// The file of what was refused, for whoever corrects it.
enum RefusedFile {
    static let columns = ["file", "row", "externalId", "code", "path", "message"]

    static func text(_ refusals: [Refusal]) -> String {
        let rows = refusals.sorted { ($0.origin.file, $0.origin.row) < ($1.origin.file, $1.origin.row) }.map {
            [$0.origin.file, "\($0.origin.row)", $0.externalId, $0.code, $0.path, $0.message]
        }
        return CSVText.document(columns, rows) + "\n"
    }

    static func write(_ refusals: [Refusal], to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: Data(text(refusals).utf8)) else {
            throw OperatorError("What was refused cannot be written to \(path). Name another file by --refused.")
        }
    }
}
