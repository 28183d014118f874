import Messages
import ServiceKit

/// What Scheduling listens to.
enum SchedulingSubscriptions {
    static let events: [Subscription] = [
        .copy(CustomerCopy.self),
        .copy(ContactCopy.self),
    ]

    static let inbound: [InboundHandler] = [
        .on(EmployeeRecorded.self) { try OnEmployeeRecorded(fact: $1).apply(in: $0) }
    ]

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [
        .of(Branch.self), .of(Team.self), .of(Employee.self), .of(Appointment.self), .of(Activity.self),
        .of(Invitation.self),
    ]
}
