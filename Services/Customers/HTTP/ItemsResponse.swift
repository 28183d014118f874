/// A whole list in the shape of a page, with nothing after it.
struct ItemsResponse<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
}
