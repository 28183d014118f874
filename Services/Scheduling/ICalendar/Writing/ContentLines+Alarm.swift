import Foundation

extension ContentLines {
    mutating func add(_ alarm: Alarm) {
        add("BEGIN", value: "VALARM")
        add("ACTION", value: alarm.text == nil ? "AUDIO" : "DISPLAY")
        switch alarm.trigger {
        case .fromStart(let duration): add("TRIGGER", value: duration.text)
        case .fromEnd(let duration): add("TRIGGER", [("RELATED", "END")], value: duration.text)
        case .at(let instant):
            add("TRIGGER", [("VALUE", "DATE-TIME")], value: Zone.utc.local(at: instant).text + "Z")
        }
        // A text must be there for `DISPLAY`, be it empty (RFC 5545 §3.6.6).
        if let text = alarm.text { add("DESCRIPTION", value: EscapedText.encode(text)) }
        add("END", value: "VALARM")
    }
}
