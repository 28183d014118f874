import Testing

/// The repository as it is keeps its own rules.
@Suite struct BoundaryTests {
    private let repository = Repository()
    private static let sources = Result { try Repository().sources() }

    @Test func everyFileKeepsTheRules() throws {
        let faults = try Self.sources.get().flatMap(Rules.faults)
        #expect(faults.isEmpty, "\(list(faults))")
    }

    @Test func onlyTheHouseStandsAtTheTop() throws {
        let faults = Rules.topLevel(try repository.entries())
        #expect(faults.isEmpty, "\(list(faults))")
    }

    /// If the files moved and none were read, the rules would be kept by nobody.
    @Test(arguments: [
        "Package.swift", "Shared/Messages/", "Shared/Messaging/", "Shared/Store/", "Services/Customers/",
        "Services/Gateway/",
        "Services/Operator/", "Tests/TestKit/", "Tests/BoundaryTests/",
    ])
    func everyPartIsRead(place: String) throws {
        #expect(try Self.sources.get().contains { $0.path.hasPrefix(place) && !$0.imports.isEmpty })
    }

    private func list(_ faults: [Fault]) -> String {
        faults.map { "\n\($0)" }.joined()
    }
}
