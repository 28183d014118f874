import Foundation
import Messages
import Yams

/// A path of a service whose last part is a secret: whoever has it needs no token, so the Gateway lets reading through
/// (SCH-8). The service says so in its OpenAPI file: the operation is `public` and the parameter `x-quen-secret`. Anything
/// else of a service stays behind a token.
struct OpenAddress: Sendable, Hashable {
    let service: ServiceName
    /// As in the service's file: plain parts, then the secret in braces.
    let template: String
    /// `GET`, `HEAD` or both.
    let methods: [String]
    private let parts: [String]

    /// Longer ones are no secrets of ours; what is looked at is bounded.
    static let longestSecret = 128

    /// What the files declare. Only the paths with the mark are parsed: a whole file takes longer than the start.
    static func declared(in texts: [ServiceName: String]) -> [OpenAddress] {
        texts.sorted { $0.key.rawValue < $1.key.rawValue }.filter { $0.key != .gateway }.flatMap { service, text in
            Self.marked(text).compactMap { OpenAddress(service, block: $0) }
        }
    }

    /// The path items that have the mark, each with its path as the only key.
    private static func marked(_ text: String) -> [String] {
        var (blocks, isInPaths): ([[Substring]], Bool) = ([], false)
        for line in text.split(separator: "\n") {
            if !line.hasPrefix(" ") { isInPaths = line == "paths:" }
            guard isInPaths else { continue }
            if line.hasPrefix("  /") {
                blocks.append([line])
            } else if !blocks.isEmpty, line.hasPrefix("   ") {
                blocks[blocks.count - 1].append(line)
            }
        }
        return blocks.map { $0.joined(separator: "\n") }.filter { $0.contains("x-quen-secret") }
    }

    /// Nothing for what is not wholly of this kind.
    private init?(_ service: ServiceName, block: String) {
        guard let root = try? Yams.compose(yaml: block), let (template, item) = root.members.first,
            template.hasSuffix("}")
        else { return nil }
        let parts = template.split(separator: "/").map(String.init)
        let parameters = (item["parameters"]?.sequence ?? []).map { $0 }
        guard parts.count >= 2, parts.dropLast().allSatisfy(Self.isPlain), parameters.count == 1,
            parameters[0]["x-quen-secret"]?.bool == true, parameters[0]["in"]?.string == "path",
            parts.last == "{\(parameters[0]["name"]?.string ?? "")}"
        else { return nil }
        let methods = ["get", "head"].filter {
            item[$0, "x-quen-access", "public"]?.bool == true && item[$0, "security"]?.sequence?.isEmpty == true
        }
        guard !methods.isEmpty else { return nil }
        (self.service, self.template, self.parts) = (service, template, Array(parts.dropLast()))
        self.methods = methods.map { $0.uppercased() }
    }

    /// Such that it can be written in one way only.
    private static func isPlain(_ part: String) -> Bool {
        !part.isEmpty && part.utf8.allSatisfy { isInSecret($0) && $0 != UInt8(ascii: ".") }
    }

    /// What the Gateway's router calls it.
    var route: String {
        "/api/\(service.rawValue)/" + (parts + [":token"]).joined(separator: "/")
    }

    /// The service's path and the secret in it, where the request's path is exactly this address: nothing encoded, nothing
    /// before, behind or between.
    func match(_ raw: String) -> (path: String, secret: String)? {
        let found = raw.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard found.count == parts.count + 4, found.dropLast() == ["", "api", service.rawValue] + parts,
            let secret = found.last, (1...Self.longestSecret).contains(secret.utf8.count), !secret.hasPrefix("."),
            secret.utf8.allSatisfy(Self.isInSecret)
        else { return nil }
        return ("/" + (parts + [secret]).joined(separator: "/"), secret)
    }

    /// Unreserved characters of RFC 3986 but the tilde.
    private static func isInSecret(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
