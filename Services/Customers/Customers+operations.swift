import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What the operator can set, ask and check in this service.
enum CustomersOperations {
    static let all = Operations(
        parameters: parameters, reports: [statusReport, .customerAccounts(table: "customerAccount", id: "customerId")],
        checks: checks)

    // MARK: Parameters (OPS-10)

    static let parameters: [ParameterDefinition] = status + codes + serviceLevels

    private static let status = [
        ParameterDefinition(
            StatusTerms.thresholdName, unit: "money", default: "\(StatusTerms.defaultThreshold)",
            effect: Bilingual(
                en: "Customers whose paid value in this currency is above it are loyal. Evaluates all customers again.",
                vi: "Khách hàng đã trả cao hơn mức này theo loại tiền đó là thân thuộc. Xét lại mọi khách hàng."),
            validate: checkThreshold,
            changed: { try ReevaluateCustomers(cause: .parameter(StatusTerms.thresholdName)).execute(in: $0) }),
        months(StatusTerms.loyalName, "loyal", "thân thuộc"),
        months(StatusTerms.officialName, "official", "chính thức"),
    ]

    private static let codes = [
        pattern(.customer, "customers", "khách hàng"), pattern(.lead, "leads", "đầu mối"),
        pattern(.supportCase, "cases", "phản hồi"),
    ]

    @Sendable private static func checkThreshold(_ value: String, _ qualifier: String) throws {
        guard let currency = Currency(qualifier) else {
            throw InputError.notAllowed(
                path: "$.qualifier",
                allowed: Bilingual(en: "the code of a currency, such as VND", vi: "mã tiền tệ, chẳng hạn VND"))
        }
        guard let amount = Amount(decimal: value, currency: currency), amount.minorUnits >= 0 else {
            throw InputError.notAllowed(
                path: "$.value",
                allowed: Bilingual(en: "an amount from 0, such as 150000.00", vi: "số tiền từ 0, chẳng hạn 150000.00"))
        }
    }

    private static func months(_ name: String, _ en: String, _ vi: String) -> ParameterDefinition {
        ParameterDefinition(
            name, unit: "months", default: "12",
            effect: Bilingual(
                en: "How long a customer without a transaction stays \(en). Counts from the next check.",
                vi: "Khách hàng \(vi) được giữ mức bao lâu khi không có giao dịch. Áp dụng từ lần xét tới.")
        ) { value, qualifier in
            guard qualifier.isEmpty else { throw InputError.notAllowed(path: "$.qualifier", allowed: .nothing) }
            guard let months = Int(value), (1...1200).contains(months) else {
                throw InputError.notAllowed(path: "$.value", allowed: .same("1–1200"))
            }
        }
    }

    private static func pattern(_ code: NewCode, _ en: String, _ vi: String) -> ParameterDefinition {
        ParameterDefinition(
            code.rawValue, unit: "pattern", default: code.defaultPattern,
            effect: Bilingual(en: "The codes of new \(en).", vi: "Mã của \(vi) mới.")
        ) { value, qualifier in
            guard qualifier.isEmpty else { throw InputError.notAllowed(path: "$.qualifier", allowed: .nothing) }
            guard CodePattern(value) != nil else {
                throw InputError.notAllowed(
                    path: "$.value",
                    allowed: Bilingual(
                        en: "a text with one {seq:N}, such as KH-{seq:6}",
                        vi: "chuỗi có đúng một {seq:N}, chẳng hạn KH-{seq:6}"))
            }
        }
    }

    /// Two for each priority (CUS-11).
    private static let serviceLevels = ActivityPriority.allCases.flatMap { priority in
        [
            hours(
                ServiceLevels.answerName(priority), ServiceLevels.defaultAnswerHours[priority],
                Bilingual(
                    en: "Within how many hours a case of \(priority.label.en) priority is answered. For new cases.",
                    vi:
                        "Phản hồi ưu tiên \(priority.label.vi) được trả lời lần đầu trong bao nhiêu giờ; cho phản hồi mới."
                )),
            hours(
                ServiceLevels.solutionName(priority), ServiceLevels.defaultSolutionHours[priority],
                Bilingual(
                    en: "Within how many hours a case of \(priority.label.en) priority is solved. For new cases.",
                    vi: "Phản hồi ưu tiên \(priority.label.vi) được giải quyết trong bao nhiêu giờ; cho phản hồi mới.")),
        ]
    }

    private static func hours(_ name: String, _ fallback: Int?, _ effect: Bilingual) -> ParameterDefinition {
        ParameterDefinition(name, unit: "hours", default: fallback.map(String.init), effect: effect) {
            value, qualifier in
            guard qualifier.isEmpty else { throw InputError.notAllowed(path: "$.qualifier", allowed: .nothing) }
            guard let hours = Int(value), (1...ServiceLevels.mostHours).contains(hours) else {
                throw InputError.notAllowed(path: "$.value", allowed: .same("1–\(ServiceLevels.mostHours)"))
            }
        }
    }

    // MARK: Reports

    static let statusReport = Operations.Report("customers", by: "status", columns: ["customer", "status"]) { db in
        try Row.fetchAll(db, sql: "SELECT name, status FROM customer ORDER BY nameFolded, name, id")
            .map { [$0["name"], $0["status"]] }
    }

    // MARK: Checks (CON-10)

    static let checks = customerChecks + CaseChecks.all

    private static let customerChecks: [Operations.Check] = [
        .events(of: "customer", table: "customer"), .events(of: "contact", table: "contact"),
        .events(of: "lead", table: "lead"), .events(of: "interaction", table: "interaction"),
        CustomersChecks.status, CustomersChecks.history, CustomersChecks.mass, CustomersChecks.search,
    ]
}
