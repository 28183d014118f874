import Foundation
import GRDB
import Messages

/// Makes accent-insensitive search known to SQLite: the function `fold(text)` and the FTS5 tokenizer `vietnamese`
/// (CUS-14). The tokenizer indexes each word folded and, beside it, as written; a query looks for the folded word.
public enum SearchFolding: Sendable {
    static func register(in db: Database) {
        db.add(
            function: DatabaseFunction("fold", argumentCount: 1, pure: true) { values in
                String.fromDatabaseValue(values[0]).map(TextFolding.fold)
            })
        db.add(tokenizer: VietnameseTokenizer.self)
    }

    /// The FTS5 query that finds every word of `text` from its beginning, in any order; nothing for a text without words.
    public static func query(_ text: String) -> String? {
        let words = TextFolding.words(text)
        guard !words.isEmpty else { return nil }
        return words.prefix(12).map { "\"\($0)\"*" }.joined(separator: " ")
    }
}

/// Splits as `unicode61` does, after composing the text, and folds each word.
final class VietnameseTokenizer: FTS5WrapperTokenizer {
    static let name = "vietnamese"
    let wrappedTokenizer: any FTS5Tokenizer

    init(db: Database, arguments: [String]) throws {
        wrappedTokenizer = try db.makeTokenizer(.unicode61(diacritics: .keep))
    }

    func accept(
        token: String, flags: FTS5TokenFlags, for tokenization: FTS5Tokenization,
        tokenCallback: FTS5WrapperTokenCallback
    ) throws {
        let folded = TextFolding.fold(token)
        try tokenCallback(folded, flags)
        if !tokenization.contains(.query), folded != token { try tokenCallback(token, flags.union(.colocated)) }
    }
}
