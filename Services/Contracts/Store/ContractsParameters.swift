import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// The firm's parameters that this service owns (OPS-10).
enum ContractsParameters {
    static let all =
        [contractNumber, orderNumber, taxRounding, reducedRateUntil, approvalRules, zeroTens] + FirmParameters.all
        + AccountingParameters.all

    static let contractNumber = ParameterDefinition(
        "contract-number", unit: "pattern", default: "{seq:2}/{year}/{kind}",
        effect: Bilingual(
            en: "How new contracts are numbered; the counter is per year and kind.",
            vi: "Cách đánh số hợp đồng mới; bộ đếm theo năm và loại hợp đồng."),
        validate: { value, _ in _ = try NumberPattern(value) })

    static let orderNumber = ParameterDefinition(
        "order-number", unit: "pattern", default: "ĐH{seq:4}/{year}",
        effect: Bilingual(
            en: "How new orders are numbered; the counter is per year.",
            vi: "Cách đánh số đơn hàng mới; bộ đếm theo năm."),
        validate: { value, _ in _ = try NumberPattern(value) })

    static let taxRounding = ParameterDefinition(
        "tax-rounding", unit: "perLine or perRate", default: TaxRounding.perLine.rawValue,
        effect: Bilingual(
            en: "Whether new documents round tax on each line or once per rate (CON-3). Each document keeps its own.",
            vi: "Chứng từ mới làm tròn thuế theo từng dòng hay theo từng thuế suất. Chứng từ đã có giữ cách cũ."),
        validate: { value, _ in
            guard TaxRounding(rawValue: value) != nil else { throw invalid(value) }
        })

    static let reducedRateUntil = ParameterDefinition(
        "reduced-rate-until", unit: "day", default: "2026-12-31",
        effect: Bilingual(
            en: "The last day of the temporary VAT rate of 8 %; products of that class are at 10 % afterwards.",
            vi: "Ngày cuối áp dụng thuế GTGT 8 % tạm thời; sau đó là 10 %."),
        validate: { value, _ in
            guard Day(value) != nil else { throw invalid(value) }
        })

    static let approvalRules = ParameterDefinition(
        "contract-approval-rules", unit: "rules", default: "",
        effect: Bilingual(
            en:
                "Which roles approve contracts from an amount on, in order: 100000000 VND: branch-director, director; …",
            vi: "Vai trò duyệt hợp đồng từ mức giá trị, theo thứ tự: 100000000 VND: branch-director, director; …"),
        validate: { value, _ in _ = try ApprovalRules(value) },
        changed: { try $0.requireApprovingRoles() })

    static let zeroTens = ParameterDefinition(
        "zero-tens-word", unit: "le or linh", default: AmountInWords.ZeroTens.le.rawValue,
        effect: Bilingual(
            en: "How 105 is read in amounts in words: một trăm lẻ năm, or một trăm linh năm.",
            vi: "Cách đọc số 105 trong số tiền bằng chữ: lẻ hoặc linh."),
        validate: { value, _ in
            guard AmountInWords.ZeroTens(rawValue: value) != nil else { throw invalid(value) }
        })

    private static func invalid(_ value: String) -> CommonError {
        .invalid(
            code: "invalid-parameter", path: "$.value",
            message: Bilingual(
                en: "The parameter cannot be \"\(value)\".", vi: "Tham số không nhận giá trị \"\(value)\"."))
    }
}

extension Transaction {
    /// The firm's day.
    var today: Day { LocalZone.vietNam.day(of: now) }

    func parameter(_ definition: ParameterDefinition) throws -> String {
        try Parameters.value(definition.name, at: now, default: definition.defaultValue, db) ?? ""
    }

    func approvalRules() throws -> ApprovalRules {
        try ApprovalRules(try parameter(ContractsParameters.approvalRules))
    }

    /// Throws where the rules name a role that there is not, or one that permits nobody to approve contracts.
    fileprivate func requireApprovingRoles() throws {
        for role in try approvalRules().allRoles.sorted() {
            guard let known = try RoleCopy.filter(Column("code") == role).fetchOne(db) else {
                throw ApprovalError.unknownRole(role)
            }
            guard known.permissions.compactMap(Permission.init).contains(where: Self.approvesContracts) else {
                throw ApprovalError.roleMayNotApprove(role)
            }
        }
    }

    private static func approvesContracts(_ permission: Permission) -> Bool {
        permission.function == .contracts && permission.action == .approve
    }

    func taxRounding() throws -> TaxRounding {
        TaxRounding(rawValue: try parameter(ContractsParameters.taxRounding)) ?? .perLine
    }

    func taxClasses() throws -> TaxClass {
        let day = Day(try parameter(ContractsParameters.reducedRateUntil))
        return TaxClass(reducedUntil: day ?? today)
    }
}
