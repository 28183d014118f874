import Foundation
import Messages
import ServiceKit
import Store
import Synchronization

/// Notes in the audit who looked at many people's data at once (ACC-5): at a long page, or at many short ones within ten
/// minutes. The answer waits for that: what cannot be noted is not shown.
public struct BulkLooks: Sendable {
    private let store: ServiceStore
    private let seen = Seen()
    /// Records of one page, and of one person's pages within `window`, from which on it is many.
    public static let page = 100
    public static let pages = 200
    static let window = Duration.seconds(600)

    init(store: ServiceStore) { self.store = store }

    /// `count` records of `entity` are about to be shown to the person who asks.
    public func note(_ count: Int, of entity: String, _ list: ListRequest, _ context: APIContext) async throws {
        guard count > 0 else { return }
        let person = try context.person
        guard let total = seen.add(count, entity, person.account, at: store.world.now()) else { return }
        try await write("looked at many", total, of: entity, list, context)
    }

    /// All that `list` finds is about to be handed out as a file.
    public func noteExport(_ count: Int, of entity: String, _ list: ListRequest, _ context: APIContext) async throws {
        try await write("exported", count, of: entity, list, context)
    }

    private func write(
        _ act: String, _ count: Int, of entity: String, _ list: ListRequest, _ context: APIContext
    ) async throws {
        var details = list.filters
        // What was searched for may be somebody's name or number: it is not kept.
        if let search = list.search { details["q"] = "\(search.split(separator: " ").count) words" }
        if let sort = list.sort { details["sort"] = (list.isDescending ? "-" : "") + sort }
        details["entity"] = entity
        details["count"] = "\(count)"
        try await store.write(cause: context.cause, priority: .background) { [details] transaction in
            try transaction.audit(act, subject: nil, details: details)
        }
    }

    /// Bounded; who drops out begins anew.
    private final class Seen: Sendable {
        private struct Key: Hashable {
            let account: EntityID
            let entity: String
        }

        private struct Window {
            var since: Instant
            var count = 0
        }

        private let windows = Mutex<[Key: Window]>([:])
        private static let most = 10_000

        /// How many were seen since the last time that this said so; nothing while they are few.
        func add(_ count: Int, _ entity: String, _ account: EntityID, at now: Instant) -> Int? {
            windows.withLock { windows in
                let key = Key(account: account, entity: entity)
                if windows.count >= Self.most, windows[key] == nil { windows.removeAll(keepingCapacity: true) }
                var window = windows[key] ?? Window(since: now)
                if now >= window.since.adding(BulkLooks.window) { window = Window(since: now) }
                window.count += count
                let isMany = count >= BulkLooks.page || window.count >= BulkLooks.pages
                windows[key] = isMany ? nil : window
                return isMany ? window.count : nil
            }
        }
    }
}
