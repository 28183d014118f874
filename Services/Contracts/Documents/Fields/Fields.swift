import Mustache

/// What a template can name. Everything in it is text that is ready to print, a flag, or more fields; a nil or blank
/// text is not there at all, so that `{{#phone}}…{{/phone}}` prints no empty label.
struct Fields: MustacheParent {
    private var values: [String: Any] = [:]

    func child(named name: String) -> Any? { values[name] }

    /// Nothing is set for nil and blanks.
    mutating func set(_ name: String, _ text: String?) {
        guard let text = PrintableText.filled(text) else { return }
        values[name] = PrintableText.cleaned(text)
    }

    mutating func set(_ name: String, _ isSet: Bool) { values[name] = isSet }

    mutating func set(_ name: String, _ fields: Fields?) {
        if let fields { values[name] = fields }
    }

    /// A list, and the flag `hasLines` of a list `lines` for what is printed once around it.
    mutating func set(_ name: String, _ list: [Fields]) {
        values[name] = list
        setFlag(of: name, list.isEmpty)
    }

    mutating func set(_ name: String, texts: [String]) {
        let texts = texts.compactMap(PrintableText.filled).map(PrintableText.cleaned)
        values[name] = texts
        setFlag(of: name, texts.isEmpty)
    }

    private mutating func setFlag(of name: String, _ isEmpty: Bool) {
        values["has\(name.prefix(1).uppercased())\(name.dropFirst())"] = !isEmpty
    }
}
