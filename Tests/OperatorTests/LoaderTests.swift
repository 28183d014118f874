import Logging
import Messages
import Messaging
import Testing

@testable import Operator

@Suite struct LoaderTests {
    private let broker = MemoryBroker(Catalogue.topology(outsideSystems: ["test"]))
    private let documents: [InboundDocument]

    init() throws {
        documents = try (0..<1200).map {
            try InboundDocument(
                CustomerRecorded(externalId: "c\($0)", name: $0 % 100 == 7 ? "" : "Firm \($0)"), system: "test",
                time: Instant(milliseconds: 0), origin: RowOrigin(file: "accounts.csv", row: $0 + 2))
        }
    }

    private func loader(_ pace: LoadPace = LoadPace()) -> Loader {
        Loader(
            broker: broker, system: "test", pace: pace, logger: .init(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { _ in }
    }

    @Test func everyMessageIsAnswered() async throws {
        try await FakeCustomers.with(broker) {
            let answers = try await loader().send(documents)
            #expect(answers.count == 1200)
            #expect(answers.values.filter { if case .refused = $0 { true } else { false } }.count == 12)
        }
    }

    @Test func aBrokenConnectionLosesNothing() async throws {
        let pace = LoadPace(resendAfter: .milliseconds(300))
        try await FakeCustomers.with(broker, breakingEvery: 150) {
            let answers = try await loader(pace).send(documents)
            #expect(answers.count == 1200)
        }
    }

    @Test func whatIsRefusedNamesItsRow() async throws {
        try await FakeCustomers.with(broker) {
            var run = LoadRun(loader())
            var part = LoadPart("customers")
            part.documents = documents
            _ = try await run.send([part])
            #expect(run.lines == [.init(name: "customers", read: 0, blank: 0, sent: 1200, accepted: 1188, refused: 12)])
            #expect(
                RefusedFile.text(run.refusals).split(separator: "\n").prefix(2) == [
                    "file,row,externalId,code,path,message",
                    "accounts.csv,9,c7,missing-name,$.data.name,\"Give a name, please.\"",
                ])
        }
    }

    @Test func withoutAnyAnswerItGivesUp() async throws {
        await #expect(throws: OperatorError.self) {
            try await loader(LoadPace(patience: .seconds(5))).send(documents)
        }
        #expect(broker.readyMessages(in: "customers.inbound").count == 500)
    }
}
