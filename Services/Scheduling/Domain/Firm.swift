import Foundation
import Messages

/// The firm itself (SCH-2): what letterheads say of it. There is one, with one version.
struct Firm: Codable, Sendable, Hashable {
    struct Input: Decodable, Sendable {
        var name: String
        var shortName: String?
        var address: String?
        var taxCode: String?
        var phone: String?
        var email: String?
        var website: String?
        var parameters: [FirmParameter]?
    }

    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var name: String
    private(set) var shortName: String?
    private(set) var address: String?
    private(set) var taxCode: String?
    private(set) var phone: String?
    private(set) var email: String?
    private(set) var website: String?
    var logo: FirmLogo?
    private(set) var parameters: [FirmParameter]

    static let onlyID = EntityID.quen
    static let mostParameters = 50
    static let unnamed = Firm(id: onlyID, name: "", parameters: [])

    private init(id: EntityID, name: String, parameters: [FirmParameter]) {
        (self.id, self.name, self.parameters) = (id, name, parameters)
    }

    /// Everything but the logo, which comes by itself.
    mutating func change(to input: Input) throws(FirmError) {
        guard let name = try Self.line(input.name, "name", most: 200) else {
            throw .textInvalid(path: "$.name", most: 200)
        }
        self.name = name
        shortName = try Self.line(input.shortName, "shortName", most: 100)
        address = try Self.line(input.address, "address", most: 500)
        taxCode = try Self.taxCode(input.taxCode)
        phone = try Self.line(input.phone, "phone", most: 100)
        email = try Self.line(input.email, "email", most: 254)
        if let email, email.split(separator: "@", omittingEmptySubsequences: false).count != 2 { throw .emailInvalid }
        website = try Self.line(input.website, "website", most: 300)
        if let website, !website.hasPrefix("https://"), !website.hasPrefix("http://") { throw .websiteInvalid }
        parameters = try Self.parameters(input.parameters ?? [])
    }

    /// Ten digits, with a branch's three behind a dash, or twelve digits of a person.
    private static func taxCode(_ text: String?) throws(FirmError) -> String? {
        guard let text = try line(text, "taxCode", most: 20)?.replacing(" ", with: "") else { return nil }
        let digits = text.replacing("-", with: "")
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw .taxCodeInvalid
        }
        let isRight =
            switch digits.count {
            case 10, 12: digits == text
            case 13: text.count == 13 || text.dropFirst(10).first == "-" && text.count == 14
            default: false
            }
        guard isRight, digits.count == 12 || hasCheckDigit(digits) else { throw .taxCodeInvalid }
        return digits.count == 13 ? "\(digits.prefix(10))-\(digits.suffix(3))" : digits
    }

    /// The tenth digit of a firm's code follows from the nine before it.
    private static func hasCheckDigit(_ digits: String) -> Bool {
        let values = digits.utf8.prefix(10).map { Int($0) - 48 }
        let sum = zip(values, [31, 29, 23, 19, 17, 13, 7, 5, 3]).reduce(0) { $0 + $1.0 * $1.1 }
        return 10 - sum % 11 == values[9]
    }

    private static func parameters(_ parameters: [FirmParameter]) throws(FirmError) -> [FirmParameter] {
        guard parameters.count <= mostParameters else { throw .tooManyParameters }
        var read: [FirmParameter] = []
        for (index, parameter) in parameters.enumerated() {
            let path = "parameters[\(index)]"
            guard let name = try line(parameter.name, "\(path).name", most: 100) else {
                throw .textInvalid(path: "$.\(path).name", most: 100)
            }
            guard !read.contains(where: { $0.name == name }) else { throw .parameterTwice(path: "$.\(path).name") }
            let value = try line(parameter.value, "\(path).value", most: 500) ?? ""
            read.append(FirmParameter(name: name, value: value))
        }
        return read
    }

    private static func line(_ text: String?, _ field: String, most: Int) throws(FirmError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= most, !text.contains(where: \.isNewline) else {
            throw .textInvalid(path: "$.\(field)", most: most)
        }
        return text
    }
}

/// A picture for letterheads: what it is is judged by its content, and nothing that could carry a script is taken.
enum LogoType: String, Sendable, CaseIterable {
    case png = "image/png"
    case jpeg = "image/jpeg"

    static let mostBytes = 524_288

    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            bytes.dropFirst(12).starts(with: Array("IHDR".utf8))
        {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else {
            return nil
        }
    }
}

enum FirmError: FactError, Hashable {
    case textInvalid(path: String, most: Int)
    case taxCodeInvalid
    case emailInvalid
    case websiteInvalid
    case tooManyParameters
    case parameterTwice(path: String)
    case logoEmpty
    case logoUnsupported

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let path, let most):
            .wrong(
                "invalid-text", "Write one line of at most \(most) characters; a name must not be empty.",
                "Hãy ghi một dòng, tối đa \(most) ký tự; tên không được để trống.", path)
        case .taxCodeInvalid:
            .wrong(
                "invalid-tax-code",
                "A tax code has 10 digits, 10 and a dash and 3, or 12, and its check digit must be right. Read it again.",
                "Mã số thuế gồm 10 số, 10 số-3 số hoặc 12 số và đúng số kiểm tra. Hãy kiểm tra lại.", "$.taxCode")
        case .emailInvalid:
            .wrong(
                "invalid-email", "This is no e-mail address. Write it as name@firm.vn.",
                "Địa chỉ e-mail không hợp lệ. Hãy nhập dạng ten@congty.vn.", "$.email")
        case .websiteInvalid:
            .wrong(
                "invalid-website", "Write the address with https:// at its beginning.",
                "Hãy ghi địa chỉ trang web bắt đầu bằng https://.", "$.website")
        case .tooManyParameters:
            .wrong(
                "too-many", "There may be at most \(Firm.mostParameters) parameters.",
                "Chỉ được nhập tối đa \(Firm.mostParameters) tham số.", "$.parameters")
        case .parameterTwice(let path):
            .wrong(
                "repeated", "This parameter is there already. Keep one of the two.",
                "Tham số này bị lặp. Hãy giữ lại một.", path)
        case .logoEmpty:
            .wrong("file-empty", "Send the picture as the body.", "Hãy gửi tệp ảnh trong nội dung yêu cầu.", "body")
        case .logoUnsupported:
            .wrong(
                "file-type-unsupported", "Only PNG and JPEG are kept, judged by their content.",
                "Chỉ nhận ảnh PNG hoặc JPEG (xét theo nội dung tệp).", "body")
        }
    }
}
