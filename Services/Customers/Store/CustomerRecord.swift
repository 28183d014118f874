import GRDB
import Messages
import Store

extension Customer: EntityRecord {
    static let databaseTableName = "customer"

    var published: CustomerState {
        CustomerState(
            id: id, code: code, kind: kind, name: name, shortName: shortName, taxCode: taxCode, status: status,
            isActive: isActive, ownership: ownership, address: address, phones: phones, emails: emails,
            invoiceEmail: invoiceEmail, website: website, region: region, industry: industry, size: size,
            source: source, parentId: parentId, external: external)
    }
}
