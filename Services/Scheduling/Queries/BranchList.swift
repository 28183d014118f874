import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// All branches: who may see employees at all may see how the firm is divided.
struct BranchList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<BranchView> {
        try person.require(.employees, .view)
        var query = PagedQuery(
            "branch", sorts: ["name": "branch.foldedName", "code": "branch.foldedCode"], defaultSort: "name")
        if let search = request.search {
            let pattern = "%" + Branch.folded(search) + "%"
            query.filter("branch.foldedName LIKE \(pattern) OR branch.foldedCode LIKE \(pattern)")
        }
        return try query.fetch(Branch.self, request, db).map { BranchView(state: $0.published, version: $0.sequence) }
    }
}

struct BranchByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> BranchView {
        try person.require(.employees, .view)
        guard let branch = try Branch.fetchOne(db, key: id) else {
            throw CommonError.notFound(entity: "branch", id: id.description)
        }
        return BranchView(state: branch.published, version: branch.sequence)
    }
}

struct BranchView: Sendable {
    var state: BranchState
    var version: EventSequence
}
