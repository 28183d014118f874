import Hummingbird
import Messages
import ServiceHTTP

/// What files of reports call their columns, and what stands in them under `name` where that is only the code again.
enum ReportWords {
    static func file(_ name: String, _ columns: [String], _ rows: [[String]], _ language: Language) -> Response {
        var rows = rows
        if let column = columns.firstIndex(of: "name") {
            for (index, row) in rows.enumerated() where row[column] == row[0] || row[column] == CostReport.otherPlans {
                rows[index][column] = codes[row[column]]?.text(in: language) ?? row[column]
            }
        }
        return ReportFile(name, columns: columns, rows: rows, words: self.columns).response(in: language)
    }

    static let columns: [String: Bilingual] = [
        "key": Bilingual(en: "Code", vi: "Mã"), "name": Bilingual(en: "Name", vi: "Tên"),
        "currency": Bilingual(en: "Currency", vi: "Loại tiền"), "planned": Bilingual(en: "Planned", vi: "Dự kiến"),
        "actual": Bilingual(en: "Actual", vi: "Thực tế"), "difference": Bilingual(en: "Difference", vi: "Chênh lệch"),
        "activities": Bilingual(en: "Activities", vi: "Số hoạt động"),
        "open": Bilingual(en: "Open", vi: "Chưa xong"),
        "unscheduled": Bilingual(en: "No time found", vi: "Không xếp được lịch"),
        "done": Bilingual(en: "Done", vi: "Hoàn thành"), "cancelled": Bilingual(en: "Cancelled", vi: "Đã hủy"),
        "overdue": Bilingual(en: "Overdue", vi: "Quá hạn"),
        "plannedMinutes": Bilingual(en: "Planned minutes", vi: "Số phút dự kiến"),
        "doneMinutes": Bilingual(en: "Done minutes", vi: "Số phút đã làm"),
        "assignments": Bilingual(en: "Assignments", vi: "Lượt tham gia"),
        "employees": Bilingual(en: "Employees", vi: "Số nhân viên"),
        "average": Bilingual(en: "Average", vi: "Trung bình"), "most": Bilingual(en: "Most", vi: "Nhiều nhất"),
        "employeeMinutes": Bilingual(en: "Employee minutes", vi: "Số phút công"),
        "upTo7Days": Bilingual(en: "Up to 7 days", vi: "Đến 7 ngày"),
        "upTo30Days": Bilingual(en: "Up to 30 days", vi: "Đến 30 ngày"),
        "over30Days": Bilingual(en: "Over 30 days", vi: "Trên 30 ngày"),
        "oldestDays": Bilingual(en: "Oldest (days)", vi: "Lâu nhất (ngày)"),
        "kind": Bilingual(en: "Kind", vi: "Loại"), "appointments": Bilingual(en: "Appointments", vi: "Số lịch hẹn"),
        "ordered": Bilingual(en: "Ordered", vi: "Đặt hàng"),
        "promising": Bilingual(en: "Promising", vi: "Có triển vọng"),
        "choseAnotherSupplier": Bilingual(en: "Chose another supplier", vi: "Chọn nhà cung cấp khác"),
        "failed": Bilingual(en: "Failed", vi: "Không thành"), "other": Bilingual(en: "Other", vi: "Khác"),
        "withoutOutcome": Bilingual(en: "Without outcome", vi: "Chưa ghi kết quả"),
        "employeeId": Bilingual(en: "Employee id", vi: "Mã nhân viên"),
        "code": Bilingual(en: "Employee code", vi: "Mã nhân viên"),
        "week": Bilingual(en: "Week", vi: "Tuần"), "from": Bilingual(en: "From", vi: "Từ ngày"),
        "to": Bilingual(en: "To", vi: "Đến ngày"),
        "workingMinutes": Bilingual(en: "Working minutes", vi: "Số phút làm việc"),
        "bookedMinutes": Bilingual(en: "Booked minutes", vi: "Số phút đã hẹn"),
        "bookedAtWork": Bilingual(en: "Booked at work", vi: "Số phút hẹn trong giờ làm"),
        "freeMinutes": Bilingual(en: "Free minutes", vi: "Số phút rảnh"),
        "loadPercent": Bilingual(en: "Load (%)", vi: "Mức tải (%)"),
        "managerName": Bilingual(en: "Manager", vi: "Người quản lý"),
        "projects": Bilingual(en: "Projects", vi: "Số dự án"),
        "leftAt": Bilingual(en: "Left on", vi: "Nghỉ việc ngày"),
        // What costs are told by.
        "item": Bilingual(en: "Budget item", vi: "Mã khoản chi"), "month": Bilingual(en: "Month", vi: "Tháng"),
        "purpose": Bilingual(en: "Purpose", vi: "Mục đích"), "team": Bilingual(en: "Team", vi: "Nhóm"),
        "employee": Bilingual(en: "Employee", vi: "Nhân viên"),
        "campaign": Bilingual(en: "Campaign", vi: "Chiến dịch"), "plan": Bilingual(en: "Plan", vi: "Kế hoạch"),
    ]

    /// Kinds, purposes, priorities and statuses of activities.
    static let codes: [String: Bilingual] = [
        "call": Bilingual(en: "Call", vi: "Gọi điện"), "email": Bilingual(en: "E-mail", vi: "Thư điện tử"),
        "letter": Bilingual(en: "Letter", vi: "Gửi thư"), "fax": Bilingual(en: "Fax", vi: "Fax"),
        "meeting": Bilingual(en: "Meeting", vi: "Họp"), "visit": Bilingual(en: "Visit", vi: "Thăm khách hàng"),
        "hospitality": Bilingual(en: "Hospitality", vi: "Tiếp khách"), "gift": Bilingual(en: "Gift", vi: "Tặng quà"),
        "fair": Bilingual(en: "Fair", vi: "Hội chợ"), "survey": Bilingual(en: "Survey", vi: "Khảo sát"),
        "maintenance": Bilingual(en: "Maintenance", vi: "Bảo trì"), "other": Bilingual(en: "Other", vi: "Khác"),
        "appointment": Bilingual(en: "Appointment", vi: "Lịch hẹn"),
        "market-research": Bilingual(en: "Market research", vi: "Nghiên cứu thị trường"),
        "new-customers": Bilingual(en: "Pursuing new customers", vi: "Theo đuổi khách hàng mới"),
        "existing-customers": Bilingual(en: "Pursuing existing customers", vi: "Theo đuổi khách hàng cũ"),
        "relationship": Bilingual(en: "Keeping the relationship", vi: "Duy trì quan hệ"),
        "very-high": Bilingual(en: "Very high", vi: "Rất cao"), "high": Bilingual(en: "High", vi: "Cao"),
        "medium": Bilingual(en: "Medium", vi: "Trung bình"), "low": Bilingual(en: "Low", vi: "Thấp"),
        "very-low": Bilingual(en: "Very low", vi: "Rất thấp"),
        "new": Bilingual(en: "New", vi: "Mới"), "scheduled": Bilingual(en: "Scheduled", vi: "Đã xếp lịch"),
        "unscheduled": Bilingual(en: "Could not be scheduled", vi: "Không xếp được lịch"),
        "done": Bilingual(en: "Done", vi: "Hoàn thành"), "cancelled": Bilingual(en: "Cancelled", vi: "Đã hủy"),
        CostReport.otherPlans: Bilingual(en: "Other plans", vi: "Kế hoạch khác"),
    ]
}
