import GRDB
import Messages
import Store

extension Lead: EntityRecord {
    static let databaseTableName = "lead"

    var published: LeadState {
        LeadState(
            id: id, code: code, personName: personName, firmName: firmName, taxCode: taxCode, phone: phone,
            email: email, need: need, source: source, rating: rating, status: status, ownership: ownership,
            external: external, conversion: conversion)
    }
}

extension Transaction {
    func add(_ lead: Lead, event: EventName = .created) throws -> RecordVersion {
        var lead = lead
        let version = try insert(&lead, event: event)
        try index(lead)
        return version
    }

    func save(
        _ lead: Lead, from old: Lead, event: EventName = .updated, expected: EventSequence? = nil, reason: String? = nil
    ) throws -> RecordVersion {
        var lead = lead
        let version = try update(&lead, from: old, event: event, expected: expected, cause: reason)
        if version.sequence != old.sequence { try index(lead) }
        return version
    }

    /// Only an open lead can be a duplicate: what was converted is found by its customer.
    private func index(_ lead: Lead) throws {
        try SearchIndex.put("lead", lead.id, lead.searchWords, db)
        try DuplicateKeys.put("lead", lead.id, lead.status == .new ? lead.duplicateKeys : [], db)
    }
}

extension Lead {
    var searchWords: [String] {
        [personName, firmName, need, email].compactMap(\.self)
            + [code, taxCode].compactMap(\.self).flatMap(SearchIndex.parts(ofNumber:)) + (phone?.searchWords ?? [])
    }
}
