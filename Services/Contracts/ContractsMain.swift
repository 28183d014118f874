import Messages
import ServiceHTTP

@main
struct ContractsMain {
    static func main() async {
        await ServiceMain.run(.contracts, settings: ContractsSettings.all) { world, configuration in
            try await buildContracts(world, ContractsSettings(configuration))
        }
    }
}
