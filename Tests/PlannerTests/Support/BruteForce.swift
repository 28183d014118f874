import Foundation
import Planner
import Testing

/// The rules of the format once more, as plainly as they can be written: every minute of the window is looked at by
/// itself, and every minute is tried as a start. Nothing here is shared with the scheduler.
struct BruteForce {
    private let problem: Problem
    /// The wall clock of each minute from some days before the window to some days after it.
    private let base: Int
    private var days: [Int] = []
    private var times: [Int] = []
    private var working: [Bool] = []
    private var reserved: [Identifier: [Bool]] = [:]
    private var taken: [Identifier: [Bool]] = [:]

    /// What became of an activity.
    enum Outcome: Equatable {
        case scheduled(shift: Int, attending: [Identifier])
        case unscheduled(UnscheduledReason)
    }

    init(_ problem: Problem) throws {
        self.problem = problem
        base = problem.window.start - 4000
        let count = problem.window.end + 4000 - base
        let zone = try #require(TimeZone(identifier: problem.timeZone))
        for minute in base..<base + count {
            let shown = minute + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60)) / 60
            days.append(shown / 1440)
            times.append(shown % 1440)
        }
        working = (0..<count).map { isWorking(days[$0], times[$0]) }
        for employee in problem.employees {
            var minutes = Array(repeating: false, count: count)
            for commitment in employee.commitments {
                let span = commitment.span
                mark(&minutes, Span(start: span.start - commitment.travelMinutes, end: span.end))
            }
            reserved[employee.id] = minutes
        }
        for customer in problem.customers {
            var minutes = (0..<count).map { index in
                customer.weeklyUnavailable.contains {
                    $0.weekday.rawValue == weekday(days[index]) && ($0.span.start..<$0.span.end).contains(times[index])
                }
            }
            for span in customer.unavailable { mark(&minutes, span) }
            taken[customer.id] = minutes
        }
    }

    private func weekday(_ day: Int) -> Int { (day + 3) % 7 }

    private func isWorking(_ day: Int, _ time: Int) -> Bool {
        let exception = problem.workingExceptions.first { $0.day == day }?.intervals
        guard let spans = exception ?? problem.workingHours?[weekday(day)] else { return true }
        return spans.contains { ($0.start..<$0.end).contains(time) }
    }

    private func mark(_ minutes: inout [Bool], _ span: Span) {
        for minute in max(span.start, base)..<min(max(span.end, base), base + minutes.count) {
            minutes[minute - base] = true
        }
    }

    private func isFree(_ minutes: [Bool], _ start: Int, _ end: Int) -> Bool {
        !minutes[start - base..<end - base].contains(true)
    }

    private func day(_ minute: Int) -> Int { days[minute - base] }
    private func time(_ minute: Int) -> Int { times[minute - base] }

    /// In the order of treatment.
    mutating func plan() -> [(Identifier, Outcome)] {
        let taken = problem.activities.filter(isTaken).sorted { order($0) < order($1) }
        return taken.map { ($0.id, treat($0)) }
    }

    private func selected(_ activity: Activity) -> [Identifier] {
        Set(activity.employees).filter { reserved[$0] != nil }.sorted()
    }

    private func isTaken(_ activity: Activity) -> Bool {
        guard activity.isOpen, !selected(activity).isEmpty else { return false }
        let window = problem.window
        if activity.sessions.isEmpty {
            guard let planned = activity.plannedDay else { return false }
            return planned >= day(window.start) && planned <= day(window.end - 1)
        }
        return activity.sessions.allSatisfy { $0.start >= window.start && $0.end <= window.end }
    }

    private struct Order: Comparable {
        var numbers: [Int]
        var id: Identifier

        static func < (left: Order, right: Order) -> Bool {
            left.numbers == right.numbers ? left.id < right.id : left.numbers.lexicographicallyPrecedes(right.numbers)
        }
    }

    private func order(_ activity: Activity) -> Order {
        let start = activity.sessions.map(\.start).min() ?? base + (days.firstIndex { $0 == activity.plannedDay } ?? 0)
        return Order(numbers: [activity.priority.rawValue, activity.deadline ?? .max, start], id: activity.id)
    }

    private mutating func treat(_ activity: Activity) -> Outcome {
        let employees = selected(activity)
        if activity.sessions.isEmpty { return .scheduled(shift: 0, attending: employees) }
        switch choose(activity, employees) {
        case .failure(let failure): return .unscheduled(failure.reason)
        case .success(let shift):
            let attending = employees.filter { fits($0, activity, shift) }
            for session in activity.sessions {
                let span = Span(start: session.start + shift, end: session.end + shift)
                for employee in attending {
                    mark(
                        &reserved[employee, default: []],
                        Span(start: span.start - activity.travelMinutes, end: span.end))
                }
                guard let customer = activity.customer else { continue }
                mark(&taken[customer, default: Array(repeating: false, count: days.count)], span)
            }
            return .scheduled(shift: shift, attending: attending)
        }
    }

    private struct Failure: Error {
        var reason: UnscheduledReason
    }

    private func choose(_ activity: Activity, _ employees: [Identifier]) -> Result<Int, Failure> {
        let first = activity.sessions.map(\.start).min() ?? 0
        let last = activity.sessions.map(\.end).max() ?? 0
        let inside = activity.sessions.map { !working[$0.start - base..<$0.end - base].contains(false) }
        let candidates = (problem.window.start - first...problem.window.end - first).filter { shift in
            last + shift <= activity.deadline ?? .max && isPermitted(activity, inside, first, shift)
        }
        if candidates.isEmpty { return .failure(Failure(reason: .deadline)) }
        let possible = candidates.filter { customerFits(activity, $0) }
        if possible.isEmpty { return .failure(Failure(reason: .customerUnavailable)) }
        let scored = possible.map { shift in (shift, employees.count { fits($0, activity, shift) }) }
        let zero = scored.first { $0.0 == 0 }
        if activity.kind == .fair {
            return zero.map { $0.1 >= 1 } ?? false ? .success(0) : .failure(Failure(reason: .fixedDate))
        }
        if employees.count == 2, let zero, zero.1 >= 1 { return .success(0) }
        let best = scored.filter { $0.1 >= 1 }.min { left, right in
            left.1 != right.1
                ? left.1 > right.1
                : abs(left.0) != abs(right.0) ? abs(left.0) < abs(right.0) : left.0 < right.0
        }
        return best.map { .success($0.0) } ?? .failure(Failure(reason: .noEmployeeFree))
    }

    /// Whether a shift is a candidate that the customer's own times allow; of a plan that is not begun.
    func isPossible(_ activity: Activity, _ shift: Int) -> Bool {
        let first = activity.sessions.map(\.start).min() ?? 0
        let last = activity.sessions.map(\.end).max() ?? 0
        let inside = activity.sessions.map { !working[$0.start - base..<$0.end - base].contains(false) }
        return last + shift <= activity.deadline ?? .max && isPermitted(activity, inside, first, shift)
            && customerFits(activity, shift)
    }

    private func isPermitted(_ activity: Activity, _ inside: [Bool], _ first: Int, _ shift: Int) -> Bool {
        if shift == 0 { return true }
        if activity.kind == .fair { return false }
        let sessions = activity.sessions
        guard
            sessions.allSatisfy({
                $0.start + shift >= problem.window.start && $0.end + shift <= problem.window.end
            })
        else { return false }
        if activity.kind == .hospitality || inside.contains(false) {
            let isWholeDay = sessions.allSatisfy {
                time($0.start) == time($0.start + shift) && day($0.start) != day($0.start + shift)
            }
            guard isWholeDay, abs(day(first + shift) - day(first)) <= problem.maxShiftDays ?? .max else { return false }
        } else {
            guard time(first + shift) % problem.gridMinutes == 0,
                abs(shift) <= problem.maxShiftDays.map({ $0 * 1440 }) ?? .max
            else { return false }
        }
        return zip(sessions, inside).allSatisfy { session, inside in
            !inside || !working[session.start + shift - base..<session.end + shift - base].contains(false)
        }
    }

    private func customerFits(_ activity: Activity, _ shift: Int) -> Bool {
        guard let customer = activity.customer, let minutes = taken[customer] else { return true }
        return activity.sessions.allSatisfy { isFree(minutes, $0.start + shift, $0.end + shift) }
    }

    private func fits(_ employee: Identifier, _ activity: Activity, _ shift: Int) -> Bool {
        guard let minutes = reserved[employee] else { return false }
        return activity.sessions.allSatisfy {
            isFree(minutes, $0.start + shift - activity.travelMinutes, $0.end + shift)
        }
    }
}
