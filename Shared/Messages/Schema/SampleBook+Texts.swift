extension SampleBook {
    /// What Vietnamese staff and partners would have written. Names of enumerations' members choose one of them.
    static let texts: [String: String] = [
        "customer.code": "KH-000123", "lead.code": "DM-000045", "product.code": "SP-PM-01",
        "opportunity.code": "CH-000078", "branch.code": "HN", "employee.code": "NV-0012",
        "team.code": "Nhóm bán hàng 1", "role.code": "truong-nhom-ban-hang",
        "name": "Công ty TNHH Hoa Sen", "shortName": "Hoa Sen", "contact.name": "Nguyễn Văn Ân",
        "employee.name": "Trần Thị Bích Ngọc", "branch.name": "Trung tâm Hà Nội",
        "team.name": "Nhóm bán hàng 1",
        "product.name": "Phần mềm quản lý bán hàng, gói năm", "opportunity.name": "Triển khai phần mềm bán hàng 2027",
        "personName": "Nguyễn Văn Ân", "firmName": "Công ty TNHH Hoa Sen", "opportunityName": "Phần mềm bán hàng",
        "signInName": "ngoc.tran",

        "taxCode": "0100109106", "phone": "024 3826 1234", "written": "024 3826 1234", "e164": "+842438261234",
        "email": "lienhe@hoasen.example", "emails": "lienhe@hoasen.example",
        "employee.email": "ngoc.tran@quen.example", "account.email": "ngoc.tran@quen.example",
        "password-mail.email": "ngoc.tran@quen.example",
        "invoiceEmail": "ketoan@hoasen.example", "website": "https://hoasen.example", "region": "Miền Bắc",
        "industry": "Bán lẻ", "size": "50-199", "street": "12 Tràng Tiền", "wardCode": "00070", "provinceCode": "01",
        "address.text": "12 Tràng Tiền, phường Cửa Nam, Hà Nội", "customer.address": "12 Tràng Tiền, Hà Nội",
        "country": "VN",

        "system": "misa", "externalId": "KH-8841", "payment.externalId": "FT26326000123",
        "invoice.externalId": "HD-5512", "opportunity.externalId": "CH-310", "employee.externalId": "NV-77",
        "responsible.externalId": "NV-77", "manager.externalId": "NV-03", "parent.externalId": "KH-8000",
        "product.externalId": "VT-204", "lead.externalId": "WEB-90210", "contact.title": "Giám đốc mua hàng",
        "employee.title": "Nhân viên kinh doanh", "department": "Phòng kinh doanh", "branch": "HN",
        "teams": "Nhóm bán hàng 1", "need": "Cần phần mềm quản lý cho 12 cửa hàng", "source": "website",
        "payment.source": "misa", "rating": "warm", "group": "Phần mềm", "unit": "gói", "taxClass": "standard",

        "channel": "call", "direction": "outbound", "preparation": "Bảng giá 2027",
        "course": "Khách hỏi về giá và thời gian triển khai", "result": "Hẹn gặp để giới thiệu",

        "stage": "proposal", "lostReason": "price", "lostTo": "Công ty CP Sao Mai", "nextStep": "Gửi báo giá",
        "description": "Phần mềm quản lý bán hàng, gói năm", "customerNumber": "15/2026/HĐKT-HS",
        "quote.number": "BG-2026-000031", "contract.number": "HĐ-2026-000017", "order.number": "ĐH-2026-000052",
        "series": "1C26TQN", "invoice.number": "00000123", "invoiceNumber": "1C26TQN/00000123",
        "contract.status": "signed", "order.status": "confirmed", "invoice.status": "issued",
        "reference": "FT26326000123", "note": "Thanh toán hóa đơn 1C26TQN/00000123",

        "instalments.description": "Đợt 1: sau khi ký hợp đồng", "issuer": "Vietcombank, chi nhánh Hà Nội",
        "guarantees.reference": "BL-2026-00045", "visits.note": "Kiểm tra định kỳ quý I",
        "coverage": "Hỗ trợ giờ hành chính",
        "reason": "Sai đơn giá dòng 1", "agreement": "Biên bản thỏa thuận số 05/2026 ngày 20/11/2026",
        "correction.series": "1C26TQN", "correction.number": "00000101", "acceptance.number": "NT01",
        "serials": "SN-2026-000123", "serial": "SN-2026-000123", "usage.externalId": "VV-2026-00077",
        "contractNumber": "HĐ-2026-000017", "acceptance.status": "signed",

        "appointment.title": "Giới thiệu giải pháp bán hàng", "place": "Văn phòng Hoa Sen, tầng 3",
        "outcome": "promising", "outcomeNotes": "Khách muốn xem bản dùng thử",
        "rule": "FREQ=WEEKLY;BYDAY=TU", "zone": "Asia/Ho_Chi_Minh", "bookedUntil": "2028-11-24T02:00:00.000Z",
        "exceptions": "2026-12-01T02:00:00.000Z", "coming": "2026-11-24T02:00:00.000Z",
        "recurrenceId": "2026-11-24T02:00:00.000Z",

        "activity.title": "Khảo sát kho của Hoa Sen", "activity.description": "Xem quy trình nhập xuất hiện nay",
        "activity.kind": "visit", "activity.purpose": "new-customers", "activity.origin": "plan",
        "activity.priority": "high",
        "activity.status": "scheduled", "plannedCosts.item": "Đi lại", "activity.plannedOn": "2026-11-26",
        "activity.deadline": "2026-11-30T10:30:00.000Z",
        "diary.startedAt": "2026-11-24T02:05:00.000Z", "diary.endedAt": "2026-11-24T03:20:00.000Z",
        "diary.notes": "Khách muốn xem bản dùng thử", "actualCosts.item": "di-lai",
        "budget-item.code": "di-lai", "budget-item.name": "Đi lại",
        "plan.name": "Kế hoạch tiếp thị 2027", "plan.description": "Cả năm, trụ sở chính",
        "plan.periodFrom": "2027-01-01",
        "plan.periodTo": "2027-12-31", "plan.status": "approved", "plan.remarks": "Giảm chi phí quý I",
        "approval.approvedAt": "2026-11-22T02:30:30.123Z", "approval.sums.item": "di-lai",
        "contentHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",

        "project.code": "DA-000012", "project.name": "Triển khai phần mềm cho 12 cửa hàng",
        "project.description": "Lắp đặt, đào tạo và nghiệm thu tại từng cửa hàng", "project.startsOn": "2026-12-01",
        "project.endsOn": "2027-03-31", "members.role": "Quản lý dự án", "project.status": "in-progress",
        "statusOn": "2026-12-01", "statusNote": "Khách đã thanh toán đợt 1",
        "room.code": "P301", "room.name": "Phòng họp tầng 3", "room.note": "Có máy chiếu",
        "firm.name": "Công ty CP Quen", "firm.shortName": "Quen", "firm.address": "12 Tràng Tiền, Hà Nội",
        "logo.type": "image/png", "logo.sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "parameters.name": "director", "parameters.value": "Trần Thị Bích Ngọc",
        "skills.kind": "technical", "skills.productGroup": "Phần mềm",

        "checklist.text": "Mang theo bảng giá", "call.notes": "Khách hẹn gửi bảng giá trong tuần",
        "call.result": "reached",
        "queuedAt": "2026-11-23T01:30:00.000Z", "takenAt": "2026-11-23T02:05:00.000Z",
        "doneAt": "2026-11-24T03:00:00.000Z", "madeAt": "2026-11-24T02:10:00.000Z",
        "procedure.name": "Tiếp nhận khách hàng mới", "procedureName": "Tiếp nhận khách hàng mới",
        "procedure.description": "Từ cuộc gọi đầu tiên đến khảo sát",
        "steps.key": "khao-sat", "steps.after": "goi-dien",
        "steps.title": "Khảo sát tại chỗ", "steps.description": "Xem quy trình hiện nay", "steps.kind": "survey",
        "steps.purpose": "new-customers", "steps.priority": "high", "steps.dayUnit": "working",
        "steps.startTime": "09:00", "steps.assignee": "responsible", "steps.state": "open",
        "steps.plannedOn": "2026-11-26", "steps.plannedUntil": "2026-11-26", "steps.endedOn": "2026-11-26",
        "procedure-run.startedOn": "2026-11-24", "procedure-run.status": "running",

        "invitation.participation": "tentative", "invitation.title": "Giới thiệu giải pháp bán hàng",
        "invitation.employeeName": "Trần Thị Bích Ngọc", "invitation.comment": "Buổi sáng tôi đi gặp khách",
        "refusal": "Khách chỉ rảnh buổi sáng",

        "alert.kind": "contract-expiring", "occurrence": "P30D|2027-01-31",
        "title.en": "Contract HĐ-2026-000017 ends in 30 days", "title.vi": "Hợp đồng HĐ-2026-000017 còn 30 ngày",
        "text.en": "The contract with Công ty TNHH Hoa Sen is in force until 2027-01-31.",
        "text.vi": "Hợp đồng với Công ty TNHH Hoa Sen có hiệu lực đến 31/01/2027.",

        "startsAt": "2026-11-24T02:00:00.000Z", "endsAt": "2026-11-24T03:00:00.000Z",
        "dueAt": "2027-01-01T01:00:00.000Z", "expiresAt": "2026-11-22T02:30:30.123Z", "birthday": "1988-02-29",
        "expectedCloseOn": "2026-12-31", "validUntil": "2026-12-22", "dueOn": "2026-12-22",
        "effectiveFrom": "2026-12-01", "effectiveTo": "2027-01-31", "deliverOn": "2026-11-30",
        "contactAgainOn": "2026-11-29",

        "roles": "salesperson", "label.en": "Sales team leader", "label.vi": "Trưởng nhóm bán hàng",
        "permissions": "customers:edit:team", "publicKey": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "sealedLink": "aGFsZiBhbiBob3VyIGFuZCBvbmNlLCBmb3Igbm90aWZpY2F0aW9ucyBvbmx5",

        "entity": "customer", "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "wanted": "state",

        "audit.entries.address": "203.0.113.7", "audit.entries.cause": "urn:quen:ha-noi:pipeline 019a9f3c-2ab0",
        "correlation": "019a9f3c-2ab0-7cc3-98c4-dc0c0c073980", "audit.entries.act": "updated",
        "audit.entries.recordId": "019a9f3c-2ab0-7cc3-98c4-dc0c0c07398f",
        "audit.entries.body": #"{"after":{"name":"Công ty TNHH Hoa Sen"},"before":{"name":"Hoa Sen"}}"#,
        "salt": "00112233445566778899aabbccddeeff", "bodyDigest": "", "previousHash": "", "audit.entries.hash": "",

        "changed": "status", "cause": "Khách hàng đề nghị",
        "messageId": "019a9f3c-2ab0-7cc3-98c4-dc0c0c07398f", "kept": "phone",
        "bodySHA256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "code": "missing",
        "path": "$.data.amount", "type": "vn.quen.inbound.customer.recorded.v1",
        "message.en": "$.data.amount: is missing. Correct it and send it again.",
        "message.vi": "$.data.amount: dữ liệu không hợp lệ (is missing). Hãy sửa rồi gửi lại.",
    ]

    /// What is different once a thing has happened, by the name of the event; a value that the member cannot have is
    /// left out.
    static let consequences: [String: [String: JSONValue]] = [
        "deactivated": ["isActive": false], "withdrawn": ["isActive": false], "suspended": ["isSuspended": true],
        "retired": ["isRetired": true], "reversed": ["isReversed": true], "converted": ["status": "converted"],
        "disqualified": ["status": "disqualified"], "won": ["status": "won"], "lost": ["status": "lost"],
        "sent": ["status": "sent"], "accepted": ["status": "accepted"], "rejected": ["status": "rejected"],
        "expired": ["status": "expired"], "cancelled": ["status": "cancelled"],
        "outcome-recorded": ["status": "done"], "done": ["status": "done"], "reopened": ["status": "new"],
        "unscheduled": ["status": "unscheduled"], "finished": ["status": "finished"],
<<<<<<< HEAD
        "queued": ["status": "new"], "taken": ["status": "new"],
        "submitted": ["status": "submitted"], "approved": ["status": "approved"], "sent-back": ["status": "sent-back"],
        "adjustment-begun": ["status": "adjusting"], "cut": ["isCut": true, "status": "new"],
        "diary-recorded": ["status": "done"], "diary-corrected": ["status": "done"],
        "paid-changed": ["paid": 2_916_000, "paymentStatus": "paid"],
||||||| da39233
        "queued": ["status": "new"], "taken": ["status": "new"], "paid-changed": ["paid": 2_916_000, "paymentStatus": "paid"],
=======
        "queued": ["status": "new"], "taken": ["status": "new"],
        "paid-changed": ["paid": 2_916_000, "paymentStatus": "paid"],
>>>>>>> 88fab92fcba03b56b9eff7835533c405d3bb80bc
        "left": ["isWorking": false, "isActive": false],
        "status-changed": ["status": "official"],
    ]
}
