import Documents
import Money
import Testing

/// Wording that depends on the facts.
@Suite struct VariantTests {
    @Test(arguments: [
        (Int64(5), "Bên B còn phải thanh toán cho Bên A số tiền 5 đồng", "Party B is still to pay Party A"),
        (-5, "Bên A hoàn trả cho Bên B số tiền 5 đồng", "Party A is to give back to Party B"),
        (0, "không bên nào còn nợ bên nào", "neither owes the other anything"),
    ])
    func theSettlementSaysWhoOwesWhom(remaining: Int64, vi: String, en: String) throws {
        let document = liquidation(remaining: remaining)
        #expect(try Rendering.text(document, .vi).contains(vi))
        #expect(try Rendering.text(document, .en).contains(en))
    }

    @Test(arguments: [
        (PrintedContract.Form.sale, "Hợp đồng mua bán", "BÊN A (BÊN BÁN)", "Sales contract"),
        (.service, "Hợp đồng dịch vụ", "BÊN A (BÊN CUNG CẤP DỊCH VỤ)", "Service contract"),
        (.maintenance, "Hợp đồng bảo trì", "BÊN A (BÊN BẢO TRÌ)", "Maintenance contract"),
        (.framework, "Hợp đồng nguyên tắc", "BÊN A (BÊN BÁN)", "Framework contract"),
    ])
    func aContractIsTitledByItsForm(form: PrintedContract.Form, title: String, role: String, en: String) throws {
        let document = contract(PrintedContract(form: form, goods: PrintedGoods(lines: [])))
        let text = try Rendering.text(document, .vi)
        #expect(text.contains(title) && text.contains(role))
        #expect(try Rendering.text(document, .en).contains(en))
    }

    @Test func aTitleOfItsOwnReplacesTheKinds() throws {
        var document = try Samples.contract()
        document.title = "Phụ lục hợp đồng số 02"
        let text = try Rendering.text(document)
        #expect(text.contains("Phụ lục hợp đồng số 02") && !text.contains("Hợp đồng mua bán"))
    }

    @Test func aFrameworkLineHasAPriceAndNoQuantity() throws {
        let line = PrintedLine(
            name: "Mực in", unit: "Hộp", unitPrice: try Samples.price("950000"), tax: .rate(try Samples.rate("8")))
        let text = try Rendering.text(contract(PrintedContract(form: .framework, goods: PrintedGoods(lines: [line]))))
        #expect(text.contains("950.000") && !text.contains("Số lượng") && !text.contains("Thành tiền"))
    }

    @Test func anInvoiceOfForm2HasNoTax() throws {
        let invoice = PrintedInvoice(form: 2, symbol: "2C26TAA", goods: try Samples.goods())
        let text = try Rendering.text(
            PrintedDocument(.invoice(invoice), seller: Samples.seller, buyer: Samples.buyer))
        #expect(text.contains("Hóa đơn bán hàng") && !text.contains("Thuế suất") && !text.contains("Tiền thuế"))
    }

    @Test func aForeignInvoiceIsInItsCurrency() throws {
        let invoice = PrintedInvoice(
            form: 1, symbol: "1C26TAA", goods: try Samples.goods(currency: .usd), exchangeRate: UnitPrice("25400"))
        let document = PrintedDocument(
            .invoice(invoice), seller: Samples.seller, buyer: Samples.buyer, currency: .usd)
        let text = try Rendering.text(document)
        #expect(text.contains("1 USD = 25.400 đồng") && text.contains("đô la Mỹ") && text.contains("352.450.000,00"))
    }

    @Test(arguments: [("185500000", false), ("185500000000.123456", true)])
    func longNumbersAreSetSmaller(price: String, isSmaller: Bool) throws {
        let line = PrintedLine(
            name: "Tàu dịch vụ", quantity: Quantity("20"), unitPrice: try Samples.price(price),
            discount: .percent(try Samples.rate("5")), tax: .rate(try Samples.rate("10")))
        let goods = try Samples.summed([line], currency: .usd)
        let html = try Rendering.html(contract(PrintedContract(form: .sale, goods: goods)))
        #expect(html.contains("class=\"grid lines joined dense\"") == isSmaller)
    }

    /// Each line's tax rounds to 0, and the three together to 1.
    @Test func taxThatIsRoundedOnceForARateIsGivenToLinesSoThatTheColumnAddsUp() throws {
        let prices = ["4", "4", "5"]
        let lines = try prices.map {
            PrintedLine(
                name: "Tem", quantity: Quantity("1"), unitPrice: try Samples.price($0),
                tax: .rate(try Samples.rate("10")))
        }
        let sums = try DocumentSums.of(
            lines: prices.map {
                DocumentLine(
                    quantity: Quantity(scaled: 10_000), unitPrice: try Samples.price($0),
                    tax: .rate(try Samples.rate("10")))
            }, currency: .vnd, rounding: .perRate)
        let goods = PrintedGoods(lines: lines, sums: sums)
        let taxes = goods.lines.compactMap { $0.sums?.tax }
        #expect(taxes.reduce(0, +) == sums.tax)
        #expect(taxes == [0, 0, 1])
    }

    @Test func theTotalsBeginWithTheSumOfTheColumnAndAnAdjustmentAsksForNothing() throws {
        let line = PrintedLine(
            name: "Máy bơm", quantity: Quantity("2"), unitPrice: try Samples.price("1000000"),
            discount: .percent(try Samples.rate("10")), tax: .rate(try Samples.rate("8")))
        let goods = try Samples.summed([line], currency: .vnd)
        let invoice = PrintedInvoice(form: 1, symbol: "1C26TAA", goods: goods, isAdjusting: true)
        let text = try Rendering.text(
            PrintedDocument(.invoice(invoice), seller: Samples.seller, buyer: Samples.buyer))
        #expect(text.contains("Cộng thành tiền (tiền hàng 2.000.000 trừ chiết khấu 200.000)1.800.000"))
        #expect(text.contains("Tổng cộng tiền điều chỉnh") && !text.contains("Tổng cộng tiền thanh toán"))
    }

    @Test func aDateWithoutAPlaceBeginsALine() throws {
        var document = try Samples.order()
        document.place = nil
        #expect(try Rendering.html(document).contains("<p class=\"place\">Ngày 06 tháng 11 năm 2026</p>"))
    }

    @Test func linhIsSaidWhereTheFirmSaysIt() throws {
        var document = liquidation(remaining: 1_000_005)
        #expect(try Rendering.text(document).contains("Một triệu không trăm lẻ năm đồng"))
        document.zeroTens = .linh
        #expect(try Rendering.text(document).contains("Một triệu không trăm linh năm đồng"))
    }

    private func contract(_ contract: PrintedContract) -> PrintedDocument {
        PrintedDocument(.contract(contract), seller: Samples.seller, buyer: Samples.buyer)
    }

    private func liquidation(remaining: Int64) -> PrintedDocument {
        let liquidation = PrintedLiquidation(
            contractNumber: "01", contractValue: 9, invoiced: 9, paid: 9, remaining: remaining)
        return PrintedDocument(.liquidation(liquidation), seller: Samples.seller, buyer: Samples.buyer)
    }
}
