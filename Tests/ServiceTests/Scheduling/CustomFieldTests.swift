import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// The firm's own fields of employees (CUS-5, SCH-1).
@Suite struct CustomFieldTests {
    @Test func valuesOfEveryKindAreKeptFoundAndCounted() async throws {
        try await SchedulingFixture.with { service in
            let card = try await service.field("Số thẻ", "text")
            let years = try await service.field("Số năm kinh nghiệm", "number")
            let since = try await service.field("Ngày vào Đảng", "date")
            let drives = try await service.field("Có bằng lái", "yes-no")
            let size = try await service.field("Cỡ áo", "one-choice", ["S", "M", "L"])
            let languages = try await service.field("Ngoại ngữ", "several-choices", ["Tiếng Anh", "Tiếng Nhật"])
            let values = [
                card.value("text", #""A-001 Đỏ""#), years.value("number", #""2.5""#),
                since.value("date", #""2020-02-03""#), drives.value("yes", "true"),
                size.choose(["M"]), languages.choose(["Tiếng Nhật", "Tiếng Anh"]),
            ]
            let an = try await service.employee("An", extra: values.asMember)
            _ = try await service.employee(
                "Bình", extra: [years.value("number", #""4""#), size.choose(["L"])].asMember)
            _ = try await service.employee("Chi")
            let read = try await service.request(.get, "/employees/\(an)")
            #expect(read.object["customFields"]?.count == 6)
            #expect(read.object["customFields"]?[0]["text"] == .string("A-001 Đỏ"))
            #expect(read.object["customFields"]?[1]["number"] == .string("2.5"))
            // In the field's order, not in that of the request.
            #expect(read.object["customFields"]?[5]["choiceIds"][0] == .string(languages.choices["Tiếng Anh"] ?? ""))

            func found(_ query: String) async throws -> [String] {
                try await service.items("/employees?\(query)", "name")
            }
            #expect(try await found("customField=\(card.id)&value=do") == ["An"])
            #expect(try await found("customField=\(years.id)") == ["An", "Bình"])
            #expect(try await found("customField=\(years.id)&from=3") == ["Bình"])
            #expect(try await found("customField=\(since.id)&from=2020-01-01&to=2020-12-31") == ["An"])
            #expect(try await found("customField=\(drives.id)&value=false").isEmpty)
            #expect(try await found("customField=\(size.id)&value=\(size.choices["L"] ?? "")") == ["Bình"])
            for query in [
                "customField=\(EntityID.quen)", "value=x", "customField=\(years.id)&value=x",
                "customField=\(card.id)&from=1",
            ] {
                #expect(try await service.request(.get, "/employees?\(query)").status == 422, "\(query)")
            }
            let counts = try await service.request(.get, "/custom-fields/\(size.id)/counts")
            #expect(counts.object["items"]?.count == 3, "\(counts.text)")
            #expect(counts.object["items"]?[1]["employees"] == .integer(1))
            #expect(counts.object["filled"] == .integer(2) && counts.object["empty"] == .integer(1))

            // PUT leaves what is not said, and takes all away where that is said.
            #expect(try await service.put("/employees/\(an)", #"{"name":"An"}"#).status == 200)
            #expect(try await service.request(.get, "/employees/\(an)").object["customFields"]?.count == 6)
            #expect(try await service.put("/employees/\(an)", #"{"name":"An","customFields":[]}"#).status == 200)
            #expect(try await service.request(.get, "/employees/\(an)").object["customFields"] == nil)
            let events = try await service.published(EmployeeState.self).filter { $0.state.id == an }
            #expect(events.first?.state.customFields?.count == 6 && events.last?.state.customFields == nil)
        }
    }

    @Test func whatDoesNotFitAFieldIsRefusedAtItsPlace() async throws {
        try await SchedulingFixture.with { service in
            let card = try await service.field("Số thẻ", "text")
            let size = try await service.field("Cỡ áo", "one-choice", ["S", "M"])
            let drives = try await service.field("Có bằng lái", "yes-no")
            let long = String(repeating: "x", count: 1001)
            for (values, code, path) in [
                ([card.value("text", #"" ""#)], "invalid-value", "$.customFields[0].text"),
                ([card.value("text", "\"\(long)\"")], "invalid-value", "$.customFields[0].text"),
                ([card.value("yes", "true")], "invalid-value", "$.customFields[0].text"),
                ([drives.value("yes", #"true,"text":"x""#)], "invalid-value", "$.customFields[0]"),
                ([size.choose(["S", "M"])], "invalid-value", "$.customFields[0].choiceIds"),
                ([size.value("choiceIds", #"["\#(EntityID.quen)"]"#)], "unknown-choice", "$.customFields[0].choiceIds"),
                (
                    [drives.value("yes", "true"), drives.value("yes", "false")], "custom-field-twice",
                    "$.customFields[1]"
                ),
                ([#"{"fieldId":"\#(EntityID.quen)","text":"x"}"#], "unknown-custom-field", "$.customFields[0].fieldId"),
            ] {
                let answer = try await service.request(.post, "/employees", body: #"{"name":"An"\#(values.asMember)}"#)
                #expect(answer.status == 422 && answer.object["title"] == .string(code), "\(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(answer.text)")
            }
            // Nothing in a field is nothing.
            _ = try await service.employee("An", extra: [#"{"fieldId":"\#(card.id)"}"#].asMember)
        }
    }

    @Test func renamingAndMergingKeepsAndDeletingDoesNotLose() async throws {
        try await SchedulingFixture.with { service in
            let language = try await service.field("Ngoại ngữ", "several-choices", ["Anh", "Tiếng Anh", "Nhật"])
            let an = try await service.employee("An", extra: [language.choose(["Anh", "Tiếng Anh"])].asMember)
            let binh = try await service.employee("Bình", extra: [language.choose(["Anh"])].asMember)
            let path = "/custom-fields/\(language.id)"
            func content(_ names: [String], kind: String = "several-choices", retired: String? = nil) -> String {
                let choices = names.map { name in
                    let id = language.choices[name].map { #""id":"\#($0)","# } ?? ""
                    return #"{\#(id)"name":"\#(name)","isActive":\#(name != retired)}"#
                }
                return #"{"name":"Ngoại ngữ","kind":"\#(kind)","choices":[\#(choices.joined(separator: ","))]}"#
            }
            // What two have would go; what two or one have does not fit another kind; the number is said.
            for (body, records) in [
                (content(["Tiếng Anh", "Nhật"]), "2"),
                (content(["Anh", "Tiếng Anh", "Nhật"], kind: "one-choice"), "1"),
                (#"{"name":"Ngoại ngữ","kind":"text"}"#, "2"),
            ] {
                let answer = try await service.put(path, body)
                #expect(
                    answer.status == 409 && answer.object["title"] == .string("custom-field-in-use"), "\(answer.text)")
                #expect(answer.object["details"]?["records"] == .string(records), "\(answer.text)")
            }
            let read = try await service.request(.get, path)
            let deleted = try await service.request(.delete, path, headers: ["If-Match": read.etag])
            #expect(deleted.status == 409 && deleted.object["details"]?["records"] == .string("2"))
            // What nobody has may go, another may be retired: who has it keeps it, nobody else gets it.
            #expect(try await service.put(path, content(["Anh", "Tiếng Anh"], retired: "Anh")).status == 200)
            let kept = try await service.put(
                "/employees/\(binh)", #"{"name":"Bình"\#([language.choose(["Anh"])].asMember)}"#)
            #expect(kept.status == 200, "\(kept.text)")
            let new = try await service.request(
                .post, "/employees", body: #"{"name":"Chi"\#([language.choose(["Anh"])].asMember)}"#)
            #expect(new.status == 409 && new.object["title"] == .string("choice-retired"))

            let (from, into) = (language.choices["Anh"] ?? "", language.choices["Tiếng Anh"] ?? "")
            let itself = try await service.request(
                .post, "\(path)/choices/\(from)/merge", body: #"{"into":"\#(from)"}"#)
            #expect(itself.status == 422 && itself.object["title"] == .string("merged-into-itself"))
            let merged = try await service.request(
                .post, "\(path)/choices/\(from)/merge", body: #"{"into":"\#(into)"}"#)
            #expect(merged.status == 200, "\(merged.text)")
            for employee in [an, binh] {
                let answer = try await service.request(.get, "/employees/\(employee)")
                #expect(answer.object["customFields"]?[0]["choiceIds"] == .array([.string(into)]), "\(answer.text)")
            }
            #expect(
                try await service.request(.post, "\(path)/choices/\(from)/merge", body: #"{"into":"\#(into)"}"#).status
                    == 404)
            // Now one choice is enough for everybody.
            let one = try await service.put(
                path, #"{"name":"Ngoại ngữ chính","kind":"one-choice","choices":[{"id":"\#(into)","name":"English"}]}"#)
            #expect(one.status == 200, "\(one.text)")
            #expect(
                try await service.published(CustomFieldState.self).map(\.event) == [
                    "created", "updated", "updated", "updated",
                ])
        }
    }

    @Test func whatARetiredFieldHoldsStaysAsItIs() async throws {
        try await SchedulingFixture.with { service in
            let field = try await service.field("Ngoại ngữ", "several-choices", ["Anh", "Nhật"])
            let value = [field.choose(["Anh", "Nhật"])].asMember
            let an = try await service.employee("An", extra: value)
            let turned = ["Nhật", "Anh"].map { #"{"id":"\#(field.choices[$0] ?? "")","name":"\#($0)"}"# }
            let retired = try await service.put(
                "/custom-fields/\(field.id)",
                """
                {"name":"Ngoại ngữ","kind":"several-choices","isActive":false,"choices":[\(turned.joined(separator: ","))]}
                """)
            #expect(retired.status == 200, "\(retired.text)")
            #expect(try await service.put("/employees/\(an)", #"{"name":"An"\#(value)}"#).status == 200)
            let less = [field.choose(["Anh"])].asMember
            #expect(try await service.put("/employees/\(an)", #"{"name":"An"\#(less)}"#).status == 409)
            #expect(try await service.put("/employees/\(an)", #"{"name":"An","customFields":[]}"#).status == 200)
        }
    }

    @Test func fieldsAreTheWholeFirmsAndFew() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let refused = try await service.request(
                .post, "/custom-fields", as: seller, body: #"{"name":"x","kind":"text"}"#)
            #expect(refused.status == 403)
            for (body, path) in [
                (#"{"name":"…","kind":"text"}"#, "$.name"), (#"{"name":"x","kind":"one-choice"}"#, "$.choices"),
                (#"{"name":"x","kind":"text","choices":[{"name":"a"}]}"#, "$.choices"),
                (#"{"name":"x","kind":"one-choice","choices":[{"name":"a"},{"name":"Ạ"}]}"#, "$.choices[1].name"),
                (#"{"name":"x","kind":"text","position":0}"#, "$.position"),
            ] {
                let answer = try await service.request(.post, "/custom-fields", body: body)
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(answer.text)")
            }
            for index in 1...10 { _ = try await service.field("Trường \(index)", "text") }
            let more = try await service.request(.post, "/custom-fields", body: #"{"name":"x","kind":"text"}"#)
            #expect(more.status == 409 && more.object["title"] == .string("too-many"))
            let names = try await service.items("/custom-fields", "name", as: seller)
            #expect(names == (1...10).map { "Trường \($0)" })
            let list = try await service.request(.get, "/custom-fields")
            let id = try #require(list.object["items"]?[9]["id"].text)
            let taken = try await service.put("/custom-fields/\(id)", #"{"name":"TRƯỜNG 1","kind":"text"}"#)
            #expect(taken.status == 409 && taken.object["title"] == .string("custom-field-taken"))
            // Retired: nothing new comes in.
            let value = [#"{"fieldId":"\#(id)","text":"x"}"#].asMember
            let retired = try await service.put(
                "/custom-fields/\(id)", #"{"name":"Trường 10","kind":"text","isActive":false,"position":1}"#)
            #expect(retired.status == 200)
            let late = try await service.put("/employees/\(an)", #"{"name":"An"\#(value)}"#)
            #expect(late.status == 409 && late.object["title"] == .string("custom-field-retired"), "\(late.text)")
            let read = try await service.request(.get, "/custom-fields/\(id)")
            #expect(
                try await service.request(.delete, "/custom-fields/\(id)", headers: ["If-Match": read.etag]).status
                    == 200)
            #expect(try await service.request(.get, "/custom-fields/\(id)").status == 404)
        }
    }
}

/// A field as it was entered.
private struct EnteredField: Sendable {
    var id: EntityID
    var choices: [String: String]

    func value(_ member: String, _ json: String) -> String { #"{"fieldId":"\#(id)","\#(member)":\#(json)}"# }
    func choose(_ names: [String]) -> String {
        value("choiceIds", "[" + names.map { "\"\(choices[$0] ?? "")\"" }.joined(separator: ",") + "]")
    }
}

extension [String] {
    /// As a further member of an employee.
    fileprivate var asMember: String { #","customFields":[\#(joined(separator: ","))]"# }
}

extension JSONValue {
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}

extension ServiceUnderTest {
    fileprivate func field(_ name: String, _ kind: String, _ choices: [String] = []) async throws -> EnteredField {
        let list =
            choices.isEmpty ? "" : #","choices":[\#(choices.map { #"{"name":"\#($0)"}"# }.joined(separator: ","))]"#
        let answer = try await request(
            .post, "/custom-fields", body: #"{"name":"\#(name)","kind":"\#(kind)"\#(list)}"#)
        #expect(answer.status == 201, "\(answer.text)")
        let id = try #require(answer.id)
        let read = try await request(.get, "/custom-fields/\(id)")
        var ids: [String: String] = [:]
        for index in choices.indices {
            ids[choices[index]] = read.object["choices"]?[index]["id"].text
        }
        return EnteredField(id: id, choices: ids)
    }
}
