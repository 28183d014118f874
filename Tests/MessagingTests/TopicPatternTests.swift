import Testing

@testable import Messaging

@Suite struct TopicPatternTests {
    @Test(arguments: [
        ("customers.customer.#", "customers.customer.changed.v1", true),
        ("customers.customer.#", "customers.customer", true),
        ("customers.customer.#", "customers.customers.x", false),
        ("*.to-pipeline.#", "gateway.to-pipeline.win.v1", true),
        ("*.to-pipeline.#", "a.b.to-pipeline.win", false), ("#", "", true), ("#", "a.b", true), ("*", "a", true),
        ("*", "", false), ("*", "a.b", false), ("#.v1", "a.b.v1", true), ("#.v1", "v1", true), ("a.#.z", "a.z", true),
        ("a.#.z", "a.b.c.z", true), ("a.#.z", "a.b.c", false), ("", "", true), ("", "a", false),
        ("a.*.c", "a..c", true),
    ])
    func wordsMatchAsInRabbitMQ(pattern: String, key: String, matches: Bool) {
        #expect(TopicPattern(pattern).matches(key) == matches)
    }
}
