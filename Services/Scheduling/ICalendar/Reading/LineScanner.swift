/// A line of the file after unfolding.
struct RawLine {
    let number: Int
    var bytes: ArraySlice<UInt8>
    /// Longer than allowed; `bytes` holds the beginning.
    var isTooLong = false
}

/// Cuts a file into lines and joins folded ones (RFC 5545 §3.1). It works on bytes, because other programs fold inside
/// characters too. Ends of lines may be CRLF or LF; empty lines are passed over.
struct LineScanner {
    private let bytes: [UInt8]
    private let limit: Int
    private var position: Int
    private var number = 0

    init(_ bytes: [UInt8], limit: Int) {
        self.bytes = bytes
        self.limit = limit
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> RawLine? {
        while let physical = nextPhysical() {
            guard !physical.isEmpty else { continue }
            var line = RawLine(number: number, bytes: [])
            append(physical, to: &line)
            while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
                append((nextPhysical() ?? []).dropFirst(), to: &line)
            }
            return line
        }
        return nil
    }

    private mutating func nextPhysical() -> ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        number += 1
        let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
        defer { position = end + 1 }
        let line = bytes[position..<end]
        return line.last == 0x0D ? line.dropLast() : line
    }

    private func append(_ part: ArraySlice<UInt8>, to line: inout RawLine) {
        let room = limit - line.bytes.count
        if part.count > room { line.isTooLong = true }
        // A line that is not folded stays a part of the file instead of a copy.
        if line.bytes.isEmpty { line.bytes = part.prefix(room) } else { line.bytes += part.prefix(room) }
    }
}
