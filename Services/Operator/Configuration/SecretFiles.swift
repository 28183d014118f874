import Foundation

/// The folder of secrets: one file each, `broker-<service>`, `broker-ext-<system>`, `broker-sub-<consumer>`.
/// Which outside systems and consumers there are follows from these files.
struct SecretFiles: Sendable {
    static let systemPrefix = "broker-ext-"
    static let consumerPrefix = "broker-sub-"
    /// Holds nothing: the system of that name is gone and its queue of answers was kept.
    static let revokedPrefix = "revoked-ext-"
    private static let bridgeSuffix = ".bridge"

    let directory: String

    func outsideSystems() throws -> [String] {
        try names(after: Self.systemPrefix).filter { !$0.hasSuffix(Self.bridgeSuffix) }
    }

    /// Systems with a second user while a password is changed.
    func bridgedSystems() throws -> [String] {
        try names(after: Self.systemPrefix).filter { $0.hasSuffix(Self.bridgeSuffix) }
            .map { String($0.dropLast(Self.bridgeSuffix.count)) }
    }

    func revokedSystems() throws -> [String] { try names(after: Self.revokedPrefix) }
    func notificationConsumers() throws -> [String] { try names(after: Self.consumerPrefix) }

    /// The file of a broker user's password; users are `<service>`, `ext.<system>` and `sub.<consumer>`.
    func file(ofBrokerUser user: String) -> String {
        path(
            "broker-"
                + (user.hasPrefix("ext.") || user.hasPrefix("sub.")
                    ? user.replacing(".", with: "-", maxReplacements: 1) : user))
    }

    func path(_ name: String) -> String { directory + "/" + name }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The first line of a secret's file.
    func read(file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw OperatorError(
                "The secret \(file) cannot be read. It must exist and be readable by whoever runs this tool.")
        }
        let secret = String(decoding: data, as: UTF8.self).prefix { !$0.isNewline }
        guard !secret.isEmpty else { throw OperatorError("The secret \(file) is empty. Write the password into it.") }
        return String(secret)
    }

    /// Makes a random password of 192 bits in a file that only its owner can read. False where it exists already.
    func make(_ name: String) throws -> Bool {
        guard !exists(name) else { return false }
        try replace(name)
        return true
    }

    /// The same in the place of what is there.
    func replace(_ name: String) throws {
        let random = Data((0..<24).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
        try write(random.replacing("+", with: "-").replacing("/", with: "_") + "\n", to: name)
    }

    func write(_ text: String, to name: String) throws {
        // Written under another name first, so that nobody ever reads half a secret.
        let draft = path(".\(name).new")
        let made = FileManager.default.createFile(
            atPath: draft, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard made, rename(draft, path(name)) == 0 else {
            throw OperatorError("The secret \(path(name)) cannot be written. Check the rights of \(directory).")
        }
    }

    /// Does nothing where there is none.
    func remove(_ name: String) throws {
        guard unlink(path(name)) == 0 || errno == ENOENT else {
            throw OperatorError("The secret \(path(name)) cannot be removed. Check the rights of \(directory).")
        }
    }

    /// Files that others than their owner can read.
    func readableByOthers() throws -> [String] { try readableByOthers(try files()) }

    /// What a service keeps beside its store for itself alone; nothing where there is no such folder.
    func besideStore() -> [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return found.filter { name in
            ["sealing-key", "first-sign-in", "account-recovery"].contains(name) || name.hasPrefix("signing-key-")
        }.sorted()
    }

    func readableByOthers(_ names: [String]) throws -> [String] {
        try names.filter { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
            let rights = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            return rights & 0o077 != 0
        }
    }

    /// Passwords and tokens of programs that can be guessed, by the paths of their files. One that cannot be read is told of
    /// elsewhere.
    func weak() throws -> [(path: String, why: String)] {
        try files().filter { $0 == "admin-token" || $0.hasPrefix("broker-") }.compactMap { name in
            guard let secret = try? read(file: path(name)) else { return nil }
            return SecretStrength.weakness(of: secret).map { (path: path(name), why: $0) }
        }
    }

    private func names(after prefix: String) throws -> [String] {
        try files().filter { $0.hasPrefix(prefix) && $0.count > prefix.count }.map {
            String($0.dropFirst(prefix.count))
        }
    }

    private func files() throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw OperatorError(
                "The folder of secrets \(directory) cannot be read. compose/up makes it; check secretsDirectory in the configuration."
            )
        }
    }
}
