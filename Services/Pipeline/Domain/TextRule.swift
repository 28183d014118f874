import Foundation
import Messages

/// Rules of form that every text from outside keeps.
enum TextRule {
    /// `text` without blanks around it. Throws `blank` or `too-long` (over `max` characters) at `path`.
    static func required(_ text: String, at path: String, max: Int = 200) throws(CommonError) -> String {
        guard let checked = try optional(text, at: path, max: max) else {
            throw .invalid(
                code: "blank", path: path,
                message: Bilingual(
                    en: "\(path) must not be blank. Fill it in.", vi: "Mục này chưa có nội dung. Hãy nhập."))
        }
        return checked
    }

    /// The same where nothing is allowed: a blank text counts as nothing.
    static func optional(_ text: String?, at path: String, max: Int = 200) throws(CommonError) -> String? {
        guard let trimmed = text?.trimmingCharacters(in: .whitespacesAndNewlines), !trimmed.isEmpty else { return nil }
        guard trimmed.count <= max else {
            throw .invalid(
                code: "too-long", path: path,
                message: Bilingual(
                    en: "\(path) has more than \(max) characters. Shorten it.",
                    vi: "Mục này dài quá \(max) ký tự. Hãy rút ngắn."))
        }
        return trimmed
    }

    /// How names are compared where spaces, case and tones do not matter: `GTX Pro` and `gtxpro` are alike.
    static func key(_ text: String) -> String { TextFolding.fold(text).filter { !$0.isWhitespace } }
}
