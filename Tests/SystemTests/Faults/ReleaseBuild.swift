import Foundation
import Messages
import TestKit

/// Programs as they are released: what promises a pace is measured with them. They have no hooks for tests.
enum ReleaseBuild {
    /// Where they lie: `QUEN_TEST_RELEASE`, or the checkout's own.
    static let folder =
        ProcessInfo.processInfo.environment["QUEN_TEST_RELEASE"] ?? ServiceUnderTest.repositoryRoot + "/.build/release"

    static func has(_ service: ServiceName) -> Bool {
        FileManager.default.isExecutableFile(atPath: "\(folder)/\(service.rawValue)")
    }

    static func command(_ service: ServiceName) -> String { "swift build -c release --product \(service.rawValue)" }
}
