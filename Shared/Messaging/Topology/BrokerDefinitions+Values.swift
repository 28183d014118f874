extension BrokerDefinitions {
    /// A value in an argument table or a policy.
    enum Argument: Codable, Equatable, CustomStringConvertible {
        case text(String)
        case number(Int)
        case flag(Bool)
        /// Something that Quen never sets.
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .flag(let flag): try container.encode(flag)
            case .other: try container.encodeNil()
            }
        }

        var description: String {
            switch self {
            case .text(let text): text
            case .number(let number): String(number)
            case .flag(let flag): String(flag)
            case .other: "a structure"
            }
        }
    }

    /// A user's tags: a list since RabbitMQ 3.9, before that a text with commas.
    struct Tags: Codable {
        var names: [String]

        init(_ names: [String]) { self.names = names }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let names = try? container.decode([String].self) {
                self.names = names
            } else {
                names = try container.decode(String.self).split(separator: ",").map(String.init)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(names)
        }
    }
}
