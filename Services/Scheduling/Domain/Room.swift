import Foundation
import Messages

/// A room that appointments are held in (SCH-8).
struct Room: Codable, Sendable, Hashable {
    struct Input: Decodable, Sendable {
        var code: String
        var name: String
        var branchId: EntityID?
        var places: Int
        var note: String?
        var isActive: Bool?
    }

    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var code: String
    private(set) var name: String
    private(set) var branchId: EntityID?
    private(set) var places: Int
    private(set) var note: String?
    private(set) var isActive: Bool

    static let mostPlaces = 10_000

    init(id: EntityID, _ input: Input) throws(RoomError) {
        (self.id, code, name, places, isActive) = (id, "", "", 1, true)
        try change(to: input)
    }

    mutating func change(to input: Input) throws(RoomError) {
        code = try Self.required(input.code, "code", most: 50)
        name = try Self.required(input.name, "name", most: 200)
        guard (1...Self.mostPlaces).contains(input.places) else { throw .placesInvalid }
        let note = input.note?.trimmed ?? ""
        guard note.count <= 1000 else { throw .textInvalid(field: "note", most: 1000) }
        (branchId, places, isActive) = (input.branchId, input.places, input.isActive ?? true)
        self.note = note.isEmpty ? nil : note
    }

    private static func required(_ text: String, _ field: String, most: Int) throws(RoomError) -> String {
        let text = text.trimmed
        guard (1...most).contains(text.count) else { throw .textInvalid(field: field, most: most) }
        return text
    }
}

enum RoomError: FactError, Hashable {
    case textInvalid(field: String, most: Int)
    case placesInvalid
    case unknownBranch
    case codeTaken(code: String)
    /// Of an appointment.
    case unknown
    case withdrawn(name: String)
    case roomsInvalid(most: Int)
    case placesFilterInvalid

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let field, let most):
            .wrong(
                "invalid-text", "\(field) must have 1 to \(most) characters.",
                "Mục này phải có từ 1 đến \(most) ký tự.", "$.\(field)")
        case .placesInvalid:
            .wrong(
                "invalid-places", "A room has 1 to \(Room.mostPlaces) places.",
                "Số chỗ phải từ 1 đến \(Room.mostPlaces).", "$.places")
        case .unknownBranch:
            .wrong(
                "unknown-branch", "There is no branch with this id. Choose one from the list.",
                "Không có đơn vị này. Hãy chọn trong danh sách.", "$.branchId")
        case .codeTaken(let code):
            .standsInTheWay(
                "room-code-taken", "Another room has the code \(code). Choose another one.",
                "Mã \(code) đã có phòng khác dùng. Hãy chọn mã khác.", path: "$.code")
        case .unknown:
            .wrong(
                "unknown-room", "There is no room with this id. Choose one from the list.",
                "Không có phòng này. Hãy chọn trong danh sách.", "$.roomId")
        case .withdrawn(let name):
            .wrong(
                "room-withdrawn", "The room \(name) is no longer booked. Choose another one.",
                "Phòng \(name) không còn cho đặt. Hãy chọn phòng khác.", "$.roomId")
        case .roomsInvalid(let most):
            .wrong(
                "invalid-rooms", "Name 1 to \(most) rooms by id, with commas.",
                "Hãy ghi từ 1 đến \(most) mã phòng, cách nhau bằng dấu phẩy.", "rooms")
        case .placesFilterInvalid:
            .wrong(
                "invalid-parameter", "places is a number from 1 to \(Room.mostPlaces).",
                "places phải là số từ 1 đến \(Room.mostPlaces).", "places")
        }
    }
}
