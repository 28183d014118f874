import Foundation
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

/// Whether a warranty or a service contract covers a case (CUS-11, CON-8).
@Suite struct CaseCoverageTests {
    private func chosen(_ service: ServiceUnderTest, _ id: EntityID) async throws -> String {
        try await service.readCase(id).text("serviceContractId")
    }

    private func covering(
        _ service: ServiceUnderTest, _ id: EntityID, as person: Person = .test(.administrator)
    ) async throws -> [String] {
        guard case .array(let lines) = try await service.readCase(id, as: person).object("coverage")["contracts"] else {
            return ["none at all"]
        }
        return lines.compactMap { if case .object(let line) = $0 { line.text("number") } else { nil } }
    }

    @Test func theOnlyContractWithSomethingLeftIsTaken() async throws {
        try await withCustomers { service in
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let first = try await service.hearContract("HĐ-1", of: customer)
            _ = try await service.hearContract("HĐ-2", of: customer, left: "5", to: "2026-06-30")
            _ = try await service.hearContract("HĐ-3", of: customer, status: .cancelled)
            let covered = try await service.openCase(of: customer)
            #expect(try await chosen(service, covered) == first.description)
            #expect(try await covering(service, covered) == ["HĐ-1"])
            let without = try await service.openCase(of: customer, #","choosesContract":false"#)
            #expect(try await chosen(service, without) == "")
            // Of two that would cover it somebody must choose.
            let other = try await service.hearContract("HĐ-4", of: customer, left: "9")
            let open = try await service.openCase(of: customer)
            #expect(try await chosen(service, open) == "")
            #expect(try await covering(service, open) == ["HĐ-4", "HĐ-1"])
            let given = try await service.openCase(of: customer, #","serviceContractId":"\#(other)""#)
            #expect(try await chosen(service, given) == other.description)
            #expect(try await service.published(CaseState.self).last?.state.serviceContractId == other)
            #expect(try await service.faults() == [])
        }
    }

    @Test func onlyAContractOfTheCustomerInForceCanBeChosen() async throws {
        try await withCustomers { service in
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let other = try await service.make("/customers", #"{"name":"B"}"#)
            let foreign = try await service.hearContract("HĐ-1", of: other)
            let ended = try await service.hearContract("HĐ-2", of: customer, to: "2026-11-22")
            let id = try await service.openCase(of: customer)
            for contract in [foreign, ended] {
                let etag = try await service.request(.get, "/cases/\(id)").etag
                let answer = try await service.request(
                    .patch, "/cases/\(id)", body: #"{"serviceContractId":"\#(contract)"}"#,
                    headers: ["If-Match": etag])
                #expect(answer.problem == "contract-not-usable" && answer.path == "$.serviceContractId")
            }
        }
    }

    /// What somebody may not see of contracts they do not see here either; that one was taken they see.
    @Test func contractsOutOfReachAreNotShown() async throws {
        try await withCustomers { service in
            try await service.employ(.technician)
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let contract = try await service.hearContract("HĐ-1", of: customer)
            let employee = try #require(Person.technician.employee)
            let id = try await service.openCase(of: customer, #","assignedToId":"\#(employee)""#)
            #expect(try await covering(service, id) == ["HĐ-1"])
            #expect(try await covering(service, id, as: .technician) == [])
            let etag = try await service.request(.get, "/cases/\(id)", as: .technician).etag
            let cleared = try await service.request(
                .patch, "/cases/\(id)", as: .technician, body: #"{"serviceContractId":null}"#,
                headers: ["If-Match": etag])
            #expect(cleared.status == 200)
            let back = try await service.request(
                .patch, "/cases/\(id)", as: .technician, body: #"{"serviceContractId":"\#(contract)"}"#,
                headers: ["If-Match": cleared.etag])
            #expect(back.problem == "contract-not-usable")
        }
    }

    @Test func whatIsUnderWarrantyUsesUpNoContract() async throws {
        try await withCustomers { service in
            let customer = try await service.make("/customers", #"{"name":"A"}"#)
            let product = EntityID(namespace: .quen, parts: ["printer"])
            _ = try await service.hearContract("HĐ-1", of: customer)
            try await service.hearDelivery(of: customer, product: product, serial: "SN-1", warrantyTo: "2026-11-23")
            try await service.hearDelivery(of: customer, product: product, serial: "SN-2", warrantyTo: "2026-11-22")
            let covered = try await service.openCase(of: customer, #","serialNumber":"sn-1""#)
            var read = try await service.readCase(covered)
            #expect(read["isUnderWarranty"] == .bool(true) && read["serviceContractId"] == nil)
            #expect(read.object("coverage").object("warranty").text("warrantyTo") == "2026-11-23")
            // The very item counts, where it is named; else any of the product.
            let over = try await service.openCase(
                of: customer, #","serialNumber":"SN-2","productId":"\#(product)""#)
            read = try await service.readCase(over)
            #expect(read["isUnderWarranty"] == .bool(false))
            #expect(read.text("serviceContractId") != "")
            _ = try await service.openCase(of: customer, #","productId":"\#(product)""#)
            #expect(try await service.numbers("/cases?warranty=true&sort=number") == ["PH-000001", "PH-000003"])
            let etag = try await service.request(.get, "/cases/\(over)").etag
            let corrected = try await service.request(
                .patch, "/cases/\(over)", body: #"{"serialNumber":"SN-1"}"#, headers: ["If-Match": etag])
            #expect(corrected.status == 200)
            #expect(try await service.readCase(over)["isUnderWarranty"] == .bool(true))
        }
    }
}
