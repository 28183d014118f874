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

    /// A suite that `compose/test contracts` or `compose/test scheduling` does not choose is one that whoever works on that
    /// service believes to have run.
    @Test(arguments: ["Contracts", "Scheduling"])
    func theSuiteOfAServiceChoosesAllItsTests(service: String) throws {
        let script = try repository.text(of: "compose/test")
        let function = try #require(script.firstRange(of: "\n\(service.lowercased())() {\n")).upperBound
        let end = try #require(script[function...].firstRange(of: "\n}\n")).lowerBound
        let filters = try script[function..<end].matches(of: /--filter '([^']+)'/).map { try Regex(String($0.1)) }
        let suites = try Self.sources.get().filter { $0.path.hasPrefix("Tests/ServiceTests/\(service)/") }
            .flatMap { $0.code.matches(of: /struct ([A-Za-z]+Tests)\b/).map { "ServiceTests.\($0.1)/" } }
        #expect(suites.count > 10)
        #expect(suites.filter { suite in !filters.contains { suite.contains($0) } } == [])
    }

    private func list(_ faults: [Fault]) -> String {
        faults.map { "\n\($0)" }.joined()
    }
}
