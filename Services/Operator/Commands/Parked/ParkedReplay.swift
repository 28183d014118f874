import ArgumentParser
import Foundation

struct ParkedReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Tries a message again at once, corrected if --edit names a file; what waits behind it follows.")

    @OptionGroup var selection: ParkedSelection
    @Option(help: "A file with the corrected message, the whole of it.")
    var edit: String?

    func run() async throws {
        try await selection.client().replay(selection.number, editedBody: try edit.map(Self.read))
        Console.note(
            "\(selection.service) tries \(selection.number) again. quen parked list shows whether it went well.")
    }

    private static func read(_ file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file), let text = String(data: data, encoding: .utf8)
        else {
            throw OperatorError("\(file) cannot be read as UTF-8 text. Name the file with the corrected message.")
        }
        return text
    }
}
