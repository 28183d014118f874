import Messages
import ServiceKit
import Store

/// What Scheduling listens to.
enum SchedulingSubscriptions {
    static let events: [Subscription] = [
        .copy(CustomerCopy.self),
        .copy(ContactCopy.self),
        .copy(OpportunityCopy.self),
        .copy(ContractCopy.self),
        .copy(CaseCopy.self),
    ]

    static let inbound: [InboundHandler] = [
        .on(EmployeeRecorded.self) { try OnEmployeeRecorded(fact: $1).apply(in: $0) }
    ]

    /// What falls due here.
    static let timers: [TimerHandler] = [
        TimerHandler(RefreshSeries.timer) { transaction, timer in
            guard let id = Subject(timer.subject).flatMap({ EntityID($0.id) }) else { return }
            try RefreshSeries(id: id).execute(in: transaction)
        }
    ]

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [
        .of(Branch.self), .of(Team.self), .of(Employee.self), .of(CustomField.self), .of(Appointment.self),
        .of(Activity.self),
        .of(Project.self), .of(Room.self), .of(Firm.self),
        .of(Procedure.self), .of(ProcedureRun.self),
        .of(BudgetItem.self), .of(ActivityPlan.self),
        .of(Invitation.self),
    ]
}
