import Testing

/// The checker finds what it should, in made-up sources.
@Suite struct CheckerTests {
    private func faults(_ path: String, _ text: String) -> [String] {
        Rules.faults(in: SourceFile(path: path, text: text)).map(\.description)
    }

    @Test(arguments: [
        ("Shared/Money/Amount.swift", "Logging"),
        ("Shared/Messages/Envelope.swift", "Store"),
        ("Shared/Messaging/Broker/Broker.swift", "GRDB"),
        ("Shared/Store/Outbox.swift", "Messaging"),
        ("Shared/ServiceKit/Relay.swift", "Hummingbird"),
        ("Shared/ServiceHTTP/Problem.swift", "Configuration"),
        ("Services/Pipeline/Domain/Stage.swift", "Logging"),
        ("Services/Pipeline/Domain/Stage.swift", "Store"),
        ("Services/Pipeline/Commands/WinOpportunity.swift", "Messaging"),
        ("Services/Pipeline/Reactions/OnCustomerMerged.swift", "Hummingbird"),
        ("Services/Pipeline/Queries/Board.swift", "ServiceHTTP"),
        ("Services/Pipeline/Store/OpportunityRecord.swift", "Messaging"),
        ("Services/Pipeline/HTTP/OpportunityRoutes.swift", "GRDB"),
        ("Services/Pipeline/HTTP/OpportunityRoutes.swift", "AsyncHTTPClient"),
        ("Services/Pipeline/PipelineMain.swift", "GRDB"),
        ("Services/Pipeline/Pipeline+build.swift", "Customers"),
        ("Services/Customers/Pipeline+build.swift", "GRDB"),
        ("Services/Notifications/Commands/SendMail.swift", "CCurl"),
        ("Services/Gateway/Queries/Audit.swift", "JWTKit"),
        ("Services/Operator/Load.swift", "Hummingbird"),
        ("Tests/TestKit/Harness.swift", "Customers"),
    ])
    func aForbiddenImportIsFound(path: String, module: String) {
        #expect(faults(path, "import Foundation\nimport \(module)\n") == ["\(path):2: may not import \(module)"])
    }

    @Test(arguments: [
        ("Shared/Messages/Envelope.swift", "Crypto"),
        ("Shared/ServiceHTTP/Tokens.swift", "JWTKit"),
        ("Services/Pipeline/Domain/Stage.swift", "Money"),
        ("Services/Pipeline/Commands/WinOpportunity.swift", "Money"),
        ("Services/Pipeline/Pipeline+build.swift", "Hummingbird"),
        ("Services/Pipeline/Pipeline+build.swift", "GRDB"),
        ("Services/Notifications/Delivery/Mailer.swift", "CCurl"),
        ("Services/Notifications/Notifications+build.swift", "CCurl"),
        ("Services/Gateway/Secrets/Password.swift", "CryptoExtras"),
        ("Services/Gateway/HTTP/Proxy.swift", "AsyncHTTPClient"),
        ("Services/Operator/Load/Import.swift", "SwiftCSV"),
        ("Tests/TestKit/Harness.swift", "Testing"),
        ("Tests/ServiceTests/PipelineTests.swift", "Pipeline"),
    ])
    func anAllowedImportIsNotReported(path: String, module: String) {
        #expect(faults(path, "import \(module)\n") == [])
    }

    @Test(arguments: [
        "@testable import GRDB", "@preconcurrency import GRDB", "import struct GRDB.Row", "public import GRDB",
        "@_implementationOnly import GRDB", "import\n    GRDB", "import Foundation; import GRDB",
        "#if DEBUG\nimport GRDB\n#endif",
    ])
    func everyWayToImportIsSeen(line: String) {
        let found = SourceFile(path: "Services/Pipeline/Domain/A.swift", text: line).imports.map(\.module)
        #expect(found.contains("GRDB"))
    }

    @Test(arguments: [
        "// import GRDB", "/* a /* nested */ import GRDB */", "let a = \"import GRDB\"",
        "let a = \"\"\"\n import GRDB\n \"\"\"",
        "let a = #\"\" import GRDB \"#", "let a = \"\\(b(\"x\")) import GRDB\"", "store.import (GRDB)",
        "let important = 1",
        "let a = \"\\\" import GRDB\"",
    ])
    func whatOnlyLooksLikeAnImportIsNot(text: String) {
        #expect(SourceFile(path: "Services/Pipeline/Domain/A.swift", text: text).imports.isEmpty)
    }

    @Test func codeInsideAStringIsStillCode() {
        let text = "let a = \"\\(try! b(\")\")) fatalError(\"\n"
        #expect(
            faults("Shared/Store/A.swift", text) == [
                "Shared/Store/A.swift:1: `try!` may not stand in a service or shared module"
            ])
    }

    @Test func aLineIsCountedAfterCommentsAndStrings() {
        let text = "/* a\n b */\nlet text = \"\"\"\n  x\n  \"\"\"\n// c\nimport GRDB\n"
        #expect(faults("Shared/Money/A.swift", text) == ["Shared/Money/A.swift:7: may not import GRDB"])
    }

    @Test(arguments: ["Shared/Unknown/A.swift", "Services/Billing/Domain/A.swift", "Services/Pipeline/Helpers/A.swift"])
    func aRoomWithoutARowIsReported(path: String) {
        #expect(faults(path, "") == ["\(path):1: no row of the import table covers this folder"])
    }

    @Test(arguments: ["try! b()", "a as! B", "fatalError(\"x\")", "Swift.self; fatalError (\"x\")"])
    func aTrapInAServiceIsReported(text: String) {
        #expect(faults("Services/Pipeline/Domain/A.swift", text).count == 1)
        #expect(faults("Tests/ServiceTests/A.swift", text).isEmpty)
    }

    @Test(arguments: ["final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1"])
    func anUncheckedPromiseIsReportedOutsideTheBridge(text: String) {
        #expect(faults("Tests/TestKit/A.swift", text).count == 1)
        #expect(faults("Shared/Messaging/Topology/A.swift", text).count == 1)
        #expect(faults("Shared/Messaging/Rabbit/A.swift", text).isEmpty)
    }

    @Test func anExportedImportIsReported() {
        #expect(faults("Shared/Store/A.swift", "@_exported import GRDB").count == 1)
    }

    @Test func aFileMayNotImportBothConfigurations() {
        #expect(faults("Shared/ServiceKit/A.swift", "import Configuration\nimport GRDB\n").count == 1)
        #expect(faults("Shared/ServiceKit/A.swift", "import Configuration\n").isEmpty)
    }

    @Test func aLongFileIsReported() {
        #expect(faults("Shared/Store/A.swift", String(repeating: "\n", count: 400)).isEmpty)
        #expect(faults("Shared/Store/A.swift", String(repeating: "\n", count: 401)).count == 1)
        #expect(faults("Package.swift", String(repeating: "\n", count: 201)).count == 1)
    }

    @Test func aStrangerAtTheTopIsReported() {
        #expect(Rules.topLevel(["Package.swift", "Services", ".git", ".build-tsan", "Package.resolved"]).isEmpty)
        #expect(Rules.topLevel(["Sources", "Package.swift"]).map(\.path) == ["Sources"])
    }
}
