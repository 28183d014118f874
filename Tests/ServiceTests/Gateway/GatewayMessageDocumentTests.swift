import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import TestKit
import Testing

@testable import Gateway

/// MSG-2 for people and programs: what goes over the broker can be read at the one door.
@Suite("Gateway: the messages' documents")
struct GatewayMessageDocumentTests {
    @Test func theAsyncAPIDocumentAndWhatItRefersToAreServed() async throws {
        try await GatewayUnderTest.with { gateway in
            let document = try await gateway.request(.get, "/asyncapi.yaml")
            #expect(document.status == 200 && document.text.contains("asyncapi: \"3.0.0\""))
            for channel in MessageChannel.all {
                for message in channel.messages {
                    #expect(document.text.contains("Schemas/\(message.path)"), "\(message.name)")
                }
            }
            let schema = try await gateway.request(.get, "/Schemas/pipeline.product.created/1.0.json")
            #expect(schema.status == 200 && schema.headers[.contentType] == "application/schema+json")
            #expect(try await gateway.request(.get, "/Schemas/state/pipeline.product/1.0.json").status == 200)
            #expect(try await gateway.request(.get, "/Samples/pipeline.product.created/1.0.json").status == 200)
            for path in ["/Schemas/none/1.0.json", "/Schemas/../asyncapi.yaml", "/Samples/..%2fREADME.md", "/Schemas/"]
            {
                #expect(try await gateway.request(.get, path).status == 404, "\(path)")
            }
        }
    }

    @Test func thePageListsEveryMessageInBothLanguages() async throws {
        try await GatewayUnderTest.with { gateway in
            let vietnamese = try await gateway.request(.get, "/docs/messages")
            let english = try await gateway.request(.get, "/docs/messages", headers: ["Accept-Language": "en-GB"])
            #expect(vietnamese.text.contains("<html lang=\"vi\">") && vietnamese.text.contains("Bên gửi"))
            #expect(english.text.contains("<html lang=\"en\">") && english.text.contains("Sent by"))
            #expect(english.text.contains("customers (step), notifications (step)"))
            for type in Catalogue.types.map(\.wireName) + Catalogue.inbound.map({ $0.type.wireName }) {
                #expect(english.text.contains("<code>\(type)</code>"), "\(type)")
            }
            #expect(!english.text.contains("<script"))
            #expect(english.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        }
    }

    @Test func aMessagesPageShowsItsMembersAndASample() async throws {
        try await GatewayUnderTest.with { gateway in
            for channel in MessageChannel.all {
                for message in channel.messages {
                    let page = try await gateway.request(.get, "/docs/messages/\(message.name)")
                    #expect(page.status == 200 && page.text.contains("<tr><td><code>"), "\(message.name)")
                    #expect(page.text.contains("&quot;specversion&quot;: &quot;1.0&quot;"), "\(message.name)")
                }
            }
            let product = try await gateway.request(.get, "/docs/messages/pipeline.product.created")
            #expect(product.text.contains("<code>state.prices[].price</code>"))
            #expect(product.text.contains("goods | service"))
            #expect(try await gateway.request(.get, "/docs/messages/none").status == 404)
        }
    }
}
