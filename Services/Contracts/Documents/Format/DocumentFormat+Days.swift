extension DocumentFormat {
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    /// "ngày 05 tháng 11 năm 2026" or "5 November 2026".
    func day(_ day: PrintedDay) -> String {
        switch language {
        case .vi: "ngày \(twoDigits(day.day)) tháng \(twoDigits(day.month)) năm \(day.year)"
        case .en: "\(day.day) \(englishMonth(day.month)) \(day.year)"
        }
    }

    /// `day` where a line begins with it: "Ngày 05 tháng 11 năm 2026".
    func dayAtStart(_ day: PrintedDay) -> String {
        let text = self.day(day)
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// For tables: "05/11/2026" or "5 Nov 2026", which nobody reads as the eleventh of May.
    func shortDay(_ day: PrintedDay) -> String {
        switch language {
        case .vi: "\(twoDigits(day.day))/\(twoDigits(day.month))/\(day.year)"
        case .en: "\(day.day) \(englishMonth(day.month).prefix(3)) \(day.year)"
        }
    }

    /// A month that does not exist is shown as it is: a day from outside must not stop the service.
    private func englishMonth(_ month: Int) -> String {
        (1...12).contains(month) ? Self.englishMonths[month - 1] : String(month)
    }

    private func twoDigits(_ number: Int) -> String {
        (0...9).contains(number) ? "0\(number)" : String(number)
    }
}
