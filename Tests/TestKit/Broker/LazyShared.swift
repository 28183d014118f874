/// A value made by the first who asks; all get the same, or the same error.
public actor LazyShared<Value: Sendable> {
    private let make: @Sendable () async throws -> Value
    private var making: Task<Value, any Error>?

    public init(_ make: @escaping @Sendable () async throws -> Value) { self.make = make }

    public func value() async throws -> Value {
        let task = making ?? Task { try await make() }
        making = task
        return try await task.value
    }
}
