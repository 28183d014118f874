/// What was read of one kind of record, and what became of it.
struct LoadPart: Sendable {
    /// For the summary, such as `customers`.
    let name: String
    var read = 0
    /// Rows without an identifier.
    var blank = 0
    var documents: [InboundDocument] = []
    /// Rows that could not be read.
    var unreadable: [Refusal] = []

    init(_ name: String) { self.name = name }

    /// Reads a row; a value that cannot be read refuses the row and not the file.
    mutating func take(_ row: CSVRow, externalId: String?, _ document: (String) throws -> InboundDocument) throws {
        read += 1
        guard let externalId else { return blank += 1 }
        do {
            documents.append(try document(externalId))
        } catch let fault as CellFault {
            unreadable.append(
                Refusal(
                    origin: row.origin, externalId: externalId, code: "unreadable", path: fault.column,
                    message: "\(fault.value) is not \(fault.expected)"))
        }
    }
}
