import Foundation
import Messages
import TestKit
import Testing

/// The one OpenAPI document of a running Gateway, by a validator that is not ours (ACC-7).
@Suite(
    "The joined document", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"),
    .enabled(if: TestTools.python != nil, "QUEN_TEST_PYTHON names no Python; compose/test sets it"))
struct JoinedDocumentTests {
    @Test func itIsOpenAPIAndSaysWhatTheServicesFilesSay() async throws {
        try await Installation.with(start: [.gateway]) { installation in
            let root = ServiceUnderTest.repositoryRoot
            let said = try await installation.run(
                TestTools.python ?? "", ["\(root)/Tests/ContractTests/joined.py", root, installation.http(.gateway)])
            print("joined document: \(said)")
        }
    }
}
