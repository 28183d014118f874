import Foundation
import Synchronization

/// Named points at which a test may stop or kill the process: between a commit and its acknowledgement, between a confirm
/// and its position. Only a debug build has them; in a release build `reached` does nothing.
package final class TestHooks: Sendable {
    package static let shared = TestHooks()
    private let hooks = Mutex<[String: @Sendable () async -> Void]>([:])

    package func set(_ point: String, _ hook: (@Sendable () async -> Void)?) { hooks.withLock { $0[point] = hook } }

    func reached(_ point: StaticString) async {
        #if DEBUG
            guard let hook = hooks.withLock({ $0[point.description] }) else { return }
            await hook()
        #endif
    }
}
