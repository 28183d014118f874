import Foundation
import ICalendar
import Messages

/// What is wrong with a recurrence, or with what is asked of one occurrence.
enum SeriesError: FactError, Hashable {
    case ruleInvalid(RecurrenceRuleError)
    case zoneUnknown
    case startInvalid
    case startNotOnRule
    case tooLong
    case overlapsItself
    case tooManyExceptions
    case noOccurrenceLeft
    case notASeries
    case occurrenceMissing
    case noSuchOccurrence
    case ofASeries
    case notOneSession

    var facts: ErrorFacts {
        switch self {
        case .ruleInvalid(let error):
            ErrorFacts(
                code: "invalid-recurrence", consequence: .invalid,
                en: "This is no rule that can be used: \(error.reason.en). Write it as FREQ=WEEKLY;BYDAY=MO.",
                vi: "Quy tắc lặp không dùng được (\(error.reason.vi)). Hãy ghi dạng FREQ=WEEKLY;BYDAY=MO.",
                path: "$.recurrence.rule")
        case .zoneUnknown:
            ErrorFacts(
                code: "unknown-zone", consequence: .invalid,
                en: "There is no such time zone. Leave it out for Viet Nam's, or name one as Asia/Bangkok.",
                vi: "Không có múi giờ này. Hãy bỏ trống để dùng giờ Việt Nam, hoặc ghi dạng Asia/Bangkok.",
                path: "$.recurrence.zone")
        case .startInvalid:
            ErrorFacts(
                code: "invalid-times", consequence: .invalid,
                en: "What recurs starts on a whole second, in a year from 1901 to 2198.",
                vi: "Lịch lặp lại phải bắt đầu ở giây tròn, trong các năm 1901 đến 2198.", path: "$.startsAt")
        case .startNotOnRule:
            ErrorFacts(
                code: "start-not-on-rule", consequence: .invalid,
                en: "The rule gives no occurrence at this start. Choose a start that fits it, or change the rule.",
                vi: "Quy tắc lặp không có lần nào vào giờ bắt đầu này. Hãy chọn giờ bắt đầu khác hoặc sửa quy tắc.",
                path: "$.startsAt")
        case .tooLong:
            ErrorFacts(
                code: "recurrence-too-long", consequence: .invalid,
                en:
                    "The rule gives more than \(Series.mostOccurrences) occurrences, or goes on for more than ten years. End it earlier, or change it from a later occurrence on.",
                vi:
                    "Quy tắc cho hơn \(Series.mostOccurrences) lần hoặc kéo dài quá 10 năm. Hãy cho kết thúc sớm hơn, hoặc sửa từ một lần sau.",
                path: "$.recurrence.rule", details: ["most": String(Series.mostOccurrences)])
        case .overlapsItself:
            ErrorFacts(
                code: "recurrence-overlaps-itself", consequence: .invalid,
                en: "An occurrence begins before the one before it ends. Make it shorter, or the rule rarer.",
                vi: "Lần sau bắt đầu khi lần trước chưa kết thúc. Hãy rút ngắn hoặc giãn quy tắc lặp.",
                path: "$.recurrence.rule")
        case .tooManyExceptions:
            ErrorFacts(
                code: "too-many-exceptions", consequence: .conflict,
                en:
                    "The series has \(Series.mostExceptions) exceptions already. Begin a new one with this and the following occurrences.",
                vi: "Chuỗi lịch đã có \(Series.mostExceptions) ngoại lệ. Hãy tách chuỗi mới từ lần này trở đi.")
        case .notASeries:
            ErrorFacts(
                code: "not-a-series", consequence: .invalid,
                en: "The appointment does not recur. Leave recurrenceId out.",
                vi: "Lịch hẹn này không lặp lại. Hãy bỏ recurrenceId.", path: "$.recurrenceId")
        case .occurrenceMissing:
            ErrorFacts(
                code: "occurrence-missing", consequence: .invalid,
                en: "The appointment recurs: say by recurrenceId which occurrence is meant.",
                vi: "Lịch hẹn này lặp lại: hãy ghi recurrenceId của lần cần dùng.", path: "$.recurrenceId")
        case .noSuchOccurrence:
            ErrorFacts(
                code: "no-such-occurrence", consequence: .conflict,
                en: "The series has no occurrence then: it was cancelled, or the rule gives none. Read it again.",
                vi: "Chuỗi lịch không có lần nào vào lúc đó: đã hủy hoặc không có theo quy tắc. Hãy tải lại.")
        case .noOccurrenceLeft:
            ErrorFacts(
                code: "no-occurrence-left", consequence: .invalid,
                en: "Every occurrence is an exception, so that nothing takes place. Leave some out of exceptions.",
                vi: "Mọi lần đều bị loại trừ nên không còn lần nào. Hãy bỏ bớt ngày trong exceptions.",
                path: "$.recurrence.exceptions")
        case .notOneSession:
            ErrorFacts(
                code: "not-one-session", consequence: .invalid,
                en: "An activity that recurs has exactly one session. Give its first one.",
                vi: "Hoạt động lặp lại phải có đúng một buổi. Hãy nhập buổi đầu tiên.", path: "$.sessions")
        case .ofASeries:
            ErrorFacts(
                code: "occurrence-of-a-series", consequence: .conflict,
                en: "This is an occurrence of a series, which cannot recur by itself. Change the series.",
                vi: "Đây là một lần của chuỗi lịch, không thể tự lặp lại. Hãy sửa chuỗi lịch.")
        }
    }
}
