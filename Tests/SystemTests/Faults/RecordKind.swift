import Foundation
import Messages
import Money

/// A kind of record that an outside system sends. Each revision that its owner takes in is one event, and each event
/// leaves a mark in the stores of those who listen.
enum RecordKind: String {
    case product, customer, opportunity

    var owner: ServiceName { self == .customer ? .customers : .pipeline }

    /// The tables in which an event becomes a row, by service.
    var marks: [ServiceName: String] {
        switch self {
        case .product: [.contracts: "productCopy"]
        case .customer:
            [
                .pipeline: "customerCopy", .contracts: "customerCopy", .scheduling: "customerCopy",
                .notifications: "customerCopy",
            ]
        case .opportunity: [.customers: "timelineEntry"]
        }
    }

    /// The message of one revision of one record; each differs from the one before.
    func payload(_ record: Int, revision: Int, mark: String) -> any InboundPayload {
        switch self {
        case .product:
            ProductRecorded(
                externalId: "r-\(record)", name: "Máy in \(record)\(mark)", price: UnitPrice("\(1000 + revision)"),
                currency: .vnd)
        case .customer:
            CustomerRecorded(
                externalId: "r-\(record)", name: "Công ty \(record)\(mark)", address: "Số \(revision) phố Huế")
        case .opportunity:
            OpportunityRecorded(
                externalId: "r-\(record)", name: "Cơ hội \(record), lần \(revision)\(mark)",
                customer: RecordReference(externalId: "c-\(record)"), status: .open,
                value: Amount(minorUnits: Int64(revision) * 1000, currency: .vnd))
        }
    }

    /// The id that its owner gives the record.
    func id(_ record: Int, system: String) -> EntityID {
        .external(system: system, entity: rawValue, externalId: "r-\(record)")
    }
}
