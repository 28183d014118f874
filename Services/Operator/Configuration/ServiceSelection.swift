import ArgumentParser
import Foundation

/// One service, by its name.
struct ServiceSelection: ParsableArguments {
    @OptionGroup var options: OperatorOptions
    @Argument(help: "The service's name, such as customers.")
    var service: String

    func client() throws -> AdminClient {
        guard let client = try options.configuration().admins(only: service).first else {
            throw OperatorError("There is no service \(service).")
        }
        return client
    }
}

/// One service or all of them.
struct ServicesSelection: ParsableArguments {
    @OptionGroup var options: OperatorOptions
    @Argument(help: "The service's name, or all.")
    var service: String

    func clients() throws -> [AdminClient] {
        try options.configuration().admins(only: service == "all" ? nil : service)
    }
}

extension OperatorConfiguration {
    /// The folder of a service's store on this machine.
    func storeDirectory(of service: String, given: String?) throws -> String {
        if let given { return given }
        guard let address = services[service] else {
            throw OperatorError(
                "The configuration names no service \(service). Known are: \(orderedServices.map(\.name).joined(separator: ", "))."
            )
        }
        guard let store = address.store else {
            throw OperatorError(
                "The configuration does not say where the store of \(service) lies. Name its folder by --store DIR, on the machine that has it."
            )
        }
        return store
    }
}

/// Asks whoever runs the tool to type a service's name again before something is done that cannot simply be undone.
enum Confirmation {
    static func require(_ service: String, given: String?, for what: String) throws {
        let isTerminal = isatty(FileHandle.standardInput.fileDescriptor) != 0
        guard given != nil || isTerminal else {
            throw ValidationError("Confirm by --confirm \(service), as nobody can be asked.")
        }
        if given == nil { Console.note("\(what) Type the name again: ") }
        guard (given ?? readLine() ?? "") == service else {
            throw OperatorError("The name was not \(service). Nothing was changed.")
        }
    }
}
