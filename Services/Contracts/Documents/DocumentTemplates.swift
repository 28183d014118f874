import Mustache

/// The templates of all documents, `<kind>/<version>/<language>.html.mustache`, and the partials they share,
/// `shared/<version>/…`, read once at start.
///
/// A version stays as it is once a document was printed with it: new wording is a new folder with the next number.
public struct DocumentTemplates: Sendable {
    private let library: MustacheLibrary
    private let versions: [DocumentKind: [Int]]

    /// - Throws: `DocumentTemplatesError` naming the file that is missing, cannot be read or does not parse, also for
    ///   a partial that a template asks for.
    public init(directory: String) throws {
        let folder = TemplateFolder(path: directory)
        (library, versions) = (try folder.library(), try folder.versions())
    }

    /// The version that `html` prints if none is given.
    public func newest(_ kind: DocumentKind) -> Int { versions[kind]?.last ?? 1 }

    /// The document as one page of HTML with its print styles inside and nothing to be loaded.
    ///
    /// - Parameter version: the one a document was printed with before; nil for the newest.
    /// - Throws: `DocumentTemplatesError.unknownVersion`; `MoneyError.overflow` where a column's sum does not fit.
    public func html(_ document: PrintedDocument, version: Int?, language: DocumentLanguage) throws -> String {
        let kind = document.kind
        let version = version ?? newest(kind)
        let fields = try DocumentFields(document, language: language).fields()
        let name = TemplateFolder.name(kind, version, language)
        guard versions[kind]?.contains(version) == true, let html = library.render(fields, withTemplate: name)
        else { throw DocumentTemplatesError.unknownVersion(kind, version) }
        return html
    }
}
