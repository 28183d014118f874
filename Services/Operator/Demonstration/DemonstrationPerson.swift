import Messages

/// An employee of the invented firm.
struct DemonstrationPerson {
    var name: String
    var title: String
    var branch: String
    var manager: String?

    static let all: [DemonstrationPerson] =
        branch("Hà Nội", head: "Nguyễn Thu Hằng", ["Trần Đức Long", "Phạm Minh Châu", "Vũ Hải Yến"])
        + branch("Đà Nẵng", head: "Lê Quốc Bảo", ["Hồ Thanh Trúc", "Đặng Văn Khải"])
        + branch(
            "TP. Hồ Chí Minh", head: "Võ Ngọc Diệp", ["Bùi Gia Huy", "Huỳnh Mai Anh", "Đỗ Thành Nam", "Phan Bảo Vy"])

    static let sellers = all.filter { $0.manager != nil }

    var recorded: EmployeeRecorded {
        EmployeeRecorded(
            externalId: name, name: name, title: title, department: "Kinh doanh",
            manager: manager.map { RecordReference(externalId: $0) }, branch: branch)
    }

    private static func branch(_ branch: String, head: String, _ sellers: [String]) -> [DemonstrationPerson] {
        [DemonstrationPerson(name: head, title: "Trưởng phòng kinh doanh", branch: branch)]
            + sellers.map {
                DemonstrationPerson(name: $0, title: "Nhân viên kinh doanh", branch: branch, manager: head)
            }
    }
}
