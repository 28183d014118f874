import Foundation
import Messages
import WorkingTime

/// A public holiday, as the API names it.
enum HolidayKind: String, Codable, Sendable, Hashable, CaseIterable {
    case newYear = "new-year"
    case tet
    case hungKings = "hung-kings"
    case reunification
    case labourDay = "labour-day"
    case nationalDay = "national-day"
    case vietNamCultureDay = "viet-nam-culture-day"
    case other

    var kind: Holiday.Kind {
        switch self {
        case .newYear: .newYear
        case .tet: .tet
        case .hungKings: .hungKings
        case .reunification: .reunification
        case .labourDay: .labourDay
        case .nationalDay: .nationalDay
        case .vietNamCultureDay: .vietNamCultureDay
        case .other: .other
        }
    }

    init(_ kind: Holiday.Kind) { self = Self.allCases.first { $0.kind == kind } ?? .other }

    var name: Bilingual {
        switch self {
        case .newYear: Bilingual(en: "New Year's Day", vi: "Tết Dương lịch")
        case .tet: Bilingual(en: "Tết", vi: "Tết Nguyên đán")
        case .hungKings: Bilingual(en: "Hùng Kings' Commemoration Day", vi: "Giỗ Tổ Hùng Vương")
        case .reunification: Bilingual(en: "Reunification Day", vi: "Ngày Chiến thắng")
        case .labourDay: Bilingual(en: "International Labour Day", vi: "Ngày Quốc tế lao động")
        case .nationalDay: Bilingual(en: "National Day", vi: "Quốc khánh")
        case .vietNamCultureDay: Bilingual(en: "Viet Nam Culture Day", vi: "Ngày Văn hóa Việt Nam")
        case .other: Bilingual(en: "Day off", vi: "Ngày nghỉ")
        }
    }
}
