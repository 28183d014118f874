import Foundation

extension Calendar {
    /// The file, to be sent as `text/calendar; charset=utf-8` (RFC 5545 §3.4).
    public var text: String {
        var lines = ContentLines()
        lines.add("BEGIN", value: "VCALENDAR")
        lines.add("VERSION", value: "2.0")
        lines.add("PRODID", value: EscapedText.encode(productID))
        lines.add("CALSCALE", value: "GREGORIAN")
        if let method { lines.add("METHOD", value: method.rawValue) }
        lines.add("NAME", text: name)
        lines.add("X-WR-CALNAME", text: name)
        if let refreshInterval {
            lines.add("REFRESH-INTERVAL", [("VALUE", "DURATION")], value: refreshInterval.text)
            lines.add("X-PUBLISHED-TTL", value: refreshInterval.text)
        }
        for zone in ZonesInUse(entries).definitions { lines.add(zone) }
        for entry in entries { lines.add(entry) }
        lines.add("END", value: "VCALENDAR")
        return lines.text
    }
}
