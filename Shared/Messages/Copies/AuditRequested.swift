/// Asks a service for the entries of its audit that the gatherer lacks (ACC-5): every night, after the gatherer was put
/// back to a backup, and where a page shows that some before it are missing. They come as pages like any other.
public struct AuditRequested: CopiesPayload {
    public static let type = kind("audit", "requested")

    /// An entry of the gatherer's own audit.
    public struct Witnessed: Codable, Sendable, Hashable {
        public var store: EntityID
        public var epoch: Int64
        public var seq: Int64
        public var hash: String

        public init(store: EntityID, epoch: Int64, seq: Int64, hash: String) {
            self.store = store
            self.epoch = epoch
            self.seq = seq
            self.hash = hash
        }
    }

    /// The last entry before those that are lacking; 0 where all are.
    public var after: Int64
    /// Its epoch and hash, as the gatherer knows it: by these a service that was put back to a backup since knows from
    /// where on its entries are others now.
    public var epoch: Int64
    public var hash: String?
    /// The gatherer's newest entry. The service notes it in its own audit: nobody else gathers that of the gatherer.
    public var witnessed: Witnessed?

    public init(after: Int64, epoch: Int64, hash: String?, witnessed: Witnessed?) {
        self.after = after
        self.epoch = epoch
        self.hash = hash
        self.witnessed = witnessed
    }
}
