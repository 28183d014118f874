import TestKit

extension Installation {
    /// As many requests as come must not be taken for an attack, and a token lasts as long as the test.
    static let withoutLimits = [
        "QUEN_RATE_PER_SECOND": "100000", "QUEN_RATE_BURST": "1000000", "QUEN_RATE_ACCOUNT_PER_SECOND": "100000",
        "QUEN_RATE_ACCOUNT_BURST": "1000000", "QUEN_RATE_PROGRAM_PER_SECOND": "100000",
        "QUEN_RATE_PROGRAM_BURST": "1000000", "QUEN_TOKEN_SECONDS": "3600",
    ]
}
