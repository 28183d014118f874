import ArgumentParser

struct LoadDemo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Loads a small invented Vietnamese firm to look around in.",
        discussion: """
            Employees of three branches, customers, products, leads, opportunities, invoices and payments, all invented \
            and always the same, sent as the outside system demo if there is one, else website. Loading again changes \
            nothing.
            """)

    @OptionGroup var loading: LoadingOptions

    func run() async throws {
        let configuration = try loading.options.configuration()
        let system = configuration.secrets.exists(SecretFiles.systemPrefix + "demo") ? "demo" : "website"
        let demonstration = try Demonstration(system: system)
        var run = LoadRun(try await loading.loader(as: system, configuration))
        _ = try await run.send([demonstration.employees, demonstration.products])
        _ = try await run.send([demonstration.customers, demonstration.leads])
        _ = try await run.send([demonstration.opportunities, demonstration.invoices])
        _ = try await run.send([demonstration.payments])
        try loading.finish(run)
    }
}
