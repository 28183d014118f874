/// The reservations of the employees and the times taken of the customers, as they grow during a run (FORMAT 5.2, 5.4).
struct Bookings: Sendable {
    var employees: [BusyTimes]
    var customers: [BusyTimes]

    /// Whether an employee fits a start (FORMAT 5.3).
    func fits(_ employee: Int, _ activity: TakenActivity, at start: Int) -> Bool {
        activity.sessions.allSatisfy { employees[employee].isClear(activity.reservation($0, at: start)) }
    }

    /// Enters an activity for those who attend and for its customer (FORMAT 7.6).
    mutating func book(_ activity: TakenActivity, at start: Int, attending: [Int], owner: Int) {
        for employee in attending { bookEmployee(employee, activity, at: start, owner: owner) }
        guard let customer = activity.customer else { return }
        for span in activity.sessions(at: start) { customers[customer].insert(span, owner: owner) }
    }

    mutating func bookEmployee(_ employee: Int, _ activity: TakenActivity, at start: Int, owner: Int) {
        for session in activity.sessions {
            employees[employee].insert(activity.reservation(session, at: start), owner: owner)
        }
    }

    /// Takes back what `book` entered.
    mutating func cancel(_ activity: TakenActivity, at start: Int, attending: [Int], owner: Int) {
        for employee in attending { cancelEmployee(employee, activity, at: start, owner: owner) }
        guard let customer = activity.customer else { return }
        for span in activity.sessions(at: start) { customers[customer].remove(span, owner: owner) }
    }

    mutating func cancelEmployee(_ employee: Int, _ activity: TakenActivity, at start: Int, owner: Int) {
        for session in activity.sessions {
            employees[employee].remove(activity.reservation(session, at: start), owner: owner)
        }
    }
}
