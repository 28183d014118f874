import Testing

/// One after the other: they share a broker and two cores, and some measure time.
@Suite(.serialized, .timeLimit(.minutes(2)))
enum MessagingSuites {}
