import Messages
import Money
import Testing

@testable import Customers

@Suite struct CustomerDomainTests {
    @Test(arguments: [
        ("0100109106", "0100109106"), (" 0100109106 ", "0100109106"), ("0100109106-001", "0100109106-001"),
        ("0100109106999", "0100109106-999"), ("001099012345", "001099012345"), ("DE123456789", "DE123456789"),
    ])
    func aTaxCodeIsKeptInItsNormalForm(_ written: String, _ kept: String) {
        #expect(TaxCode(written)?.text == kept)
    }

    @Test(arguments: ["0100109107", "0100109106-000", "0100109106-01", "12345", "010010910", "0000000011", ""])
    func aWrongTaxCodeIsRefused(_ written: String) {
        #expect(TaxCode(written) == nil)
    }

    @Test func aForeignCodeIsFreeText() {
        #expect(TaxCode("12-3456789", country: "US")?.text == "12-3456789")
        #expect(TaxCode("12-3456789", country: "VN") == nil)
    }

    @Test func branchesShareTheFirm() {
        #expect(TaxCode("0100109106-001")?.firm == "0100109106")
        #expect(TaxCode("0100109106-001")?.form == .branch)
    }

    @Test(arguments: [
        ("0912 345 678", "+84912345678"), ("+84 912.345.678", "+84912345678"), ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"), ("+84 0912345678", "+84912345678"), ("(024) 3825 1234", "+842438251234"),
        ("0236 3822 123", "+842363822123"), ("+1 415 555 2671", "+14155552671"),
    ])
    func aPhoneNumberIsReadAsE164(_ written: String, _ expected: String) {
        let phone = Phone(reading: written)
        #expect(phone.e164 == expected)
        #expect(phone.written == written)
    }

    @Test(arguments: ["01662345678", "1900 1234", "113", "0912 345 678 ext 5", "091234567"])
    func whatIsNoFullNumberStaysAsWritten(_ written: String) {
        #expect(Phone(reading: written).e164 == nil)
    }

    @Test(arguments: [
        ("Công ty TNHH Hoà Bình", "hoa binh"), ("CÔNG TY CỔ PHẦN HÒA BÌNH", "hoa binh"),
        ("Hoa Binh Co., Ltd", "hoa binh"),
        ("Cty TNHH MTV Đại Phát", "dai phat"), ("Acme Corporation", "acme"), ("Công ty TNHH", ""),
    ])
    func namesAreComparedWithoutLegalFormAndAccents(_ name: String, _ key: String) {
        #expect(FirmName.key(name) == key)
    }

    @Test func aCodePatternPadsTheNumber() {
        #expect(CodePattern("KH-{seq:6}")?.code(123) == "KH-000123")
        #expect(CodePattern("{seq}/HN")?.code(7) == "7/HN")
        #expect(CodePattern("KH-{seq:3}")?.code(12345) == "KH-12345")
        #expect(CodePattern("KH") == nil)
        #expect(CodePattern("{seq:2}{seq:2}") == nil)
    }

    @Test func scoresGrowWithEachReason() {
        #expect(DuplicateKey.score([.name]) == 70)
        #expect(DuplicateKey.score([.name, .phone]) == 94)
        #expect(DuplicateKey.score([.tax, .name]) == 100)
    }

    @Test func aMergePatchTakesMembersAway() throws {
        let input = CustomerInput(
            name: "A", shortName: "a", address: Address(street: "1 Lê Lợi", text: "1 Lê Lợi, Huế"))
        let patched = try MergePatch.apply(
            ["shortName": .null, "address": .object(["street": .null])], to: input)
        #expect(patched.shortName == nil)
        #expect(patched.address == Address(text: "1 Lê Lợi, Huế"))
        #expect(patched.name == "A")
    }
}
