import ArgumentParser

struct TopologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology",
        abstract: "Exchanges, queues, bindings, users and policies of the broker.",
        discussion: """
            They follow from the catalogue of messages in code and from the secrets' folder, in which \
            broker-ext-<system> makes an outside system and broker-sub-<consumer> a consumer of notifications.
            """,
        subcommands: [TopologyRender.self, TopologyApply.self, TopologyDiff.self, TopologyVerify.self])
}
