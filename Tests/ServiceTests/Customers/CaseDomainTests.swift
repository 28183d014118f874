import Foundation
import Messages
import Money
import TestKit
import Testing

@testable import Customers

@Suite struct CaseDomainTests {
    private static let now = Instant(milliseconds: 1_795_399_200_000)
    private static let employee = EntityID(namespace: .quen, parts: ["employee"])
    private static let team = EntityID(namespace: .quen, parts: ["team"])

    private func record(_ priority: ActivityPriority = .high) -> SupportCase {
        SupportCase(
            id: Self.team, number: "VV-1", customerId: Self.team, priority: priority, ServiceLevels(),
            ownership: Ownership(), at: Self.now)
    }

    private func step(_ command: CaseCommand, at now: Instant = now) -> CaseStep {
        CaseStep(
            command: command, note: "vì", employeeId: Self.employee, teamId: Self.team, resolution: "xong",
            hoursSpent: nil, asker: Self.employee, levels: ServiceLevels(), now: now)
    }

    /// The commands that lead to each status.
    private static let ways: [CaseStatus: [CaseCommand]] = [
        .new: [], .assigned: [.assign], .inProgress: [.assign, .start], .waitingForCustomer: [.assign, .wait],
        .resolved: [.assign, .resolve], .closed: [.assign, .resolve, .close],
    ]

    @Test(arguments: CaseStatus.allCases) func aStepGoesWhereTheTableSaysAndNowhereElse(status: CaseStatus) throws {
        for command in CaseCommand.allCases {
            var record = record()
            for way in try #require(Self.ways[status]) { try record.perform(step(way)) }
            #expect(record.status == status)
            // Whoever waits was answered before.
            let isAnswered = command == .answer && record.firstAnsweredAt != nil
            guard let transition = CaseTransition.of(command, from: status), !isAnswered else {
                #expect(throws: CaseError.self) { try record.perform(step(command)) }
                continue
            }
            try record.perform(step(command))
            #expect(record.status == transition.to)
            #expect((record.assignedToId == nil) == (record.status == .new))
            #expect((record.resolvedAt != nil) == record.isFinished)
            #expect(record.nextCommands == CaseTransition.possible(from: record.status))
        }
    }

    @Test func theReadmeShowsTheTable() throws {
        let readme = try String(
            contentsOfFile: ServiceUnderTest.repositoryRoot + "/Services/Customers/README.md", encoding: .utf8)
        #expect(readme.contains(CaseTransition.markdown))
    }

    @Test func whatAStepNeedsIsAskedFor() throws {
        var record = record()
        for (command, path) in [(CaseCommand.assign, "$.employeeId"), (.queue, "$.teamId")] {
            #expect(throws: InputError.missing(path: path)) {
                try record.perform(CaseStep(command: command, levels: ServiceLevels(), now: Self.now))
            }
        }
        #expect(throws: CaseError.noEmployee) {
            try record.perform(CaseStep(command: .take, levels: ServiceLevels(), now: Self.now))
        }
        try record.perform(step(.assign))
        #expect(throws: InputError.missing(path: "$.resolution")) {
            try record.perform(CaseStep(command: .resolve, levels: ServiceLevels(), now: Self.now))
        }
        try record.perform(step(.resolve))
        #expect(throws: InputError.missing(path: "$.note")) {
            try record.perform(CaseStep(command: .reopen, levels: ServiceLevels(), now: Self.now))
        }
        #expect(record.status == .resolved)
    }

    @Test func itIsDueByItsPriorityFromWhenItWasOpened() throws {
        var record = record(.low)
        #expect(record.firstAnswerDueAt == Self.now.adding(.seconds(24 * 3600)))
        #expect(record.solutionDueAt == Self.now.adding(.seconds(120 * 3600)))
        record.become(.veryHigh, ServiceLevels())
        #expect(record.firstAnswerDueAt == Self.now.adding(.seconds(3600)))
        #expect(record.solutionDueAt == Self.now.adding(.seconds(4 * 3600)))
        #expect(!record.isAnswerOverdue(at: Self.now.adding(.seconds(3600))))
        let late = Self.now.adding(.seconds(3601))
        #expect(record.isAnswerOverdue(at: late) && !record.isSolutionOverdue(at: late))
        try record.perform(step(.assign))
        try record.perform(step(.answer, at: late))
        #expect(!record.isAnswerOverdue(at: late))
        // An answer that was given stays given, whatever becomes of the priority.
        record.become(.veryLow, ServiceLevels())
        #expect(record.firstAnswerDueAt == Self.now.adding(.seconds(3600)))
        try record.perform(step(.resolve, at: late))
        #expect(!record.isSolutionOverdue(at: Self.now.adding(.seconds(9_999_999))))
        let again = Self.now.adding(.seconds(7_000_000))
        try record.perform(step(.reopen, at: again))
        #expect(record.solutionDueAt == again.adding(.seconds(240 * 3600)))
        #expect(record.reopenings == 1)
        #expect(record.queuedAt == again)
        #expect(record.resolution == nil)
    }

    @Test func whatGoesBackToItsQueueKeepsItsPlace() throws {
        var record = record()
        let later = Self.now.adding(.seconds(60))
        try record.perform(step(.queue, at: later))
        #expect(record.queuedAt == later)
        try record.perform(step(.take, at: later))
        try record.perform(step(.queue, at: later.adding(.seconds(60))))
        #expect(record.queuedAt == later)
    }
}
