/// The sentences of an explanation in one language. Each `{}` stands for a fact; the facts come in the same order in
/// every language.
struct Wording: Sendable {
    /// A day of ours is written `02/03/2026`, elsewhere `2026-03-02`.
    var writesDayFirst: Bool
    /// Of one and of several.
    var days: (StaticString, StaticString)
    var hours: (StaticString, StaticString)
    var minutes: (StaticString, StaticString)

    var movedEarlier: StaticString
    var movedLater: StaticString
    var unscheduled: StaticString
    var deadline: StaticString
    var customerUnavailable: StaticString
    var fixedDate: StaticString
    var noEmployeeFree: StaticString

    var employeeCommitment: StaticString
    var travel: StaticString
    var employeeActivity: StaticString
    var customerTime: StaticString
    var everyWeek: StaticString
    var customerActivity: StaticString
    var more: StaticString

    var deadlineLimit: StaticString
    var periodLimit: StaticString
    var shiftLimit: StaticString
    var hoursLimit: StaticString
    var holidaysLimit: StaticString
    var dateLimit: StaticString
    var daysLimit: StaticString

    var freeBefore: StaticString
    var freeAfter: StaticString
    var pastDeadline: StaticString
    var outsidePeriod: StaticString
    var beyondShift: StaticString
    var leaveOut: StaticString
    var laterDeadline: StaticString
    var giveWay: StaticString
}

extension Wording {
    static let english = Wording(
        writesDayFirst: false, days: (" day", " days"), hours: (" hour", " hours"), minutes: (" minute", " minutes"),
        movedEarlier: "{} is moved from {} to {}, {} earlier.", movedLater: "{} is moved from {} to {}, {} later.",
        unscheduled: "{}, planned for {}, finds no time: ",
        deadline: "no permitted time meets its deadline.", customerUnavailable: "its customer is never free.",
        fixedDate: "it cannot move, and no employee is free.", noEmployeeFree: "no employee is free.",
        employeeCommitment: " {} is busy from {} to {}", travel: ", after {} of travel",
        employeeActivity: " {} attends {} from {} to {}", customerTime: " Customer {} is unavailable from {} to {}",
        everyWeek: ", every week", customerActivity: " Customer {} has {} from {} to {}", more: " And {} more.",
        deadlineLimit: " Its deadline is {}.", periodLimit: " The period lasts from {} to {}.",
        shiftLimit: " It may move by {} days at most.", hoursLimit: " It must stay inside working hours.",
        holidaysLimit: " Days with working hours of their own: {}.", dateLimit: " A fair does not move.",
        daysLimit: " Its date may change, not its time of day.", freeBefore: " The nearest free time before: {} for {}",
        freeAfter: " The nearest free time after: {} for {}", pastDeadline: ", past the deadline",
        outsidePeriod: ", outside the period", beyondShift: ", further than it may move",
        leaveOut: " Without {}, it stays at its planned time with those who are free then.",
        laterDeadline: " A deadline of {} would be late enough.",
        giveWay: " It could be at {} with {} if these gave way: {}.")

    static let vietnamese = Wording(
        writesDayFirst: true, days: (" ngày", " ngày"), hours: (" giờ", " giờ"), minutes: (" phút", " phút"),
        movedEarlier: "{} được dời từ {} sang {}, sớm hơn {}.", movedLater: "{} được dời từ {} sang {}, muộn hơn {}.",
        unscheduled: "{}, dự kiến {}, chưa xếp được lịch: ",
        deadline: "không có thời điểm hợp lệ nào kịp hạn chót.", customerUnavailable: "khách hàng không lúc nào rảnh.",
        fixedDate: "không được dời và không nhân viên nào rảnh.", noEmployeeFree: "không nhân viên nào rảnh.",
        employeeCommitment: " {} bận từ {} đến {}", travel: ", trước đó cần {} đi lại",
        employeeActivity: " {} tham gia {} từ {} đến {}", customerTime: " Khách hàng {} không rảnh từ {} đến {}",
        everyWeek: ", hằng tuần", customerActivity: " Khách hàng {} có {} từ {} đến {}", more: " Và {} mục khác.",
        deadlineLimit: " Hạn chót là {}.", periodLimit: " Kỳ xếp lịch từ {} đến {}.",
        shiftLimit: " Chỉ được dời tối đa {} ngày.", hoursLimit: " Phải nằm trong giờ làm việc.",
        holidaysLimit: " Ngày có giờ làm việc riêng: {}.", dateLimit: " Hội chợ không được dời.",
        daysLimit: " Chỉ được đổi ngày, không được đổi giờ.",
        freeBefore: " Thời điểm rảnh gần nhất trước đó: {} cho {}",
        freeAfter: " Thời điểm rảnh gần nhất sau đó: {} cho {}", pastDeadline: ", quá hạn chót",
        outsidePeriod: ", ngoài kỳ xếp lịch", beyondShift: ", xa hơn mức được dời",
        leaveOut: " Nếu không cần {} thì giữ được thời điểm dự kiến, với những người rảnh lúc đó.",
        laterDeadline: " Hạn chót {} là đủ muộn.",
        giveWay: " Có thể xếp vào {} với {} nếu các việc sau nhường chỗ: {}.")
}
