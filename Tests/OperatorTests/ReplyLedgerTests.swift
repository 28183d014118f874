import Messages
import Testing

@testable import Operator

@Suite struct ReplyLedgerTests {
    private let accepted = InboundAnswer.accepted(subject: Subject("customer", .quen), kept: [])
    private let refused = InboundAnswer.refused(code: "unknown-customer", path: "$.data.customer", message: "no")

    private func documents(_ count: Int) throws -> [InboundDocument] {
        try (0..<count).map {
            try InboundDocument(
                CustomerRecorded(externalId: "c\($0)", name: "c\($0)"), system: "test", time: Instant(milliseconds: 0),
                origin: RowOrigin(file: "f", row: $0))
        }
    }

    @Test func noMoreThanTheWindowIsUnanswered() throws {
        let all = try documents(5)
        var ledger = ReplyLedger(all, pace: LoadPace(window: 3))
        #expect(ledger.take(at: .zero).map(\.id) == all[0..<3].map(\.id))
        #expect(ledger.take(at: .seconds(1)).isEmpty)
        ledger.record(accepted, to: all[1].id.description, at: .seconds(1))
        #expect(ledger.take(at: .seconds(1)).map(\.id) == [all[3].id])
        #expect(ledger.unanswered == 3)
    }

    @Test func whatIsNotAnsweredIsSentAgainLessAndLessOften() throws {
        let all = try documents(1)
        var ledger = ReplyLedger(all, pace: LoadPace())
        let sentAt = (0...200).filter { !ledger.take(at: .seconds($0)).isEmpty }
        #expect(sentAt == [0, 10, 30, 70, 150])
    }

    @Test func whileOthersOfItsKindAreAnsweredItIsNotSentAgain() throws {
        let all = try documents(3)
        var ledger = ReplyLedger(all, pace: LoadPace())
        _ = ledger.take(at: .zero)
        ledger.record(accepted, to: all[0].id.description, at: .seconds(9))
        #expect(ledger.take(at: .seconds(18)).isEmpty)
        ledger.record(accepted, to: all[2].id.description, at: .seconds(18))
        #expect(ledger.take(at: .seconds(27)).isEmpty)
        #expect(ledger.take(at: .seconds(28)).map(\.id) == [all[1].id])
    }

    @Test func anAnswerCountsOnceAndStrangersNotAtAll() throws {
        let all = try documents(2)
        var ledger = ReplyLedger(all, pace: LoadPace())
        _ = ledger.take(at: .zero)
        ledger.record(accepted, to: all[0].id.description, at: .seconds(1))
        ledger.record(refused, to: all[0].id.description, at: .seconds(2))
        ledger.record(refused, to: "from an earlier run", at: .seconds(3))
        #expect((ledger.accepted, ledger.refused, ledger.isComplete) == (1, 0, false))
        #expect(ledger.lastProgress == .seconds(1))
        ledger.record(refused, to: all[1].id.description, at: .seconds(4))
        #expect(ledger.isComplete && ledger.answers == [all[0].id: accepted, all[1].id: refused])
    }

    @Test func whatWasAnsweredBeforeItWasSentIsNotSent() throws {
        let all = try documents(2)
        var ledger = ReplyLedger(all, pace: LoadPace())
        ledger.record(accepted, to: all[0].id.description, at: .zero)
        #expect(ledger.take(at: .zero).map(\.id) == [all[1].id])
    }

    @Test func whatDidNotLeaveIsDueAtOnce() throws {
        let all = try documents(2)
        var ledger = ReplyLedger(all, pace: LoadPace())
        ledger.takeBack(ledger.take(at: .zero))
        #expect(ledger.take(at: .zero).count == 2)
    }

    @Test func equalDocumentsAreOneMessage() throws {
        let all = try documents(1)
        #expect(ReplyLedger(all + all, pace: LoadPace()).total == 1)
    }
}
