import GRDB
import Messages
import Store

/// Keeps the copies of one kind of records: a newer state supersedes, an older one is passed over, a deleted record does
/// not come back.
struct CopyKeeping<C: CopyRecord> {
    let transaction: Transaction
    let statements: RowStatements<C>
    let written: @Sendable (Transaction, C, Event<C.State>) throws -> Void
    private var db: Database { transaction.db }
    private var entity: String { C.State.entity }

    func apply(_ event: Event<C.State>) throws -> Applied {
        let known = try known(event.state.id)
        if let known, known.sequence >= event.sequence { return .applied }
        try transaction.noteNumber(of: event.state)
        if event.isDeleted {
            try delete(event.state.id, event.sequence)
        } else {
            try save(event, after: known)
        }
        // Nothing is lost by a gap: this state is newer than all that were missed.
        return known.map { event.sequence.follows($0.sequence) } ?? true ? .applied : .appliedAfterGap
    }

    /// How many copies were removed, as their owner does not know such records.
    ///
    /// While a projection is built anew, equal versions are written again, for that is what it is built anew for.
    func apply(page: SnapshotPage<C.State>, _ envelope: Envelope) throws -> Int {
        for record in page.records {
            let known = try known(record.id)
            if let known = known?.sequence {
                guard known < record.sequence || known == record.sequence && page.bootstrap != nil else { continue }
            }
            if let state = record.state {
                try transaction.noteNumber(of: state)
                try save(Event(snapshot: state, sequence: record.sequence, envelope), after: known)
            } else {
                try delete(record.id, record.sequence)
            }
        }
        var removed = 0
        for id in page.unknown where try known(id) != nil {
            try C.deleteParts(of: id, db)
            try C.filter(Column("id") == id).deleteAll(db)
            try transaction.forgetSeen(entity, id)
            removed += 1
        }
        if removed > 0, let signal = C.signal { transaction.signal(signal) }
        return removed
    }

    private func known(_ id: EntityID) throws -> SeenEvent? {
        let copied = try EventSequence.fetchOne(
            db.cachedStatement(sql: "SELECT sequence FROM \(C.databaseTableName) WHERE id = ?"), arguments: [id])
        return try copied.map { SeenEvent(sequence: $0, isDeleted: false) } ?? transaction.seen(entity, id)
    }

    private func save(_ event: Event<C.State>, after known: SeenEvent?) throws {
        let record = C(event.state, sequence: event.sequence)
        try statements.upsert(record, db)
        try record.writeParts(db)
        try written(transaction, record, event)
        if known?.isDeleted == true { try transaction.forgetSeen(entity, event.state.id) }
        if let signal = C.signal { transaction.signal(signal) }
    }

    private func delete(_ id: EntityID, _ sequence: EventSequence) throws {
        try C.deleteParts(of: id, db)
        try C.filter(Column("id") == id).deleteAll(db)
        try transaction.noteSeen(entity, id, sequence, isDeleted: true)
        if let signal = C.signal { transaction.signal(signal) }
    }
}

/// Does something once for each event of one kind of records, in their order: an event that comes before those it follows
/// waits for them, one that was acted upon before is passed over.
struct StepKeeping<State: EntityState> {
    let transaction: Transaction
    let body: @Sendable (Transaction, Event<State>) throws -> Void
    let removed: @Sendable (Transaction, EntityID) throws -> Void
    private var entity: String { State.entity }

    func apply(_ event: Event<State>) throws -> Applied {
        let id = event.state.id
        if let seen = try transaction.seen(entity, id) {
            guard event.sequence > seen.sequence else { return .duplicate }
            guard event.sequence.follows(seen.sequence) else { throw ConsumingError.hole(after: seen.sequence) }
        } else if !event.sequence.isFirst {
            throw ConsumingError.hole(after: nil)
        }
        try transaction.noteNumber(of: event.state)
        try body(transaction, event)
        try transaction.noteSeen(entity, id, event.sequence, isDeleted: event.isDeleted)
        try transaction.closeHoles(event.state.subject, upTo: event.sequence)
        return .applied
    }

    func apply(page: SnapshotPage<State>, _ envelope: Envelope) throws -> Int {
        for record in page.records {
            let known = try transaction.seen(entity, record.id)?.sequence
            if let known {
                guard known < record.sequence || known == record.sequence && page.bootstrap != nil else { continue }
            }
            if let state = record.state {
                try transaction.noteNumber(of: state)
                try body(transaction, Event(snapshot: state, sequence: record.sequence, envelope))
            } else {
                try removed(transaction, record.id)
            }
            try transaction.noteSeen(entity, record.id, record.sequence, isDeleted: record.state == nil)
            try transaction.closeHoles(Subject(entity, record.id), upTo: record.sequence)
        }
        var count = 0
        for id in page.unknown {
            try transaction.dropWaiting(Subject(entity, id))
            guard try transaction.seen(entity, id) != nil else { continue }
            try removed(transaction, id)
            try transaction.forgetSeen(entity, id)
            count += 1
        }
        return count
    }
}

@available(*, unavailable)
extension CopyKeeping: Sendable {}

@available(*, unavailable)
extension StepKeeping: Sendable {}
