import Messages

extension DocumentFields {
    /// `seller` and `buyer`, and both in order as `parties`, each with the letter it goes by; `signatures` likewise.
    func addParties(to fields: inout Fields) {
        fields.set("sellerLetter", letter(.seller))
        fields.set("buyerLetter", letter(.buyer))
        fields.set("seller", partyFields(.seller))
        fields.set("buyer", partyFields(.buyer))
        fields.set("parties", sides.map(partyFields))
        fields.set("signatures", sides.map(signatureFields))
    }

    private var sides: [PartySide] {
        document.firstParty == .seller ? [.seller, .buyer] : [.buyer, .seller]
    }

    private func letter(_ side: PartySide) -> String { side == document.firstParty ? "A" : "B" }

    private func party(_ side: PartySide) -> Party { side == .seller ? document.seller : document.buyer }

    private func partyFields(_ side: PartySide) -> Fields {
        let party = party(side)
        var fields = sideFields(side)
        fields.set("name", party.name)
        fields.set("address", party.address)
        fields.set("taxCode", party.taxCode)
        fields.set("personalID", party.personalID)
        fields.set("phone", party.phone)
        fields.set("email", party.email)
        fields.set("bankAccount", party.bankAccount)
        fields.set("representative", party.representative)
        fields.set("position", party.position)
        fields.set("powerOfAttorney", withoutKind(party.powerOfAttorney))
        return fields
    }

    private func signatureFields(_ side: PartySide) -> Fields {
        var signatories = document.signatories.filter {
            $0.side == side && PrintableText.filled($0.name) != nil
        }
        let party = party(side)
        if signatories.isEmpty, let name = PrintableText.filled(party.representative) {
            signatories = [
                Signatory(
                    side: side, name: name, position: party.position, powerOfAttorney: party.powerOfAttorney)
            ]
        }
        var fields = sideFields(side)
        fields.set("signers", signatories.map(signerFields))
        return fields
    }

    private func signerFields(_ signatory: Signatory) -> Fields {
        var fields = Fields()
        fields.set("signer", signatory.name)
        fields.set("position", signatory.position)
        fields.set("powerOfAttorney", withoutKind(signatory.powerOfAttorney))
        return fields
    }

    /// The templates say that it is one: "Theo giấy ủy quyền số 12", also where somebody entered "Giấy uỷ quyền số 12".
    private func withoutKind(_ powerOfAttorney: String?) -> String? {
        guard let text = powerOfAttorney else { return nil }
        let kind = ["giấy ủy quyền", "giấy uỷ quyền", "power of attorney"].first { text.lowercased().hasPrefix($0) }
        return String(text.dropFirst(kind?.count ?? 0).drop(while: \.isWhitespace))
    }

    private func sideFields(_ side: PartySide) -> Fields {
        var fields = Fields()
        fields.set("letter", letter(side))
        fields.set("isSeller", side == .seller)
        return fields
    }
}
