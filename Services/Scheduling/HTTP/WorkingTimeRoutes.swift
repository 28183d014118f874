import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// When the firm and its people work (SCH-1, SCH-2).
struct WorkingTimeRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        addFirm()
        let employees = routes.signedIn.group("employees")
        addHours(employees)
        addAbsences(employees)
    }

    private func addFirm() {
        let (commands, store, now) = (routes.commands, routes.store, now)
        routes.signedIn.get("working-time") { _, context in
            _ = try context.person
            let record = try await store.read { try FirmTimeRecord.fetch($0) }
            return try Response.json(FirmAnswer(record), version: record.sequence)
        }
        routes.signedIn.put("working-time") { request, context in
            try await commands.change(request, context, ReplaceFirmTime.Input.self) {
                transaction, input, person, expected in
                try ReplaceFirmTime(input: input, person: person, expected: expected).execute(in: transaction)
            }
        }
        routes.signedIn.get("working-days") { request, context in
            let query = WorkingDays(
                days: try request.days(most: WorkingDays.most, from: now()), person: try context.person)
            return try Response.json(EmployeeRoutes.Items(items: try await store.read { try query.fetch($0) }))
        }
    }

    private func addHours(_ employees: RouterGroup<APIContext>) {
        let (commands, store, now) = (routes.commands, routes.store, now)
        employees.get(":id/working-days") { request, context in
            let query = WorkingDays(
                days: try request.days(most: WorkingDays.most, from: now()),
                employeeId: try context.id(entity: "employee"),
                person: try context.person)
            return try Response.json(EmployeeRoutes.Items(items: try await store.read { try query.fetch($0) }))
        }
        employees.get(":id/working-time") { _, context in
            let (id, person) = (try context.id(entity: "employee"), try context.person)
            let record = try await store.read { db in
                try RowScope(person, .employee).check(id, db)
                return try EmployeeWeek.fetch(of: id, db)
            }
            return try Response.json(
                WeekAnswer(weeklyHours: record.week, version: record.sequence), version: record.sequence)
        }
        employees.put(":id/working-time") { request, context in
            let id = try context.id(entity: "employee")
            return try await commands.change(request, context, WeekInput.self) {
                transaction, input, person, expected in
                try SetEmployeeWeek(employeeId: id, week: input.weeklyHours, person: person, expected: expected)
                    .execute(in: transaction)
            }
        }
    }

    private func addAbsences(_ employees: RouterGroup<APIContext>) {
        let (commands, store, now) = (routes.commands, routes.store, now)
        employees.get(":id/absences") { request, context in
            let query = AbsenceList(
                employeeId: try context.id(entity: "employee"),
                days: try request.days(most: AbsenceList.mostDays, from: now()),
                person: try context.person)
            return try Response.json(EmployeeRoutes.Items(items: try await store.read { try query.fetch($0) }))
        }
        employees.post(":id/absences") { request, context in
            let id = try context.id(entity: "employee")
            return try await commands.post(
                request, context, EnterAbsence.Input.self,
                location: { "/employees/\(id)/absences/\($0.subject.id)" }
            ) { transaction, input, person in
                try EnterAbsence(employeeId: id, input: input, person: person).execute(in: transaction)
            }
        }
        employees.delete(":id/absences/:absenceId") { _, context in
            let (id, absence) = (
                try context.id(entity: "employee"), try context.id("absenceId", entity: "absence")
            )
            let person = try context.person
            try await store.write(cause: context.cause) { transaction in
                try DeleteAbsence(employeeId: id, id: absence, person: person.asking(at: transaction.now))
                    .execute(in: transaction)
            }
            return Response(status: .noContent)
        }
    }

    struct WeekInput: Decodable, Sendable {
        var weeklyHours: WorkWeek?
    }

    struct WeekAnswer: Encodable {
        var weeklyHours: WorkWeek?
        var version: EventSequence
    }

    struct FirmAnswer: Encodable {
        var weeklyHours: WorkWeek
        var exceptions: [DatedHours]
        var holidayNotices: [YearNotice]
        var version: EventSequence

        init(_ record: FirmTimeRecord) {
            let document = record.document
            (weeklyHours, exceptions, holidayNotices) = (
                document.weeklyHours, document.exceptions, document.holidayNotices
            )
            version = record.sequence
        }
    }
}
