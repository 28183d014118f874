import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Shows what a customer or lead would be a duplicate of, before it is created (CUS-3). Changes nothing.
struct DuplicateRoutes {
    let routes: ServiceRoutes

    struct Search: Decodable, Sendable {
        var name: String?
        var taxCode: String?
        var phones: [PhoneInput]?
        var emails: [String]?
    }

    func add() {
        let store = routes.store
        routes.signedIn.post("/duplicates") { request, context in
            let person = try context.person
            guard person.may(.customers, .create) || person.may(.leads, .create) else {
                throw CommonError.forbidden(function: "customers", action: "create")
            }
            let search = try await request.decoded(Search.self)
            let check = InputCheck()
            let taxCode = try check.taxCode(search.taxCode, "taxCode", country: nil)
            let keys = DuplicateKey.keys(
                names: [try check.text(search.name, "name", most: 300)].compactMap(\.self), taxCode: taxCode,
                phones: try check.phones(search.phones ?? [], "phones"),
                emails: try check.emails(search.emails ?? [], "emails"))
            let candidates = try await store.read {
                try DuplicateSearch(person: person).fetch(keys, taxCode: taxCode, $0)
            }
            return try Response.json(ItemsResponse(items: candidates))
        }
    }
}
