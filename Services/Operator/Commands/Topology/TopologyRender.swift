import ArgumentParser
import Messaging

struct TopologyRender: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Prints the topology as RabbitMQ's definitions, without passwords.")

    @OptionGroup var options: OperatorOptions

    func run() async throws {
        let configuration = try options.configuration()
        let definitions = try configuration.topology().definitions(vhost: configuration.vhost)
        Console.print(String(decoding: definitions, as: UTF8.self))
    }
}
