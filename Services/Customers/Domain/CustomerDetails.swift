import Foundation
import Messages
import Money

/// What is kept of a customer beyond what other services need to know (CUS-1).
struct CustomerDetails: Codable, Sendable, Hashable {
    var legalRepresentative: Representative?
    var bankAccounts: [BankAccount]?
    var paymentTerms: String?
    var creditLimit: Amount?
    var classification: String?
    var notes: String?
    var individual: Individual?
    /// Employees who follow the customer (chế độ theo dõi).
    var watcherIds: [EntityID]?
    /// When the customer does not want to be met.
    var unavailable: [Unavailable]?

    struct Representative: Codable, Sendable, Hashable {
        var name: String
        var title: String?
        /// Number and date, where somebody else signs.
        var powerOfAttorney: String?
    }

    struct BankAccount: Codable, Sendable, Hashable {
        var number: String
        var bank: String
        var branch: String?
    }

    /// Of an individual only.
    struct Individual: Codable, Sendable, Hashable {
        var gender: String?
        var birthDate: Day?
        var incomeBand: String?
        var education: String?
        var socialClass: String?
        var lifestyle: String?
    }

    /// Either a weekday (1 is Monday) or a day, from and to in minutes past midnight.
    struct Unavailable: Codable, Sendable, Hashable {
        var weekday: Int?
        var on: Day?
        var fromMinute: Int
        var toMinute: Int

        var isReadable: Bool {
            (weekday == nil) != (on == nil) && weekday.map { (1...7).contains($0) } ?? true
                && (0..<1440).contains(fromMinute) && (1...1440).contains(toMinute) && fromMinute < toMinute
        }
    }

    /// Trimmed and measured.
    func checked(_ check: InputCheck) throws(InputError) -> CustomerDetails {
        var checked = self
        if let given = legalRepresentative {
            checked.legalRepresentative = Representative(
                name: try check.required(given.name, "details.legalRepresentative.name"),
                title: try check.text(given.title, "details.legalRepresentative.title"),
                powerOfAttorney: try check.text(given.powerOfAttorney, "details.legalRepresentative.powerOfAttorney"))
        }
        checked.paymentTerms = try check.text(paymentTerms, "details.paymentTerms", most: 500)
        checked.classification = try check.text(classification, "details.classification")
        checked.notes = try check.text(notes, "details.notes", most: 10_000)
        try check.limit(bankAccounts?.count ?? 0, "details.bankAccounts")
        try check.limit(watcherIds?.count ?? 0, "details.watcherIds", most: 50)
        try check.limit(unavailable?.count ?? 0, "details.unavailable", most: 100)
        for (index, time) in (unavailable ?? []).enumerated() where !time.isReadable {
            throw .notAllowed(
                path: check.path("details.unavailable[\(index)]"),
                allowed: Bilingual(
                    en: "a weekday 1–7 or a day, and from < to in minutes 0–1440",
                    vi: "thứ 1–7 hoặc một ngày, và from < to theo phút 0–1440"))
        }
        if let limit = creditLimit, limit.minorUnits < 0 {
            throw .notAllowed(path: check.path("details.creditLimit.amount"), allowed: .same("0…"))
        }
        return checked
    }
}
