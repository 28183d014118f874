import ArgumentParser
import Messages

struct LoadPlaces: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: "Loads provinces and wards into Customers.",
        discussion: """
            The folder holds provinces.csv (code, name) and wards.csv (code, name, province_code). They go to POST \
            /places of the Customers service in the name of the person whose access token lies in the file, who must \
            be allowed to administer. Loading again changes nothing.
            """)

    private static let batchSize = 500

    @OptionGroup var options: OperatorOptions
    @Argument(help: "The folder with the CSV files.")
    var directory: String
    @Option(help: "A file with an access token of an administrator.")
    var tokenFile: String

    func run() async throws {
        let configuration = try options.configuration()
        guard let address = configuration.services["customers"] else {
            throw OperatorError("The configuration names no address of customers.")
        }
        let endpoint = HTTPEndpoint(
            base: address.http, authorization: .bearer(try configuration.secrets.read(file: tokenFile)))
        let places = Places(
            provinces: try CSVFile.read("provinces.csv", in: directory, columns: ["code", "name"]),
            wards: try CSVFile.read("wards.csv", in: directory, columns: ["code", "name", "province_code"]))
        for batch in places.batches(of: Self.batchSize) { try await Self.post(batch, endpoint) }
        Console.note("Loaded \(places.provinces.count) provinces and \(places.wards.count) wards.")
    }

    private static func post(_ batch: Places, _ endpoint: HTTPEndpoint) async throws {
        let body = try WireJSON.encode(batch)
        // The same batch has the same key, so that one that is sent again is not done again.
        let key = EntityID(namespace: .quen, parts: ["places", String(decoding: body, as: UTF8.self)])
        let answer = try await endpoint.send(
            "POST", ["places"], json: body, headers: [("Idempotency-Key", key.description)])
        guard answer.isSuccess else { throw OperatorError("Customers refused the places: \(answer.explanation)") }
    }
}
