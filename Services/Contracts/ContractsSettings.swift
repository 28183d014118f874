import ServiceKit

/// The settings that only this service has.
struct ContractsSettings: Sendable {
    /// The program that makes PDF: a path, or a name in the PATH. Where there is none, PDF is not to be had.
    var pdfRenderer = "weasyprint"

    static let all = [
        Setting("pdf.renderer", default: "weasyprint", "The program that makes PDF: a path, or a name in the PATH")
    ]

    init() {}

    /// Throws `ConfigurationFaults` with everything that is wrong.
    init(_ configuration: ServiceConfiguration) throws {
        var faults = FaultCollector(reader: configuration.values)
        pdfRenderer = faults.text("pdf.renderer", default: pdfRenderer)
        try faults.throwIfAny()
    }
}
