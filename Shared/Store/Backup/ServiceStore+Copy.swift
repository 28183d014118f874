import GRDB

extension ServiceStore {
    /// Writes everything committed by now into a new file at `path`, from a reader: commands go on meanwhile. The file is
    /// complete alone, without a log beside it; syncing it to the disk is left to the caller.
    public func copy(to path: String) async throws -> StoreFacts {
        try await read { source in
            let target = try DatabaseQueue(path: path)
            try target.writeWithoutTransaction { copy in
                try source.backup(to: copy)
                // The copy says of itself that it has a write-ahead log, as the store has.
                try copy.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            let facts = try target.read { try StoreFacts($0) }
            try target.close()
            return facts
        }
    }

    /// What the store says of itself at present.
    public func facts() async throws -> StoreFacts { try await read { try StoreFacts($0) } }
}
