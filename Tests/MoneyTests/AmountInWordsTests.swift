import Money
import Testing

/// The examples of CON-5 and the cases that are easily read wrongly.
@Suite struct AmountInWordsTests {
    @Test(arguments: [
        (0, "Không đồng"), (4, "Bốn đồng"), (10, "Mười đồng"), (11, "Mười một đồng"), (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"), (20, "Hai mươi đồng"), (21, "Hai mươi mốt đồng"), (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"), (104, "Một trăm lẻ bốn đồng"), (105, "Một trăm lẻ năm đồng"),
        (-1005, "Âm một nghìn không trăm lẻ năm đồng"), (1_200_000, "Một triệu hai trăm nghìn đồng"),
        (1_000_005, "Một triệu không trăm lẻ năm đồng"), (1_000_000_000, "Một tỷ đồng"),
        (5_000_012_000, "Năm tỷ không trăm mười hai nghìn đồng"), (1_000_000_000_000, "Một nghìn tỷ đồng"),
        (1_005_000_000_021, "Một nghìn không trăm lẻ năm tỷ không trăm hai mươi mốt đồng"),
        (1_000_000_000_000_000, "Một triệu tỷ đồng"), (1_000_000_000_000_000_000, "Một tỷ tỷ đồng"),
    ])
    func readsDong(number: Int64, words: String) {
        #expect(AmountInWords.vietnamese(Amount(minorUnits: number, currency: .vnd)) == words)
    }

    @Test func saysLinhOnDemand() {
        let amount = Amount(minorUnits: 1_000_005, currency: .vnd)
        #expect(AmountInWords.vietnamese(amount, tens: .linh) == "Một triệu không trăm linh năm đồng")
    }

    @Test(arguments: [
        (
            123_405, "Một nghìn hai trăm ba mươi tư đô la Mỹ và năm xu",
            "One thousand two hundred thirty-four US dollars and five cents"
        ),
        (100, "Một đô la Mỹ", "One US dollar"), (0, "Không đô la Mỹ", "Zero US dollars"),
        (-1, "Âm không đô la Mỹ và một xu", "Minus zero US dollars and one cent"),
    ])
    func readsDollars(cents: Int64, vietnamese: String, english: String) {
        let amount = Amount(minorUnits: cents, currency: .usd)
        #expect(AmountInWords.vietnamese(amount) == vietnamese)
        #expect(AmountInWords.english(amount) == english)
    }

    @Test(arguments: [
        (1_200_000, "One million two hundred thousand dong"), (0, "Zero dong"), (-21, "Minus twenty-one dong"),
        (1_000_000_000_017, "One trillion seventeen dong"),
        (
            Int64.min,
            "Minus nine quintillion two hundred twenty-three quadrillion three hundred seventy-two trillion thirty-six "
                + "billion eight hundred fifty-four million seven hundred seventy-five thousand eight hundred eight dong"
        ),
    ])
    func readsEnglish(number: Int64, words: String) {
        #expect(AmountInWords.english(Amount(minorUnits: number, currency: .vnd)) == words)
    }

    @Test func namesOtherCurrenciesByCode() throws {
        let euro = Amount(minorUnits: 521, currency: try #require(Currency("EUR")))
        #expect(AmountInWords.vietnamese(euro) == "Năm EUR và 21/100")
        #expect(AmountInWords.english(euro) == "Five EUR and 21/100")
        let dinar = Amount(minorUnits: 2005, currency: try #require(Currency("KWD")))
        #expect(AmountInWords.english(dinar) == "Two KWD and 005/1000")
        #expect(
            AmountInWords.vietnamese(Amount(minorUnits: 15, currency: try #require(Currency("JPY")))) == "Mười lăm JPY")
    }
}
