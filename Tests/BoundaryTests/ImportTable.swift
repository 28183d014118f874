/// Who may import whom. A folder without a row may hold no Swift file: a new kind of room is a decision, made here.
enum ImportTable {
    /// Allowed wherever Foundation is, but for what must stay free of machinery.
    private static let common: Set = ["Foundation", "Logging", "ServiceLifecycle", "Synchronization"]
    private static let system: Set = ["Glibc", "Dispatch"]
    private static let network: Set = [
        "NIO", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOSSL", "NIOFoundationCompat", "NIOConcurrencyHelpers",
        "NIOEmbedded",
        "NIOTLS", "NIOWebSocket", "NIOHTTP2",
    ]

    private static let shared: [String: Set<String>] = [
        "Money": ["Foundation"],
        "Messages": ["Foundation", "Money", "Crypto"],
        "Messaging": common.union(system).union(["Messages", "CRabbitMQ"]),
        "Store": common.union(system).union(["Messages", "Money", "GRDB", "GRDBSQLite"]),
        "ServiceKit": common.union(system).union([
            "Messages", "Messaging", "Store", "GRDB", "Configuration", "Metrics", "CoreMetrics", "Tracing",
            "UnixSignals", "Crypto",
        ]),
        "ServiceHTTP": common.union([
            "Messages", "Money", "Messaging", "Store", "ServiceKit", "Hummingbird", "HummingbirdCore", "HTTPTypes",
            "NIOCore", "JWTKit",
            "Crypto", "NIOHTTPTypes",
            // The rows of tokens and of commands already carried out.
            "GRDB", "UnixSignals",
        ]),
    ]

    private static let domain: Set = ["Foundation", "Messages", "Money"]
    private static let decisions = common.union(["Messages", "Money", "Store", "ServiceKit", "GRDB"])
    private static let reading = decisions
    private static let http = common.union([
        "Messages", "Money", "Store", "ServiceKit", "ServiceHTTP", "Hummingbird", "HTTPTypes", "NIOCore",
    ])
    /// `PipelineMain.swift`, `PipelineWorld.swift`, `Subscriptions.swift`: they name the parts but do not work with them.
    private static let entrance = common.union(["Messages", "Money", "Messaging", "Store", "ServiceKit", "ServiceHTTP"])
    private static let tokens: Set = ["AsyncHTTPClient", "Crypto", "CryptoExtras", "JWTKit"]

    private static let rooms: [String: Set<String>] = [
        "Domain": domain, "Commands": decisions, "Reactions": decisions, "Queries": reading, "Store": reading,
        "HTTP": http,
    ]
    private static let ownRooms: [String: [String: Set<String>]] = [
        "Notifications": [
            "Delivery": common.union(system).union([
                "Messages", "Store", "GRDB", "ServiceKit", "CCurl", "Crypto", "Mustache",
            ])
        ],
        "Contracts": [
            // What documents look like: a module of its own.
            "Documents": ["Foundation", "Messages", "Money", "Mustache"],
            "Printing": decisions.union(system).union(["Documents"]),
            "Attachments": decisions.union(["Crypto", "NIOCore"]),
        ],
        // Modules of their own, without anything of ours: the automatic scheduler, calendar files, working time.
        "Scheduling": [
            "Planner": ["Foundation", "Dispatch", "Synchronization"], "ICalendar": ["Foundation"],
            "WorkingTime": ["Foundation", "Synchronization"],
            "Domain": domain.union(["WorkingTime", "ICalendar"]),
            "Store": reading.union(["WorkingTime"]),
            "Queries": reading.union(["WorkingTime"]),
            // The firm's logo is named by its hash.
            "Commands": decisions.union(["Crypto"]),
            // Secret addresses of calendars, and calendar files in and out.
            "Feeds": decisions.union(["ICalendar", "Crypto"]),
            // A proposal's problem is read from the store, and solved outside of it.
            "Proposals": reading.union(["WorkingTime", "Planner", "Dispatch"]),
        ],
        "Gateway": [
            "HTTP": http.union(tokens).union(network),
            "Proxy": http.union(tokens).union(network),
            // Keys and password hashes, what slows guessing down, and the desk where both meet.
            "Secrets": http.union(tokens).union(["GRDB"]),
            "Throttling": http,
            // What the listener is: TLS.
            "Door": http.union(network).union(["HummingbirdCore", "HummingbirdTLS"]),
            "SignIn": http.union(tokens).union(["GRDB"]),
            // The APIs and what goes over the broker, as documents and for people to read.
            "Documents": ["Foundation", "Messages", "ServiceKit", "Yams"],
        ],
    ]
    private static let services: Set = ["Customers", "Pipeline", "Contracts", "Scheduling", "Notifications", "Gateway"]

    private static let operatorTool = common.union(system).union(network).union([
        "Messages", "Money", "Messaging", "Store", "ServiceKit", "ArgumentParser", "AsyncHTTPClient", "SwiftCSV",
        "Crypto",
    ])
    private static let testKit = common.union(system).union(network).union([
        "Messages", "Money", "Messaging", "Store", "ServiceKit", "ServiceHTTP", "GRDB", "Hummingbird", "HTTPTypes",
        "HummingbirdTesting",
        "AsyncHTTPClient", "Crypto", "JWTKit", "Testing", "FoundationNetworking",
    ])

    /// What a file at this place may import; nil if the table knows no such place.
    static func allowed(at path: [String]) -> Set<String>? {
        guard path.count >= 3 else { return nil }
        switch (path[0], path[1]) {
        case ("Shared", let module): return shared[module]
        case ("Tests", "TestKit"): return testKit
        case ("Services", "Operator"): return operatorTool
        case ("Services", let service) where services.contains(service):
            return path.count == 3
                ? atTheTop(of: service, file: path[2]) : ownRooms[service]?[path[2]] ?? rooms[path[2]]
        default: return nil
        }
    }

    /// Only the files that build the service (`Pipeline+build.swift`, `Pipeline+operations.swift`) may see all of it.
    private static func atTheTop(of service: String, file: String) -> Set<String> {
        if file == "\(service)Settings.swift" { return entrance.union(["Configuration"]) }
        if file == "PlanCommand.swift" { return ["Foundation", "Planner"] }
        guard file.hasPrefix("\(service)+") else { return entrance }
        let own = ownRooms[service, default: [:]].values.reduce(into: Set()) { $0.formUnion($1) }
        return entrance.union(http).union(reading).union(own)
    }
}
