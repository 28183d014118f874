/// How often a rule's period comes round (`FREQ`, RFC 5545 §3.3.10). The RFC's shorter ones, `HOURLY` to `SECONDLY`,
/// make no sense for meetings and are refused.
public enum Frequency: String, Hashable, Sendable, Codable, CaseIterable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
}
