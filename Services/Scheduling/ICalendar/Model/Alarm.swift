import Foundation

/// A reminder (`VALARM`, RFC 5545 §3.6.6). An alarm by mail is read as one that shows its text: whom the writer's
/// program would mail is not ours to repeat.
public struct Alarm: Hashable, Sendable {
    public var trigger: Trigger
    /// What is shown; nil for a sound alone (`ACTION:AUDIO`).
    public var text: String?

    public init(_ trigger: Trigger, text: String?) {
        self.trigger = trigger
        self.text = text
    }

    /// RFC 5545 §3.8.6.3
    public enum Trigger: Hashable, Sendable {
        /// Negative is before the start.
        case fromStart(CalendarDuration)
        /// Negative is before the end.
        case fromEnd(CalendarDuration)
        case at(Date)
    }
}
