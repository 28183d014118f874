import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Checklists of activities (SCH-3). They are read with the activity, whose version is theirs.
struct ChecklistRoutes {
    let routes: ServiceRoutes

    func add() {
        let commands = routes.commands
        let activities = routes.signedIn.group("activities")
        activities.put(":id/checklist") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.change(request, context, ReplaceChecklist.Input.self) {
                transaction, input, person, expected in
                try ReplaceChecklist(id: id, input: input, person: person, expected: expected).execute(in: transaction)
            }
        }
        activities.post(":id/checklist/ticks") { request, context in
            let id = try context.id(entity: "activity")
            return try await commands.post(
                request, context, TickChecklist.Input.self, status: .ok, location: ActivityRoutes.location
            ) { transaction, input, person in
                try TickChecklist(id: id, input: input, person: person).execute(in: transaction)
            }
        }
    }
}
