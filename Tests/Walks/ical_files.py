"""Files as Google Calendar and Outlook write them, small, with days of the walk's own."""

import datetime as dt


def clock(instant):
    return instant.strftime("%Y%m%dT%H%M%S")


def utc(instant):
    return instant.astimezone(dt.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def crlf(text):
    return ("\r\n".join(text.strip("\n").split("\n")) + "\r\n").encode()


def google(day, title, sequence=0, later=0):
    """An appointment of an hour by the clock of Viet Nam, and one by UTC that is marked as free time."""
    start = dt.datetime.combine(day, dt.time(13 + later, 30))
    free = dt.datetime.combine(day, dt.time(9), dt.timezone(dt.timedelta(hours=7)))
    return crlf(f"""
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Lịch của Anh
X-WR-TIMEZONE:Asia/Ho_Chi_Minh
BEGIN:VTIMEZONE
TZID:Asia/Ho_Chi_Minh
X-LIC-LOCATION:Asia/Ho_Chi_Minh
BEGIN:STANDARD
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
TZNAME:GMT+7
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Asia/Ho_Chi_Minh:{clock(start)}
DTEND;TZID=Asia/Ho_Chi_Minh:{clock(start + dt.timedelta(hours=1))}
DTSTAMP:{utc(free - dt.timedelta(days=30))}
UID:4k2j9r8s7d6f5g4h3j2k1l0m9n@google.com
CREATED:{utc(free - dt.timedelta(days=30))}
DESCRIPTION:Nội dung\\: giá\\, mẫu\\; và tiến độ\\nhẹn trước hai ngày
LAST-MODIFIED:{utc(free - dt.timedelta(days=30))}
LOCATION:Quán cà phê số 5\\, Hồ Gươm
SEQUENCE:{sequence}
STATUS:CONFIRMED
SUMMARY:{title}
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H30M0S
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART:{utc(free)}
DTEND:{utc(free + dt.timedelta(hours=2))}
DTSTAMP:{utc(free - dt.timedelta(days=30))}
UID:free-time-0001@google.com
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Có thể gọi điện
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
""")


def outlook(day, title):
    """A meeting of three weeks by a zone that only Outlook calls so, with folded lines that begin with a tab."""
    start = dt.datetime.combine(day, dt.time(16))
    return crlf(f"""
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
BEGIN:VTIMEZONE
TZID:SE Asia Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
CLASS:PUBLIC
CREATED:{utc(start.replace(tzinfo=dt.timezone.utc) - dt.timedelta(days=40))}
DESCRIPTION:Họp với nhà in về mẫu mới. Đề nghị mang theo tập mẫu của quý trước 
\tvà bảng giá. \\n
DTEND;TZID="SE Asia Standard Time":{clock(start + dt.timedelta(minutes=45))}
DTSTAMP:{utc(start.replace(tzinfo=dt.timezone.utc) - dt.timedelta(days=40))}
DTSTART;TZID="SE Asia Standard Time":{clock(start)}
LAST-MODIFIED:{utc(start.replace(tzinfo=dt.timezone.utc) - dt.timedelta(days=40))}
LOCATION:Nhà in
PRIORITY:5
RRULE:FREQ=WEEKLY;COUNT=3
SEQUENCE:0
SUMMARY;LANGUAGE=vi:{title}
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E00800000000B0C4D2A5F1B8DC010000000000000000
\t1000000045E1A8F7B3D24C4D9A6E2F1C0B8A7D65
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-IMPORTANCE:1
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
""")
