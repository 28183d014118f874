import Foundation
import GRDB
import ServiceHTTP
import ServiceKit
import Store

/// Administrative acts ask for the password again (ACC-1): whoever finds a screen unlocked, or steals a token, gets no
/// further with it. A sign-in and `POST /me/confirm` confirm a session for ten minutes; a refresh does not.
struct Confirmation: Sendable {
    let store: ServiceStore

    /// For routes, after the permission was checked. Throws `ConfirmationError.required`; always for a program, which has
    /// no session.
    func require(_ context: APIContext) async throws {
        let id = try context.person.session
        let session = try await store.read { try Session.filter(Column("id") == id).fetchOne($0) }
        guard session?.isConfirmed(at: store.world.now()) == true else { throw ConfirmationError.required }
    }
}
