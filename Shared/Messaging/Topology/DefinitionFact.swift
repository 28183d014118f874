/// One object of a broker's definitions in a form that can be compared and named.
struct DefinitionFact {
    /// Kind and name, unique among the facts.
    let object: String
    /// What may differ, by name.
    let values: [String: String]
}

extension BrokerDefinitions {
    /// Every object, in the order in which an operator would mend them.
    var facts: [DefinitionFact] {
        exchangeFacts + queueFacts + bindingFacts + userFacts + permissionFacts + policyFacts
    }

    private var exchangeFacts: [DefinitionFact] {
        (exchanges ?? []).map { exchange in
            var values = exchange.arguments.mapValues(\.description)
            values["type"] = exchange.type
            values["durable"] = String(exchange.durable)
            values["auto_delete"] = String(exchange.autoDelete)
            values["internal"] = String(exchange.internal)
            return DefinitionFact(object: "exchange \(exchange.name)", values: values)
        }
    }

    private var queueFacts: [DefinitionFact] {
        (queues ?? []).map { queue in
            var values = queue.arguments.mapValues(\.description)
            values["durable"] = String(queue.durable)
            values["auto_delete"] = String(queue.autoDelete)
            return DefinitionFact(object: "queue \(queue.name)", values: values)
        }
    }

    private var bindingFacts: [DefinitionFact] {
        (bindings ?? []).map { binding in
            DefinitionFact(
                object: "binding of \(binding.destinationType) \(binding.destination) to exchange \(binding.source) "
                    + "with key \(binding.routingKey.isEmpty ? "(empty)" : binding.routingKey)",
                values: binding.arguments.mapValues(\.description))
        }
    }

    private var userFacts: [DefinitionFact] {
        (users ?? []).map { user in
            DefinitionFact(
                object: "user \(user.name)", values: ["tags": user.tags.names.sorted().joined(separator: " ")])
        }
    }

    private var permissionFacts: [DefinitionFact] {
        let plain = (permissions ?? []).map { permission in
            DefinitionFact(
                object: "permission of user \(permission.user)",
                values: ["configure": permission.configure, "write": permission.write, "read": permission.read])
        }
        let topics = (topicPermissions ?? []).map { permission in
            DefinitionFact(
                object: "topic permission of user \(permission.user) on exchange \(permission.exchange)",
                values: ["write": permission.write, "read": permission.read])
        }
        return plain + topics
    }

    private var policyFacts: [DefinitionFact] {
        (policies ?? []).map { policy in
            var values = policy.definition.mapValues(\.description)
            values["pattern"] = policy.pattern
            values["apply-to"] = policy.applyTo
            values["priority"] = String(policy.priority)
            return DefinitionFact(object: "policy \(policy.name)", values: values)
        }
    }
}
