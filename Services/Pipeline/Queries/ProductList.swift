import Foundation
import GRDB
import Messages
import ServiceKit

/// The products, searched by the words of code, name and group, whatever the accents (PIP-1).
struct ProductList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<Product> {
        try person.require(.products, .view)
        var query = PagedQuery(
            "product", sorts: ["code": "product.code", "name": "fold(product.name)"], defaultSort: "code")
        try query.filter(request, "active", Bool.self) { "product.isActive = \($0)" }
        try query.filter(request, "group", text: "product.groupName")
        try query.filter(request, "kind", text: "product.kind") { ProductKind(rawValue: $0) != nil }
        if let search = request.search {
            query.filter(SearchTable.matches(search, in: "product", column: "product.id") ?? "0")
        }
        return try query.fetch(Product.self, request, db)
    }
}

/// One product.
struct ProductDetail {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> Product {
        try person.require(.products, .view)
        guard let product = try Product.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: "product", id: id.description)
        }
        return product
    }
}
