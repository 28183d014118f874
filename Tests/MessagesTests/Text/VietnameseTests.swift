import Foundation
import Messages
import Testing

/// What people read in Vietnamese is Vietnamese wholly: of what is listed in tables every entry, of what stands in the code
/// every text.
@Suite struct VietnameseTests {
    private static let letters = Set("ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ")

    private static func isVietnamese(_ text: String) -> Bool { text.lowercased().contains(where: letters.contains) }

    /// The lines of all sources of services and what they share.
    private static let lines: [(place: String, text: String)] = {
        let root = Folders.messages.deletingLastPathComponent().deletingLastPathComponent()
        return ["Shared", "Services"].flatMap { top -> [(place: String, text: String)] in
            let folder = root.appending(path: top)
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
            return paths.filter { $0.hasSuffix(".swift") }.sorted().flatMap { path -> [(place: String, text: String)] in
                let text = (try? String(contentsOf: folder.appending(path: path), encoding: .utf8)) ?? ""
                return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
                    (place: "\(path):\($0 + 1)", text: String($1))
                }
            }
        }
    }()

    // MARK: Tables

    @Test func everyKindOfRecordHasAName() throws {
        var kinds = Set(Catalogue.entities.map { $0.entity })
        let literal = try Regex(#"entity: "([a-z -]+)""#)
        for line in Self.lines {
            for match in line.text.matches(of: literal) {
                if let kind = match.output[1].substring { kinds.insert(String(kind)) }
            }
        }
        #expect(kinds.count > 40)
        let missing = kinds.filter { RecordName.vietnamese[$0] == nil }
        #expect(missing.isEmpty, "\(missing.sorted())")
        for (kind, name) in RecordName.vietnamese { #expect(Self.isVietnamese(name), "\(kind): \(name)") }
    }

    @Test func everyRightHasAName() {
        for function in Function.allCases { #expect(function.label.vi != function.label.en) }
        for action in Action.allCases { #expect(action.label.vi != action.label.en) }
        for role in ReadyMadeRole.allCases { #expect(Self.isVietnamese(role.label.vi)) }
        let forbidden = CommonError.forbidden(function: "plans", action: "approve")
        #expect(forbidden.message.vi.hasPrefix("Bạn chưa có quyền duyệt kế hoạch (mã quyền plans:approve)."))
        let missing = CommonError.notFound(entity: "plan-version", id: "7")
        #expect(missing.message.vi == "Không có phiên bản kế hoạch 7, hoặc bạn không được xem.")
        #expect(missing.message.en == "There is no plan-version 7, or you may not see it.")
    }

    /// What types that read themselves say, found where they say it.
    @Test func everyReasonOfADecoderIsTranslated() throws {
        let literal = try Regex(#"debugDescription: "([^"\\]+)""#)
        var reasons: Set<String> = []
        for line in Self.lines {
            for match in line.text.matches(of: literal) {
                if let reason = match.output[1].substring { reasons.insert(String(reason)) }
            }
        }
        #expect(reasons.count > 8)
        let missing = reasons.filter { WireFault.decoding[$0] == nil && $0 != "at the end" }
        #expect(missing.isEmpty, "\(missing.sorted())")
        for decimals in [4, 6] {
            #expect(WireFault.decoding["not a decimal string with up to \(decimals) decimals"] != nil)
        }
        for (en, vi) in WireFault.decoding { #expect(vi != en && Self.isVietnamese(vi), "\(vi)") }
    }

    // MARK: Texts in the code

    /// What is put into a Vietnamese sentence and is English: names of members, kinds, statuses, commands, reasons.
    private static let english =
        #"\\\((field|entity|function|action|[a-z.$0]*(status|step|command|kind)\.rawValue|[a-zA-Z.]*fault|reason)\)"#

    /// Words that no Vietnamese sentence has; names that programs write are not among them.
    private static let words: Set<String> = [
        "the", "this", "these", "there", "must", "not", "missing", "with", "and", "for", "cannot", "should", "has",
        "have",
        "was", "were", "are", "its", "which", "what", "who", "whose", "when", "where", "why", "invalid", "unknown",
        "wrong",
        "draft", "drafted", "submitted", "approved", "closed", "cancelled", "planned", "confirm", "confirmed", "fulfil",
        "reopen", "already", "needed", "of", "be", "been", "is",
    ]

    @Test func whatIsPutIntoAVietnameseSentenceIsVietnamese() throws {
        let pattern = try Regex(Self.english)
        // The last: people's own words.
        let allowed = ["Không có nhóm quyền nào cho phép", "mã quyền \\(function)", "Lý do: \\(reason)"]
        var faults: [String] = []
        for line in Self.lines where Self.mayBeASentence(line) {
            for text in Self.literals(line.text) where Self.isVietnamese(text) {
                guard text.contains(pattern), !allowed.contains(where: text.contains) else { continue }
                faults.append("\(line.place): \(text)")
            }
        }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    @Test func noVietnameseSentenceHasEnglishWords() {
        var (faults, count) = ([String](), 0)
        for line in Self.lines where Self.mayBeASentence(line) {
            for text in Self.literals(line.text) where Self.isVietnamese(text) {
                count += 1
                if Self.exempt.contains(where: text.contains) { continue }
                let plain = text.replacing(/\\\([^()]*(\([^()]*\)[^()]*)*\)/, with: " ")
                let found = plain.lowercased().split { !$0.isLetter }.map(String.init).filter(Self.words.contains)
                if !found.isEmpty { faults.append("\(line.place): \(found) in \(text)") }
            }
        }
        #expect(count > 1000)
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
    }

    /// English texts about Vietnamese words, and names that are written as they are.
    private static let exempt = ["How 105 is read", "days of Tết come", "/me/confirm", "Bộ lọc of"]

    /// Not comments, samples, nor the demonstration's data.
    private static func mayBeASentence(_ line: (place: String, text: String)) -> Bool {
        let text = line.text.drop { $0 == " " }
        return !text.hasPrefix("//") && !line.place.contains("SampleBook") && !line.place.contains("Demonstration")
            && !line.place.contains("Migration")
            && !line.text.contains("<")
    }

    /// The texts between quotes on a line, with what is put into them; a line without quotes is part of a longer text.
    private static func literals(_ line: String) -> [String] {
        var (found, text, depth, isIn, isEscaped) = ([String](), "", 0, false, false)
        for character in line {
            if isIn, isEscaped {
                isEscaped = false
                text.append(character)
                if character == "(" { depth += 1 }
            } else if isIn, depth > 0 {
                text.append(character)
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
            } else if character == "\"" {
                if isIn { found.append(text) }
                (isIn, text) = (!isIn, "")
            } else if isIn {
                isEscaped = character == "\\"
                text.append(character)
            }
        }
        return line.contains("\"") ? found : [line]
    }
}
