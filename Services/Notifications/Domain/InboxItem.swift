import Foundation
import Messages

/// An alert in somebody's inbox (NOT-3).
struct InboxItem: Codable, Sendable, Hashable {
    /// That of the delivery.
    var id: EntityID
    var employeeId: EntityID
    var alertId: EntityID
    private(set) var isRead = false
    private(set) var isArchived = false
    /// Out of sight until then.
    private(set) var snoozedUntil: Instant?
    var raisedAt: Instant
    /// Counts the item's own changes; the ETag.
    private(set) var version: Int64 = 1
    /// The place of its last change among those of all items: where a stream goes on from.
    var change: Int64

    init(_ delivery: Delivery, change: Int64) {
        (id, employeeId, alertId) = (delivery.id, delivery.employeeId, delivery.alertId)
        (raisedAt, self.change) = (delivery.createdAt, change)
    }

    enum Step: Sendable, Hashable {
        case read, unread, archive, restore
        case snooze(until: Instant)
        /// A snooze is over.
        case wake
    }

    static let longestSnooze = Duration.seconds(366 * 86_400)

    mutating func take(_ step: Step, at now: Instant) throws(InboxError) {
        switch step {
        case .read: isRead = true
        case .unread: (isRead, snoozedUntil) = (false, nil)
        case .archive: (isArchived, snoozedUntil) = (true, nil)
        case .restore: (isArchived, snoozedUntil) = (false, nil)
        case .snooze(let until):
            guard until > now, until <= now.adding(Self.longestSnooze) else { throw .snoozeInvalid }
            (snoozedUntil, isArchived) = (until, false)
        case .wake: (snoozedUntil, isRead) = (nil, false)
        }
        version += 1
    }
}

enum InboxError: QuenError, Hashable {
    case snoozeInvalid
    case tooManyStreams

    var code: String {
        switch self {
        case .snoozeInvalid: "invalid-snooze"
        case .tooManyStreams: "too-many-streams"
        }
    }

    var consequence: Consequence {
        switch self {
        case .snoozeInvalid: .invalid
        case .tooManyStreams: .temporary
        }
    }

    var path: String? { self == .snoozeInvalid ? "$.until" : nil }

    var message: Bilingual {
        switch self {
        case .snoozeInvalid:
            Bilingual(
                en: "Choose a time ahead, within a year.", vi: "Hãy chọn thời điểm trong tương lai, trong vòng một năm."
            )
        case .tooManyStreams:
            Bilingual(
                en: "Too many live connections are open. Close other windows, or reload the list now and then.",
                vi: "Đang mở quá nhiều kết nối trực tiếp. Hãy đóng bớt cửa sổ hoặc tải lại danh sách.")
        }
    }
}
