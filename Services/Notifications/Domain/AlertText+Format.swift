import Foundation
import Messages
import Money

/// Days, times, amounts and quantities as each language writes them.
extension AlertText {
    static func time(_ instant: Instant, _ zone: LocalZone) -> String {
        let minutes = (instant.milliseconds - zone.instant(of: zone.day(of: instant)).milliseconds) / 60_000
        return "\(padded(minutes / 60)):\(padded(minutes % 60))"
    }

    static func vietnamese(_ day: Day) -> String { day.dayFirst }

    static func english(_ day: Day) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, number) = day.components
        return "\(number) \(names[month - 1]) \(year)"
    }

    static func vietnamese(days: Int64) -> String {
        days > 0 ? "còn \(days) ngày" : days == 0 ? "hôm nay" : "đã qua \(-days) ngày"
    }

    static func english(days: Int64) -> String {
        switch days {
        case 1: "1 day left"
        case 2...: "\(days) days left"
        case 0: "today"
        default: "\(-days) days ago"
        }
    }

    /// `1.234.567 đồng`, `1.234,50 USD`.
    static func vietnamese(_ amount: Amount) -> String {
        let unit = amount.currency == .vnd ? "đồng" : amount.currency.code
        return "\(amount.text(.vietnamese)) \(unit)"
    }

    /// `1,234.50 USD`.
    static func english(_ amount: Amount) -> String {
        "\(amount.text(.english)) \(amount.currency.code)"
    }

    static func vietnamese(_ quantity: Quantity) -> String { quantity.text(.vietnamese) }
    static func english(_ quantity: Quantity) -> String { quantity.text(.english) }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
