import Messages
import Testing

@Suite struct SubjectTests {
    @Test(arguments: [
        "customer/1", "customer-account/0193e4a0-7c00-7000-8000-00000000000a", "invoice-lines/1/2", "a//",
    ])
    func aSubjectComesBack(text: String) {
        #expect(Subject(text)?.description == text)
    }

    @Test(arguments: ["", "/", "customer", "customer/", "/1"])
    func aSubjectNeedsBothParts(text: String) {
        #expect(Subject(text) == nil)
    }

    @Test func aPageBelongsToItsEntity() {
        #expect(Subject("invoice-lines/1/2")?.entity == "invoice-lines")
        #expect(Subject("invoice-lines/1/2")?.id == "1/2")
    }
}
