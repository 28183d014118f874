import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Contracts

@Suite("Contracts: carried out, accepted, renewed")
struct ContractsExecutionTests {
    private func contract(_ service: ServiceUnderTest, _ id: EntityID) async throws -> ContractState {
        try #require(try await service.newest(ContractState.self, id))
    }

    private func inProgress(_ service: ServiceUnderTest, kind: String = "sale", more: String = "") async throws
        -> EntityID
    {
        let id = try await service.signedContract(kind: kind, more: more)
        try await service.act("/contracts/\(id)/transitions", Sample.step("start"))
        return id
    }

    @Test func acceptanceInTwoPartsProposesInvoicesAndStartsWarranties() async throws {
        try await withContracts { service in
            let id = try await inProgress(service)
            let line = try #require(try await contract(service, id).lines.first).id
            let part = """
                {"lines":[{"contractLineId":"\(line)","quantity":"4","serials":["SN-1","SN-2"],"warrantyMonths":24}],
                "on":"2026-11-20"}
                """
            let first = try await service.create("/contracts/\(id)/acceptances", part)
            try await service.act("/acceptances/\(first)/sign")
            let minutes = try #require(try await service.newest(AcceptanceState.self, first))
            #expect(minutes.number == "NT01")
            let proposed = try #require(minutes.invoiceId)
            let invoice = try #require(try await service.newest(InvoiceState.self, proposed))
            #expect(invoice.status == .draft)
            #expect(invoice.lines.map(\.quantity) == [Quantity("4")])
            #expect(try await contract(service, id).status == .inProgress)
            let items = try await service.published(DeliveredItemState.self).map(\.state)
            #expect(items.map(\.serial) == ["SN-1", "SN-2", nil])
            #expect(items.map(\.quantity) == [Quantity("1"), Quantity("1"), Quantity("2")])
            #expect(items.first?.warrantyTo == Day("2028-11-19"))
            // The rest, as a whole.
            let second = try await service.create("/contracts/\(id)/acceptances", #"{"isFinal":true}"#)
            try await service.act("/acceptances/\(second)/sign")
            #expect(try await contract(service, id).status == .accepted)
            let rest = try #require(try await service.newest(AcceptanceState.self, second))
            #expect(rest.lines.map(\.quantity) == [Quantity("6")])
            let found = try await service.request(.get, "/delivered-items?serial=sn-2")
            #expect(found.text.contains(#""serial":"SN-2""#))
            #expect(found.text.contains(#""isUnderWarranty":true"#))
            for (query, count) in [
                ("taxCode=0100109106&serial=SN-1&totalFrom=10800000", 1), ("serial=SN-9", 0), ("totalTo=1", 0),
                ("taxCode=1", 0),
            ] {
                let found = try await service.request(.get, "/contracts?\(query)")
                guard case .array(let items)? = found.object["items"] else { throw TestFailure(found.text) }
                #expect(items.count == count, "\(query)")
            }
            let listed = try await service.request(.get, "/delivered-items?customer=\(Sample.customer)&q=AD")
            #expect(listed.status == 200)
        }
    }

    @Test func noMoreIsAcceptedThanContractedAndSignedMinutesStay() async throws {
        try await withContracts { service in
            let id = try await inProgress(service)
            let line = try #require(try await contract(service, id).lines.first).id
            let body = { (quantity: String) in #"{"lines":[{"contractLineId":"\#(line)","quantity":"\#(quantity)"}]}"# }
            let path = "/contracts/\(id)/acceptances"
            let tooMuch = try await service.request(.post, path, body: body("10.0001"))
            #expect(service.code(tooMuch) == "acceptance-exceeded")
            let first = try await service.create(path, body("6"))
            #expect(service.code(try await service.request(.post, path, body: body("5"))) == "acceptance-exceeded")
            try await service.act("/acceptances/\(first)/sign", #"{"proposeInvoice":false}"#)
            let edit = try await service.change(.patch, "/acceptances/\(first)", body("1"))
            #expect(service.code(edit) == "acceptance-signed")
            #expect(service.code(try await service.change(.delete, "/acceptances/\(first)")) == "acceptance-signed")
            #expect(service.code(try await service.request(.post, "/acceptances/\(first)/sign")) == "acceptance-signed")
            let item = try #require(try await service.published(DeliveredItemState.self).first).state.id
            let deletion = try await service.change(.delete, "/delivered-items/\(item)")
            #expect(service.code(deletion) == "acceptance-signed")
            let second = try await service.create(path, body("4"))
            #expect(try await service.change(.patch, "/acceptances/\(second)", body("3")).status == 200)
            #expect(try await service.change(.delete, "/acceptances/\(second)").status == 200)
        }
    }

    @Test func workVisitsAndGuaranteesArePlannedAndReleased() async throws {
        try await withContracts { service in
            let id = try await inProgress(
                service, kind: "maintenance",
                more:
                    #","guarantees":[{"kind":"retention","amount":540000,"expiresOn":"2027-06-30","issuer":"VCB"}],"instalments":[{"description":"Đợt 1","amount":10800000,"dueOn":"2026-12-15"}]"#
            )
            let state = try await contract(service, id)
            let guarantee = try #require(state.guarantees?.first)
            #expect(state.instalments?.first?.dueOn == Day("2026-12-15"))
            let body = """
                {"workItems":[{"title":"Lắp đặt","dueOn":"2026-12-01"}],"visits":[{"dueOn":"2027-01-15"}],
                "releases":[{"guaranteeId":"\(guarantee.id)","on":"2026-11-22"}]}
                """
            let read = try await service.request(.get, "/contracts/\(id)")
            let planned = try await service.request(
                .patch, "/contracts/\(id)/execution", body: body, headers: ["If-Match": read.etag])
            #expect(planned.status == 200, "\(planned.text)")
            #expect(try await contract(service, id).guarantees?.first?.releasedOn == Day("2026-11-22"))
            #expect(try await contract(service, id).visits?.first?.dueOn == Day("2027-01-15"))
            let stale = try await service.request(
                .patch, "/contracts/\(id)/execution", body: body, headers: ["If-Match": read.etag])
            #expect(stale.status == 412)
        }
    }

    @Test func instalmentsComeToTheTotal() async throws {
        try await withContracts { service in
            let body = """
                {"customerId":"\(Sample.customer)","kind":"sale","lines":[\(Sample.tenPumps)],
                "instalments":[{"description":"Đợt 1","amount":1,"dueOn":"2026-12-15"}]}
                """
            let answer = try await service.request(.post, "/contracts", body: body)
            #expect(service.code(answer) == "instalments-differ")
            #expect(answer.text.contains("10800000"))
        }
    }

    @Test func anAnnexKeepsWhatMinutesAccept() async throws {
        try await withContracts { service in
            let id = try await inProgress(service)
            let first = try await service.create("/contracts/\(id)/acceptances", "{}")
            try await service.act("/acceptances/\(first)/sign", #"{"proposeInvoice":false}"#)
            let before = try await contract(service, id).lines
            let annex = { (quantity: String) in
                Sample.tenPumps.replacing(#""10""#, with: #""\#(quantity)""#)
            }
            let path = "/contracts/\(id)/annexes"
            let fewer = try await service.request(.post, path, body: #"{"note":"PL","lines":[\#(annex("3"))]}"#)
            #expect(service.code(fewer) == "acceptance-contradicted")
            try await service.act(path, #"{"note":"PL","lines":[\#(annex("12"))]}"#)
            #expect(try await contract(service, id).lines.map(\.id) == before.map(\.id))
            let rest = try await service.create("/contracts/\(id)/acceptances", "{}")
            #expect(try await service.newest(AcceptanceState.self, rest)?.lines.first?.quantity == Quantity("2"))
        }
    }

    @Test func aSuccessorThatComesToNothingCanBeMadeAgain() async throws {
        try await withContracts { service in
            let id = try await inProgress(service, more: #","effectiveFrom":"2026-01-01","effectiveTo":"2026-12-31""#)
            let first = try await service.create("/contracts/\(id)/renewal", "{}")
            #expect(try await service.change(.delete, "/contracts/\(first)").status == 200)
            let second = try await service.create("/contracts/\(id)/renewal", "{}")
            try await service.act("/contracts/\(second)/transitions", Sample.step("cancel"))
            _ = try await service.create("/contracts/\(id)/renewal", "{}")
        }
    }

    @Test func aSuccessorCarriesLinesAndDatesForward() async throws {
        try await withContracts { service in
            let id = try await inProgress(
                service, kind: "maintenance",
                more:
                    #","effectiveFrom":"2026-01-01","effectiveTo":"2026-12-31","renewal":{"kind":"manual","noticeDays":30}"#
            )
            let due = try await service.request(.get, "/reports/renewals?before=2027-01-31&kind=maintenance")
            #expect(due.text.contains(#""noticeBy":"2026-12-01""#))
            let successor = try await service.create("/contracts/\(id)/renewal", "{}")
            let state = try await contract(service, successor)
            #expect(state.effectiveFrom == Day("2027-01-01"))
            #expect(state.effectiveTo == Day("2027-12-31"))
            #expect(state.predecessorId == id)
            #expect(state.status == .requested)
            #expect(state.sums.total == 10_800_000)
            #expect(try await contract(service, id).successorId == successor)
            let again = try await service.request(.post, "/contracts/\(id)/renewal")
            #expect(service.code(again) == "renewed-already")
            let none = try await service.request(.get, "/reports/renewals?before=2027-01-31")
            #expect(none.object["rows"] == .array([]))
        }
    }

    @Test func anAllowanceWarnsOnceAtEightyPercentAndAtItsEnd() async throws {
        try await withContracts(expectDeferred: false) { service in
            let id = try await inProgress(
                service, kind: "service",
                more:
                    #","effectiveFrom":"2026-01-01","effectiveTo":"2026-12-31","allowance":{"unit":"hours","quantity":"10"}"#
            )
            let path = "/contracts/\(id)/usages"
            for quantity in ["7.9", "0.1", "1", "1", "2.5"] {
                try await service.act(path, #"{"quantity":"\#(quantity)","usedOn":"2026-11-01"}"#)
            }
            let events = try await service.published(ContractState.self).suffix(5).map(\.event)
            #expect(events == ["updated", "allowance-low", "updated", "allowance-used-up", "updated"])
            #expect(try await contract(service, id).allowance?.used == Quantity("12.5"))
            let outside = try await service.request(.post, path, body: #"{"quantity":"1","usedOn":"2025-12-31"}"#)
            #expect(service.code(outside) == "outside-period")
            let recorded = UsageRecorded(
                externalId: "VV-1", contractId: id, usedOn: Sample.day("2026-11-02"),
                quantity: try #require(Quantity("1")))
            #expect(try await service.isAccepted(try await service.send(inbound: recorded)))
            #expect(try await service.isAccepted(try await service.send(inbound: recorded)))
            #expect(try await contract(service, id).allowance?.used == Quantity("13.5"))
            let listed = try await service.request(.get, path)
            #expect(listed.text.contains(#""reference":"VV-1""#))
            guard case .array(let items)? = listed.object["items"], case .object(let newest)? = items.first,
                case .string(let usage)? = newest["id"]
            else { throw TestFailure(listed.text) }
            let unexplained = try await service.request(.post, "\(path)/\(usage)/reverse", body: #"{"note":" "}"#)
            #expect(service.code(unexplained) == "note-required")
            try await service.act("\(path)/\(usage)/reverse", #"{"note":"Ghi nhầm"}"#)
            #expect(try await contract(service, id).allowance?.used == Quantity("12.5"))
            let twice = try await service.request(.post, "\(path)/\(usage)/reverse", body: #"{"note":"Ghi nhầm"}"#)
            #expect(service.code(twice) == "usage-already-reversed")
            let other = try await service.signedContract(kind: "service")
            let elsewhere = try await service.request(
                .post, "/contracts/\(other)/usages/\(usage)/reverse", body: #"{"note":"x"}"#)
            #expect(service.code(elsewhere) == "unknown-usage")
            // The other system's record of it is known and does nothing again.
            #expect(try await service.isAccepted(try await service.send(inbound: recorded)))
            #expect(try await contract(service, id).allowance?.used == Quantity("12.5"))
        }
    }

    @Test func termsAreMadeFromTheNewestVersionOfATemplate() async throws {
        try await withContracts { service in
            let unreadable = #"{"name":"sale","text":"{{#number}}x{{/number}}"}"#
            let refused = try await service.request(.post, "/terms-templates", body: unreadable)
            #expect(service.code(refused) == "invalid-template")
            try await service.act("/terms-templates", #"{"name":"sale","text":"cũ"}"#)
            try await service.act(
                "/terms-templates", #"{"name":"sale","text":"Bên mua {{customer}} trả {{totalInWords}}."}"#)
            let id = try await service.create(
                "/contracts",
                #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[\#(Sample.tenPumps)],"terms":{"template":"sale"}}"#
            )
            let shown = try await service.request(.get, "/contracts/\(id)")
            #expect(
                shown.text.contains("Bên mua Công ty Ánh Dương trả Mười triệu tám trăm nghìn đồng."), "\(shown.text)")
            let unknown = #"{"customerId":"\#(Sample.customer)","kind":"sale","terms":{"template":"none"}}"#
            #expect(service.code(try await service.request(.post, "/contracts", body: unknown)) == "unknown-template")
        }
    }
}

@Suite("Contracts: approval by roles in order")
struct ContractsApprovalTests {
    @Test func theRuleOfTheGreatestAmountCounts() throws {
        let rules = try ApprovalRules("100 VND: sales-manager; 500 VND: sales-manager, director;")
        #expect(rules.roles(for: 99, in: .vnd) == [])
        #expect(rules.roles(for: 100, in: .vnd) == ["sales-manager"])
        #expect(rules.roles(for: 500, in: .vnd) == ["sales-manager", "director"])
        #expect(rules.roles(for: 1, in: .usd) == ["sales-manager", "director"])
        for wrong in ["x", "100: a", "100 XXX: a", "100 VND:", "-1 VND: a"] {
            #expect(throws: ApprovalError.self) { try ApprovalRules(wrong) }
        }
    }

    private func publishRole(
        _ service: ServiceUnderTest, _ code: String, _ permissions: [String], _ event: EventName, _ sequence: Int64
    ) async throws {
        let role = RoleState(
            id: EntityID(namespace: .quen, parts: ["role", code]), code: code, label: Bilingual(en: code, vi: code),
            permissions: permissions)
        try await service.publish(role, event, sequence: sequence)
        try await service.wait("the role") {
            try await service.store.read { try RoleCopy.fetchOne($0, key: role.id)?.permissions == permissions }
        }
    }

    @Test func eachRoleApprovesInItsTurnAndOneCanSendItBack() async throws {
        try await withContracts { service in
            let rules = #"{"value":"1 VND: sales-manager, director"}"#
            let unknown = try await service.admin(.put, "/admin/parameters/contract-approval-rules", body: rules)
            #expect(service.code(unknown) == "unknown-role")
            try await publishRole(service, "sales-manager", ["contracts:view:team"], .created, 1)
            try await publishRole(service, "director", ["contracts:approve:all"], .created, 1)
            let powerless = try await service.admin(.put, "/admin/parameters/contract-approval-rules", body: rules)
            #expect(service.code(powerless) == "role-may-not-approve")
            try await publishRole(service, "sales-manager", ["contracts:approve:team"], .updated, 2)
            let set = try await service.admin(.put, "/admin/parameters/contract-approval-rules", body: rules)
            #expect(set.status < 300, "\(set.text)")
            let people = [Person.test(.administrator, name: "Quản"), Person.test(.administrator, name: "Giám")]
            for (person, role) in zip(people, ["sales-manager", "director"]) {
                try await service.publish(
                    AccountState(
                        id: person.account, signInName: role, employeeId: person.employee, language: .vietnamese,
                        roles: [role],
                        isSuspended: false, permissionVersion: 1), .created)
            }
            let id = try await service.create(
                "/contracts", #"{"customerId":"\#(Sample.customer)","kind":"sale","lines":[\#(Sample.tenPumps)]}"#)
            let path = "/contracts/\(id)/transitions"
            try await service.act(path, Sample.step("draft"))
            let read = try await service.request(.get, "/contracts/\(id)").object["contentHash"]?.text ?? ""
            let early = try await service.request(
                .post, path, as: people[1], body: #"{"command":"agree","contentHash":"\#(read)"}"#)
            #expect(service.code(early) == "approval-of-role")
            #expect(early.text.contains("sales-manager"))
            let unread = try await service.request(.post, path, as: people[0], body: Sample.step("agree"))
            #expect(service.code(unread) == "content-not-read")
            func agree() async throws -> String {
                guard
                    case .string(let hash)? = try await service.request(.get, "/contracts/\(id)").object["contentHash"]
                else { throw TestFailure("no contentHash") }
                return #"{"command":"agree","contentHash":"\#(hash)"}"#
            }
            try await service.act(path, try await agree(), as: people[0])
            #expect(try await service.status(of: "/contracts/\(id)") == "drafted")
            let twice = try await service.request(.post, path, as: people[0], body: try await agree())
            #expect(service.code(twice) == "approved-already")
            try await service.act(path, Sample.step("send-back"), as: people[1])
            #expect(try await service.status(of: "/contracts/\(id)") == "negotiating")
            try await service.act(path, try await agree(), as: people[0])
            try await service.act(path, try await agree(), as: people[1])
            #expect(try await service.status(of: "/contracts/\(id)") == "agreed")
            _ = try await service.change(.patch, "/contracts/\(id)", #"{"paymentTerms":"7 ngày"}"#)
            #expect(try await service.status(of: "/contracts/\(id)") == "negotiating")
            #expect(try await service.request(.get, "/contracts/\(id)").object["approvals"] == .array([]))
        }
    }
}
