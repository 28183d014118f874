import Foundation
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// What a person who is signed in does with their own account.
extension SignInDesk {
    /// Throws `AccountError.wrongOldPassword` or `PasswordError`.
    func changePassword(of person: Person, from old: String, to new: String, origin: Origin, cause: Cause) async throws
    {
        let found = try await account(of: person, showing: old, origin, cause, else: .wrongOldPassword)
        forgive(found, origin)
        let hash = try await hash(new, for: found.account.signInName)
        try await store.write(cause: cause) { transaction in
            try ChangePassword(account: person.account, hash: hash, keeping: person.session).execute(in: transaction)
        }
    }

    /// Does `act` for a person who shows the password again, and a code where the account has a second factor; slowed down
    /// and noted as a sign-in is. Throws `AccountError.wrongPassword`, `SecondFactorError` and what `act` throws.
    func again<T: Sendable>(
        _ person: Person, _ proof: Proof, origin: Origin, cause: Cause,
        _ act: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        let found = try await account(of: person, showing: proof.password, origin, cause, else: .wrongPassword)
        try await waitForCode(found, proof, origin, cause)
        let outcome: Result<T, SecondFactorError> = try await store.write(cause: cause) { [sealing] transaction in
            let check = try transaction.checkSecondFactor(of: person.account, code: proof.code, sealing)
            guard let error = check.error else { return .success(try act(transaction)) }
            if check == .wrong {
                try NoteFailedSignIn(account: person.account, failure: .wrongCode, origin: origin)
                    .execute(in: transaction)
            }
            return .failure(error)
        }
        if case .success = outcome { forgive(found, origin) }
        return try outcome.get()
    }

    /// The person's account, where `password` is its password. Throws `error` where it is not.
    private func account(
        of person: Person, showing password: String, _ origin: Origin, _ cause: Cause, else error: AccountError
    ) async throws -> AccountWithPassword {
        let found = try await store.read { try AccountWithPassword.fetch(id: person.account, $0) }
        guard let found else { throw TokenError.invalid }
        try await wait(found.account.signInName, origin, cause)
        guard try await isRight(password, of: found) else {
            try await note(.wrongPassword, of: found.account.id, origin, cause)
            throw error
        }
        return found
    }
}
