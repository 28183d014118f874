import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Customers

@Suite struct CustomerSearchTests {
    @Test func searchingNeedsNeitherTonesNorWholeWords() async throws {
        try await withCustomers { service in
            let an = try await service.make(
                "/customers",
                #"{"name":"Nguyễn Văn Ân","kind":"individual","phones":["0912 345 678"],"emails":["an.nguyen@example.vn"]}"#
            )
            _ = try await service.make("/customers", #"{"name":"Ho\u0300a Bi\u0300nh","taxCode":"0100109106"}"#)
            _ = try await service.make("/customers/\(an)/contacts", #"{"name":"Đỗ Thị Ý"}"#)
            for query in [
                "nguyen%20van%20an", "an%20nguyen", "N", "345%20678", "912345", "5678", "an.nguyen", "do%20thi%20y",
                "DO",
            ] {
                #expect(try await service.names("/customers?q=\(query)") == ["Nguyễn Văn Ân"], "\(query)")
            }
            for query in ["hoa%20binh", "ho%C3%A0%20b%C3%ACnh", "h%C3%B2a", "0100109106", "109106"] {
                #expect(try await service.names("/customers?q=\(query)") == ["Hòa Bình"], "\(query)")
            }
            #expect(try await service.names("/customers?q=khong%20co") == [])
            #expect(try await service.names("/customers?q=%25%22%27") == [])
            let match = try await service.request(.get, "/customers?q=do%20thi").items.first?.object("match")
            #expect(match?.text("member") == "contact")
            #expect(try await service.faults() == [])
        }
    }

    @Test func exactTonesComeFirst() async throws {
        try await withCustomers { service in
            _ = try await service.make("/customers", #"{"name":"An Bình"}"#)
            _ = try await service.make("/customers", #"{"name":"Ân Bình","allowDuplicates":true}"#)
            #expect(try await service.names("/customers?q=%C3%A2n") == ["Ân Bình", "An Bình"])
            #expect(try await service.names("/customers?q=an") == ["An Bình", "Ân Bình"])
        }
    }

    @Test func pagesNeitherSkipNorRepeat() async throws {
        try await withCustomers { service in
            for number in 0..<7 {
                _ = try await service.make("/customers", #"{"name":"Khách \#(number % 3) - \#(number)"}"#)
            }
            for sort in ["name", "-name", "code", "-created"] {
                var (seen, next) = ([String](), "")
                repeat {
                    let page = try await service.request(.get, "/customers?limit=3&sort=\(sort)\(next)")
                    seen += page.items.map { $0.text("name") }
                    next = page.object.text("next").isEmpty ? "" : "&cursor=\(page.object.text("next"))"
                } while !next.isEmpty
                #expect(seen.count == 7, "\(sort)")
                #expect(Set(seen).count == 7, "\(sort)")
            }
            #expect(try await service.request(.get, "/customers?limit=0").status == 422)
            #expect(try await service.request(.get, "/customers?sort=secret").status == 422)
            #expect(try await service.request(.get, "/customers?colour=red").problem == "unknown-filter")
        }
    }

    @Test func filtersNarrowTheList() async throws {
        try await withCustomers { service in
            _ = try await service.make("/customers", #"{"name":"A","region":"Bắc","industry":"retail"}"#, as: .lan)
            _ = try await service.make("/customers", #"{"name":"B","kind":"individual","industry":"retail"}"#)
            _ = try await service.make("/customers", #"{"name":"C","kind":"mass"}"#)
            let id = try await service.send(inbound: CustomerRecorded(externalId: "d", name: "D"))
            #expect(try await service.isAccepted(id))
            let lan = try #require(Person.lan.employee)
            for (filter, expected) in [
                ("status=potential,mass", ["A", "B", "C", "D"]), ("status=mass", ["C"]), ("kind=individual", ["B"]),
                ("region=B%E1%BA%AFc", ["A"]), ("industry=retail", ["A", "B"]), ("responsible=none", ["D"]),
                ("responsible=\(lan)", ["A"]), ("industry=retail&kind=individual", ["B"]), ("source=test", ["D"]),
            ] {
                #expect(try await service.names("/customers?\(filter)") == expected, "\(filter)")
            }
            #expect(try await service.request(.get, "/customers?status=best").problem == "invalid-filter")
        }
    }
}
