import Foundation

/// A room that appointments are held in (SCH-8).
public struct RoomState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "room"
    public static let events: [EventName] = [.created, .updated]

    public var id: EntityID
    public var code: String
    public var name: String
    public var branchId: EntityID?
    /// How many people there is room for.
    public var places: Int
    public var note: String?
    /// `false`: is no longer booked; what was booked stays.
    public var isActive: Bool

    public init(
        id: EntityID, code: String, name: String, branchId: EntityID? = nil, places: Int, note: String? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.branchId = branchId
        self.places = places
        self.note = note
        self.isActive = isActive
    }
}

/// Which picture the firm's logo is; its bytes are asked for at Scheduling.
public struct FirmLogo: Codable, Sendable, Hashable {
    /// `image/png` or `image/jpeg`.
    public var type: String
    public var size: Int
    public var sha256: String

    public init(type: String, size: Int, sha256: String) {
        self.type = type
        self.size = size
        self.sha256 = sha256
    }
}

/// Something that the firm notes about itself under a name of its own.
public struct FirmParameter: Codable, Sendable, Hashable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// The firm itself (SCH-2): what letterheads say. There is one.
public struct FirmState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "firm"
    public static let events: [EventName] = [.created, .updated]

    public var id: EntityID
    public var name: String
    public var shortName: String?
    public var address: String?
    public var taxCode: String?
    public var phone: String?
    public var email: String?
    public var website: String?
    public var logo: FirmLogo?
    public var parameters: [FirmParameter]

    public init(
        id: EntityID, name: String, shortName: String? = nil, address: String? = nil, taxCode: String? = nil,
        phone: String? = nil, email: String? = nil, website: String? = nil, logo: FirmLogo? = nil,
        parameters: [FirmParameter] = []
    ) {
        self.id = id
        self.name = name
        self.shortName = shortName
        self.address = address
        self.taxCode = taxCode
        self.phone = phone
        self.email = email
        self.website = website
        self.logo = logo
        self.parameters = parameters
    }
}
