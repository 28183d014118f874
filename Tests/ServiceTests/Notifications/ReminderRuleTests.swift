import Foundation
import Messages
import Money
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
        (ContractStatus.signed, true), (.inProgress, true), (.suspended, true), (.accepted, true), (.drafted, false),
        (.ended, false), (.cancelled, false), (.liquidated, false),
    ])
    func onlyContractsInForceWantReminders(status: ContractStatus, wanted: Bool) throws {
        let state = ContractState(
            id: .quen, number: "1", kind: .sale, status: status, customerId: .quen, currency: .vnd, lines: [],
            sums: try .of(lines: [], currency: .vnd, rounding: .perRate), effectiveTo: Day("2027-01-31"),
            ownership: Ownership())
        #expect((Reminder(state, eventType: "", eventId: .quen) != nil) == wanted)
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
