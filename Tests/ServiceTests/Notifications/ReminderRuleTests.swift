import Foundation
import Messages
import Money
import TestKit
import Testing

@testable import Notifications

@Suite struct ReminderRuleTests {
    private let zone = LocalZone.vietNam
    private func at(_ text: String) throws -> Instant { try #require(Instant("\(text):00+07:00")) }
    private func day(_ text: String) throws -> Anchor { .day(try #require(Day(text))) }

    @Test func contractStagesAreAtEightInTheMorning() throws {
        let planned = ReminderRule.contract.plan(try day("2027-01-31"), at: try at("2026-01-01T00:00"), waiting: [])
        #expect(planned.map(\.occurrence) == ["90", "60", "30", "7", "1"].map { "expiry-P\($0)D|2027-01-31" })
        let (first, last) = (try at("2026-11-02T08:00"), try at("2027-01-30T08:00"))
        #expect(planned.first?.dueAt == first)
        #expect(planned.last?.dueAt == last)
    }

    @Test(arguments: [
        (
            "2026-12-20T09:00",
            ["expiry-P60D|2027-01-31", "expiry-P30D|2027-01-31", "expiry-P7D|2027-01-31", "expiry-P1D|2027-01-31"]
        ),
        ("2027-01-30T12:00", ["expiry-P1D|2027-01-31"]), ("2027-01-31T23:59", ["expiry-P1D|2027-01-31"]),
        ("2027-02-01T00:00", []),
    ])
    func ofContractStagesThatArePastOnlyTheNewestIsSet(now: String, expected: [String]) throws {
        let planned = ReminderRule.contract.plan(try day("2027-01-31"), at: try at(now), waiting: [])
        #expect(planned.map(\.occurrence) == expected)
    }

    @Test func whatWaitedAlreadyStaysAlthoughItIsLate() throws {
        let waiting: Set = ["expiry-P90D|2027-01-31"]
        let planned = ReminderRule.contract.plan(
            try day("2027-01-31"), at: try at("2026-12-20T09:00"), waiting: waiting)
        #expect(planned.map(\.occurrence).prefix(2) == ["expiry-P90D|2027-01-31", "expiry-P60D|2027-01-31"])
    }

    @Test func ofSeveralStagesThatAreDueOnlyTheNewestIsRaised() throws {
        let (anchor, now) = (try day("2027-01-31"), try at("2027-01-05T00:00"))
        #expect(ReminderRule.contract.decide("expiry-P30D|2027-01-31", anchor, at: now) == .raise)
        for stage in ["90", "60"] {
            guard case .drop = ReminderRule.contract.decide("expiry-P\(stage)D|2027-01-31", anchor, at: now) else {
                Issue.record("\(stage) was raised")
                continue
            }
        }
    }

    @Test func anAppointmentIsRemindedOfUntilItBegins() throws {
        let start = try at("2026-11-24T09:00")
        let planned = ReminderRule.appointment.plan(.instant(start), at: try at("2026-11-23T09:00"), waiting: [])
        #expect(planned.map(\.occurrence) == ["reminder-PT15M|\(start)"])
        let late = try at("2026-11-24T08:59")
        #expect(ReminderRule.appointment.decide("reminder-PT15M|\(start)", .instant(start), at: late) == .raise)
        #expect(
            ReminderRule.appointment.decide("reminder-PT15M|\(start)", .instant(start), at: start)
                == .drop(reason: "it has begun already"))
    }

    @Test func anInvoiceIsOverdueADayAfter() throws {
        let planned = ReminderRule.invoice.plan(try day("2026-11-30"), at: try at("2026-11-01T00:00"), waiting: [])
        let dueAt = try at("2026-12-01T08:00")
        #expect(planned == [.init(occurrence: "overdue+P1D|2026-11-30", dueAt: dueAt)])
        let past = ReminderRule.invoice.plan(try day("2026-10-30"), at: try at("2026-11-01T00:00"), waiting: [])
        #expect(past.isEmpty)
    }

    @Test(arguments: [
        (ReminderRule.contract, [90, 60, 30, 7, 1]), (.instalment, [7, 1]), (.guarantee, [30, 7, 1]), (.visit, [7, 1]),
        (.warranty, [30]),
    ])
    func eachRuleOfDaysRemindsThatManyDaysBeforeAtEight(rule: ReminderRule, days: [Int]) throws {
        let last = try #require(Day("2027-01-31"))
        let planned = rule.plan(.day(last), at: try at("2026-01-01T00:00"), waiting: [])
        #expect(planned.map(\.occurrence) == days.map { "\(rule.prefix)-P\($0)D|2027-01-31" })
        #expect(planned.map(\.dueAt) == days.map { zone.instant(of: last.adding(days: -$0), minutes: 480) })
        // First heard of on the last day the newest is raised still; a day later nothing is.
        let newest = rule.plan(.day(last), at: try at("2027-01-31T23:59"), waiting: [])
        #expect(newest == planned.suffix(1))
        #expect(rule.plan(.day(last), at: try at("2027-02-01T00:00"), waiting: []).isEmpty)
    }

    @Test(arguments: [ReminderRule.allowanceLow, .allowanceUsedUp])
    func aFactIsDueWhenItCameAbout(rule: ReminderRule) throws {
        let since = try at("2026-11-23T09:00")
        let anchor = Anchor.fact(key: "10 cases|/", since: since)
        let occurrence = "\(rule.kind.rawValue)|10 cases|/"
        #expect(
            rule.plan(anchor, at: since.adding(.seconds(86_400)), waiting: []) == [
                .init(occurrence: occurrence, dueAt: since)
            ])
        #expect(rule.decide(occurrence, anchor, at: since) == .raise)
    }

    @Test func partsThatFallOnOneDayHaveOccurrencesOfTheirOwn() throws {
        let (first, second) = (EntityID(namespace: .quen, parts: ["1"]), EntityID(namespace: .quen, parts: ["2"]))
        let (anchor, now) = (try day("2027-01-31"), try at("2027-01-30T09:00"))
        let planned = [first, second].flatMap { ReminderRule.visit.plan(anchor, of: $0, at: now, waiting: []) }
        #expect(planned.map(\.occurrence) == [first, second].map { "visit-P1D|2027-01-31|\($0)" })
        for part in [first, second] {
            #expect(ReminderRule.visit.decide("visit-P1D|2027-01-31|\(part)", anchor, of: part, at: now) == .raise)
        }
    }

    @Test func everyKindHasARuleAndSaysSomething() throws {
        for kind in AlertKind.allCases {
            let rule = try #require(ReminderRule.builtIn[kind])
            #expect(rule.kind == kind && !rule.why.en.isEmpty && !rule.why.vi.isEmpty)
        }
        let prefixes = ReminderRule.builtIn.values.map(\.prefix)
        #expect(Set(prefixes).count == prefixes.count)
    }

    @Test(arguments: [
        (ContractStatus.signed, true), (.inProgress, true), (.suspended, true), (.accepted, true), (.drafted, false),
        (.ended, false), (.cancelled, false), (.liquidated, false),
    ])
    func onlyContractsInForceWantReminders(status: ContractStatus, wanted: Bool) throws {
        let state = ContractState(
            id: .quen, number: "1", kind: .sale, status: status, customerId: .quen, currency: .vnd, lines: [],
            sums: try .of(lines: [], currency: .vnd, rounding: .perRate), effectiveTo: Day("2027-01-31"),
            ownership: Ownership())
        let reminders = Reminder.wanted(
            by: state, since: TestClock().now, today: try #require(Day("2026-11-23")), eventType: "", eventId: .quen)
        #expect((reminders[.contractExpiring]?.count == 1) == wanted && reminders.isEmpty == !wanted)
    }

    @Test func textsSayTheDayInBothLanguages() throws {
        let reminder = Reminder(
            about: Subject("contract", .quen), name: "HĐ-01", recipientIds: [], ownership: Ownership(),
            anchor: try day("2027-01-31"), eventType: "", eventId: .quen)
        let text = AlertText(.contractExpiring, reminder, customerName: "Công ty A", at: try at("2027-01-01T08:00"))
        #expect(text.title.vi == "Hợp đồng HĐ-01 hết hạn ngày 31/01/2027 (còn 30 ngày)")
        #expect(text.title.en == "Contract HĐ-01 ends on 31 Jan 2027 (30 days left)")
        #expect(text.text.vi.hasSuffix("Khách hàng: Công ty A."))
    }
}
