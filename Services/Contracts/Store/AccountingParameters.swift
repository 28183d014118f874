import Foundation
import Messages
import ServiceKit

/// The accounts that the export for accounting names (CON-5); Circular 200/2014/TT-BTC where nothing else is set.
enum AccountingParameters {
    static let receivable = account("account-receivable", "131", "customers owe", "phải thu của khách hàng")
    static let revenue = account("account-revenue", "511", "sales", "doanh thu")
    static let outputTax = account("account-output-vat", "33311", "VAT on sales", "thuế GTGT đầu ra")
    static let bank = account("account-bank", "112", "money at the bank", "tiền gửi ngân hàng")
    static let cash = account("account-cash", "111", "cash; for payments of the source cash", "tiền mặt")

    static let all = [receivable, revenue, outputTax, bank, cash]

    private static func account(_ name: String, _ number: String, _ en: String, _ vi: String) -> ParameterDefinition {
        ParameterDefinition(
            name, unit: "account", default: number,
            effect: Bilingual(en: "The account of what \(en).", vi: "Tài khoản \(vi)."),
            validate: { value, _ in
                guard value.wholeMatch(of: /[0-9]{3,10}/) != nil else {
                    throw CommonError.invalid(
                        code: "invalid-parameter", path: "$.value",
                        message: Bilingual(en: "An account is of 3 to 10 digits.", vi: "Tài khoản gồm 3 đến 10 chữ số.")
                    )
                }
            })
    }
}
