import Foundation
import Messages
import TestKit
import Testing

/// Every operation of every OpenAPI file, by everybody, on what is their own, their team's, their branch's, another branch's
/// and nobody's (ACC-2): `Tests/ContractTests/access.py` against the real executables.
@Suite(
    "Access: the matrix", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"),
    .enabled(if: TestTools.python != nil, "QUEN_TEST_PYTHON names no Python with PyYAML; compose/test sets it"))
struct AccessMatrixTests {
    @Test func everybodyReachesWhatTheirRolesSayAndNothingElse() async throws {
        try await Installation.with(environment: Installation.withoutLimits) { installation in
            let staff = try await Staff(installation)
            var environment = ["QUEN_ACCESS_TOKEN": staff.administrator, "QUEN_ACCESS_PASSWORD": Staff.password]
            for service in ServiceName.allCases {
                environment["QUEN_ACCESS_\(service.rawValue.uppercased())"] = installation.http(service)
            }
            let root = ServiceUnderTest.repositoryRoot
            let said = try await installation.run(
                TestTools.python ?? "", ["\(root)/Tests/ContractTests/access.py", root], environment: environment)
            print("access: \(said.split(separator: "\n").last ?? "")")
        }
    }
}
