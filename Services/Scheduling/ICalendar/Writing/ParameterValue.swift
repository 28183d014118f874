/// Values of parameters (RFC 5545 §3.2), with quotes and line ends written as RFC 6868 has it.
enum ParameterValue {
    static func encode(_ value: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "^": result.append(contentsOf: ["^", "^"])
            case "\"": result.append(contentsOf: ["^", "'"])
            case "\n": result.append(contentsOf: ["^", "n"])
            case _ where scalar.isControl: break
            default: result.append(scalar)
            }
        }
        let needsQuotes = result.contains { [":", ";", ","].contains($0) }
        return needsQuotes ? "\"\(String(result))\"" : String(result)
    }

    static func decode(_ value: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in value.unicodeScalars {
            if isEscaped {
                isEscaped = false
                switch scalar {
                case "^": result.append("^")
                case "'": result.append("\"")
                case "n": result.append("\n")
                default: result.append(contentsOf: ["^", scalar])
                }
            } else if scalar == "^" {
                isEscaped = true
            } else {
                result.append(scalar)
            }
        }
        if isEscaped { result.append("^") }
        return String(result)
    }
}
