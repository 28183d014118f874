import Foundation
import Messages
import Money

extension Reminder {
    /// All that a contract wants, by kind: nothing unless it is in force or about to be (CON-7, CON-8). What is not named
    /// withdraws those that wait.
    /// - Parameters:
    ///   - since: when what the event says came about.
    ///   - today: an allowance whose period is over warns nobody.
    static func wanted(
        by state: ContractState, since: Instant, today: Day, eventType: String, eventId: EntityID
    ) -> [AlertKind: [Reminder]] {
        guard let contract = Reminder(inForce: state, since, eventType, eventId) else { return [:] }
        var wanted: [AlertKind: [Reminder]] = [:]
        wanted[.contractExpiring] = state.effectiveTo.map { [contract.on($0)] }
        wanted[.instalmentDue] = state.instalments?.map { contract.of($0, state.currency) }
        wanted[.guaranteeExpiring] = state.guarantees?.filter { $0.releasedOn == nil }
            .map { contract.of($0, state.currency) }
        wanted[.visitDue] = state.visits?.filter { $0.doneOn == nil }.map { contract.of($0) }
        if let allowance = state.allowance, let kind = allowance.warning, allowance.to.map({ today <= $0 }) ?? true {
            wanted[kind] = [contract.of(allowance, since)]
        }
        return wanted
    }

    private init?(inForce state: ContractState, _ since: Instant, _ eventType: String, _ eventId: EntityID) {
        guard Self.inForce.contains(state.status) else { return nil }
        self.init(
            about: state.subject, name: state.number, customerId: state.customerId,
            recipientIds: Self.responsible(state.ownership), ownership: state.ownership,
            anchor: .fact(key: "", since: since), eventType: eventType, eventId: eventId)
    }

    private static let inForce: Set<ContractStatus> = [.signed, .inProgress, .suspended, .accepted]

    // MARK: Parts

    private func of(_ instalment: Instalment, _ currency: Currency) -> Reminder {
        let amount = Amount(minorUnits: instalment.amount, currency: currency)
        return on(
            instalment.dueOn, part: instalment.id,
            details: Bilingual(
                en: Self.joined([instalment.description, AlertText.english(amount)]),
                vi: Self.joined([instalment.description, AlertText.vietnamese(amount)])))
    }

    private func of(_ guarantee: Guarantee, _ currency: Currency) -> Reminder {
        let amount = Amount(minorUnits: guarantee.amount, currency: currency)
        let given = [guarantee.issuer, guarantee.reference].compactMap(\.self)
        return on(
            guarantee.expiresOn, part: guarantee.id, what: guarantee.kind.name,
            details: Bilingual(
                en: Self.joined([AlertText.english(amount)] + given),
                vi: Self.joined([AlertText.vietnamese(amount)] + given)))
    }

    private func of(_ visit: MaintenanceVisit) -> Reminder {
        on(visit.dueOn, part: visit.id, details: visit.note.map { Bilingual(en: $0, vi: $0) })
    }

    /// One for each allowance: another quantity or period is another.
    private func of(_ allowance: Allowance, _ since: Instant) -> Reminder {
        let period = [allowance.from?.description ?? "", allowance.to?.description ?? ""].joined(separator: "/")
        var reminder = self
        reminder.anchor = .fact(key: "\(allowance.quantity) \(allowance.unit.rawValue)|\(period)", since: since)
        reminder.what = allowance.usage
        reminder.details = allowance.coverage.map { Bilingual(en: $0, vi: $0) }
        return reminder
    }

    private func on(_ day: Day, part: EntityID? = nil, what: Bilingual? = nil, details: Bilingual? = nil) -> Reminder {
        var reminder = self
        (reminder.anchor, reminder.part, reminder.what, reminder.details) = (.day(day), part, what, details)
        return reminder
    }

    private static func joined(_ texts: [String]) -> String {
        texts.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Allowance {
    /// At 80 % and at the end, as Contracts counts it (CON-8).
    fileprivate var warning: AlertKind? {
        if used >= quantity { return .allowanceUsedUp }
        return Int128(used.scaled) * 5 >= Int128(quantity.scaled) * 4 ? .allowanceLow : nil
    }

    fileprivate var usage: Bilingual {
        let (en, vi) =
            switch unit {
            case .cases: ("cases", "lượt")
            case .hours: ("hours", "giờ")
            }
        return Bilingual(
            en: "\(AlertText.english(used)) of \(AlertText.english(quantity)) \(en)",
            vi: "\(AlertText.vietnamese(used))/\(AlertText.vietnamese(quantity)) \(vi)")
    }
}

extension GuaranteeKind {
    fileprivate var name: Bilingual {
        switch self {
        case .retention: Bilingual(en: "The retention", vi: "Tiền giữ lại")
        case .advancePayment: Bilingual(en: "The advance payment guarantee", vi: "Bảo lãnh tạm ứng")
        case .performance: Bilingual(en: "The performance guarantee", vi: "Bảo lãnh thực hiện")
        case .warranty: Bilingual(en: "The warranty guarantee", vi: "Bảo lãnh bảo hành")
        }
    }
}
