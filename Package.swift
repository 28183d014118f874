// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
    .unsafeFlags(["-Xfrontend", "-require-explicit-sendable"]),
]

// Products of other packages, by short names.
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let csv = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
/// The joined OpenAPI document is made from the services' files, which are YAML; only the Gateway reads any.
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

/// A module that every service may use.
func shared(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Shared/\(name)", exclude: exclude, swiftSettings: strict)
}

/// A service: one executable with its README and OpenAPI file beside the code.
func service(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: [
            "Messages", "Money", "Messaging", "Store", "ServiceKit", "ServiceHTTP", grdb, hummingbird, logging,
            lifecycle,
        ] + dependencies,
        path: "Services/\(name)", exclude: ["README.md", "HTTP/openapi.yaml"] + exclude,
        swiftSettings: strict)
}

/// The tests of one module or service.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "quen",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "customers", targets: ["Customers"]),
        .executable(name: "pipeline", targets: ["Pipeline"]),
        .executable(name: "contracts", targets: ["Contracts"]),
        .executable(name: "scheduling", targets: ["Scheduling"]),
        .executable(name: "notifications", targets: ["Notifications"]),
        .executable(name: "gateway", targets: ["Gateway"]),
        .executable(name: "quen", targets: ["Operator"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: ["JSON", "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        .systemLibrary(
            name: "CRabbitMQ", path: "Shared/CRabbitMQ", pkgConfig: "librabbitmq",
            providers: [.apt(["librabbitmq-dev"])]),
        .target(name: "CCurl", path: "Shared/CCurl", linkerSettings: [.linkedLibrary("curl")]),
        shared("Money", []),
        shared("Messages", ["Money", crypto], exclude: ["Schemas", "Samples", "asyncapi.yaml"]),
        shared("Messaging", ["Messages", "CRabbitMQ", logging, lifecycle]),
        shared("Store", ["Messages", "Money", grdb, logging]),
        shared("ServiceKit", ["Messages", "Messaging", "Store", grdb, crypto, logging, lifecycle, configuration]),
        shared(
            "ServiceHTTP",
            ["Messages", "Money", "Store", "ServiceKit", hummingbird, jwt, crypto, logging, lifecycle, signals]),

        service("Customers"),
        service("Pipeline"),
        .target(
            name: "Documents", dependencies: ["Messages", "Money", mustache], path: "Services/Contracts/Documents",
            exclude: ["Templates"], swiftSettings: strict),
        service("Contracts", ["Documents"], exclude: ["Documents"]),
        .target(name: "Planner", path: "Services/Scheduling/Planner", swiftSettings: strict),
        .target(name: "ICalendar", path: "Services/Scheduling/ICalendar", swiftSettings: strict),
        .target(
            name: "WorkingTime", path: "Services/Scheduling/WorkingTime", exclude: ["README.md"], swiftSettings: strict),
        service(
            "Scheduling", ["Planner", "ICalendar", "WorkingTime", crypto],
            exclude: ["Planner", "ICalendar", "WorkingTime"]),
        service("Notifications", ["CCurl", mustache], exclude: ["Templates"]),
        service("Gateway", [httpClient, cryptoExtras, jwt, yams, hummingbirdTLS, nioSSL]),
        .executableTarget(
            name: "Operator",
            dependencies: [
                "Messages", "Money", "Messaging", "Store", "ServiceKit", arguments, httpClient, csv, crypto, logging,
            ],
            path: "Services/Operator", exclude: ["README.md"], swiftSettings: strict),

        .target(
            name: "TestKit",
            dependencies: [
                "Messages", "Messaging", "Store", "ServiceKit", "ServiceHTTP", httpClient, grdb, hummingbird, logging,
                hummingbirdTesting, jwt, crypto, lifecycle,
            ],
            path: "Tests/TestKit", exclude: ["Mail/mail_server.py"], swiftSettings: strict),
        tests("BoundaryTests", []),
        tests("MoneyTests", ["Money"], exclude: ["cases"]),
        tests(
            "MessagesTests", ["Messages", "Messaging", "Money", "ServiceKit", "TestKit"],
            exclude: ["corpus", "check_contracts.py"]),
        tests("MessagingTests", ["Messages", "Messaging", "TestKit", crypto, logging]),
        tests(
            "KitTests",
            [
                "Messages", "Money", "Messaging", "Store", "ServiceKit", "ServiceHTTP", "TestKit", grdb, logging,
                lifecycle,
            ]),
        tests(
            "ServiceTests",
            [
                "Customers", "Pipeline", "Contracts", "Scheduling", "WorkingTime", "Notifications", "Gateway",
                "TestKit",
                grdb, logging,
            ]),
        tests("DocumentsTests", ["Documents", "Money"], exclude: ["golden"]),
        tests("PlannerTests", ["Planner"], exclude: ["golden", "reference.py"]),
        tests("ICalendarTests", ["ICalendar"], exclude: ["golden", "reference.py"]),
        tests("WorkingTimeTests", ["WorkingTime"]),
        tests("OperatorTests", ["Operator", "Messages", "Money", "Messaging", "TestKit"]),
        tests(
            "SystemTests", ["Messages", "Money", "Messaging", "Store", "TestKit", httpClient, grdb, logging],
            exclude: ["Faults/power-loss.c", "Faults/broker-facts.py"]),
    ]
)
