import Foundation
import Messages

/// What a person enters about an appointment (SCH-4) apart from its time, trimmed and checked.
struct AppointmentDetails: Sendable, Hashable {
    var title: String
    var customerId: EntityID?
    var contactId: EntityID?
    var opportunityId: EntityID?
    /// In their order, each once; the first one is responsible.
    var employeeIds: [EntityID]
    var place: String?
    var projectId: EntityID?
    var roomId: EntityID?
    /// Takes nobody's time; as it is where nothing is said.
    var isFree: Bool?

    init(
        title: String, customerId: EntityID? = nil, contactId: EntityID? = nil, opportunityId: EntityID? = nil,
        employeeIds: [EntityID], place: String? = nil, projectId: EntityID? = nil, roomId: EntityID? = nil,
        isFree: Bool? = nil
    ) throws(AppointmentError) {
        let title = title.trimmed
        guard (1...300).contains(title.count) else { throw .textInvalid(field: "title", most: 300) }
        let place = place?.trimmed
        guard (place ?? "").count <= 500 else { throw .textInvalid(field: "place", most: 500) }
        guard contactId == nil || customerId != nil else { throw .contactWithoutCustomer }
        var each: [EntityID] = []
        for id in employeeIds where !each.contains(id) { each.append(id) }
        guard (1...50).contains(each.count) else { throw .employeesMissing }
        (self.title, self.customerId, self.contactId, self.opportunityId) = (
            title, customerId, contactId, opportunityId
        )
        self.employeeIds = each
        self.place = place?.isEmpty == true ? nil : place
        (self.projectId, self.roomId, self.isFree) = (projectId, roomId, isFree)
    }
}
