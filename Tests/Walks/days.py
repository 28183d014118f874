"""Days of Viet Nam as the walk counts them itself: the lunar calendar, the holidays by law, the firm's working time."""

import datetime as dt
import math

ZONE = dt.timezone(dt.timedelta(hours=7))
HOURS = [("08:00", "12:00"), ("13:30", "17:30")]


def minutes(clock):
    return int(clock[:2]) * 60 + int(clock[3:])


def at(day, clock):
    """The instant of a time of day in Viet Nam."""
    return dt.datetime.combine(day, dt.time(), ZONE) + dt.timedelta(minutes=minutes(clock))


def day_of(instant):
    return instant.astimezone(ZONE).date()


def read(text):
    """An instant as the APIs write it."""
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def month_after(first, count):
    number = first.year * 12 + first.month - 1 + count
    return dt.date(number // 12, number % 12 + 1, 1)


def week_of(day):
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


# --- The lunar calendar: new moons and the sun's longitude after Meeus, by the days of UTC+7 ----------------------------

EPOCH = dt.date(2000, 1, 1).toordinal() - 2451545


def new_moon(k):
    """The day (Julian) of the k-th new moon since 1900."""
    t = k / 1236.85
    rad = math.pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t * t - 0.000000155 * t ** 3
    mean += 0.00033 * math.sin((166.56 + 132.87 * t - 0.009173 * t * t) * rad)
    sun = 359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t ** 3
    moon = 306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t ** 3
    node = 21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t ** 3
    s, m, f = sun * rad, moon * rad, node * rad
    shift = (0.1734 - 0.000393 * t) * math.sin(s) + 0.0021 * math.sin(2 * s) - 0.4068 * math.sin(m)
    shift += 0.0161 * math.sin(2 * m) - 0.0004 * math.sin(3 * m) + 0.0104 * math.sin(2 * f)
    shift += -0.0051 * math.sin(s + m) - 0.0074 * math.sin(s - m) + 0.0004 * math.sin(2 * f + s)
    shift += -0.0004 * math.sin(2 * f - s) - 0.0006 * math.sin(2 * f + m) + 0.0010 * math.sin(2 * f - m)
    shift += 0.0005 * math.sin(2 * m + s)
    dynamical = -0.000278 + 0.000265 * t + 0.000262 * t * t
    return math.floor(mean + shift - dynamical + 0.5 + 7 / 24)


def sun_sector(julian):
    """In which of the twelve parts of the year the sun stands at the beginning of the day."""
    t = (julian - 2451545.5 - 7 / 24) / 36525
    rad = math.pi / 180
    anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t ** 3
    length = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    length += (1.914600 - 0.004817 * t - 0.000014 * t * t) * math.sin(rad * anomaly)
    length += (0.019993 - 0.000101 * t) * math.sin(2 * rad * anomaly) + 0.000290 * math.sin(3 * rad * anomaly)
    return math.floor((length * rad % (2 * math.pi)) / math.pi * 6)


def eleventh_month(year):
    k = math.floor((dt.date(year, 12, 31).toordinal() - EPOCH - 2415021) / 29.530588853)
    first = new_moon(k)
    return new_moon(k - 1) if sun_sector(first) >= 9 else first


def lunar_day(year, month, day):
    """The solar day of a day of a month, not a leap one, among the first ten of a lunar year."""
    before, after = eleventh_month(year - 1), eleventh_month(year)
    k = math.floor(0.5 + (before - 2415021.076998695) / 29.530588853)
    offset = month + 1
    if after - before > 365:
        leap = next(i for i in range(1, 14) if sun_sector(new_moon(k + i)) == sun_sector(new_moon(k + i + 1)))
        # Month 11 is the first of the row; a leap month before the wanted one moves it on.
        offset += leap <= offset
    return dt.date.fromordinal(new_moon(k + offset) + day - 1 + EPOCH)


# --- Working time ------------------------------------------------------------------------------------------------------

def holidays(year):
    """By the Labour Code, of an office of Monday to Friday; one that falls on a day of rest is given back."""
    tet = lunar_day(year, 1, 1)
    found = [dt.date(year, 1, 1), lunar_day(year, 3, 10), dt.date(year, 4, 30), dt.date(year, 5, 1),
             dt.date(year, 9, 2), dt.date(year, 9, 3), *(tet + dt.timedelta(days=n) for n in range(-1, 4))]
    found += [dt.date(year, 11, 24)] if year >= 2026 else []
    taken = set(found)
    for day in sorted(found):
        if day.weekday() >= 5:
            while day.weekday() >= 5 or day in taken:
                day += dt.timedelta(days=1)
            taken.add(day)
    return taken


class WorkingTime:
    """The firm's hours: of the week, without holidays, with dated exceptions."""

    def __init__(self, years):
        self.holidays = set().union(*(holidays(year) for year in years))
        self.exceptions = {}

    def hours(self, day):
        if day in self.exceptions:
            return self.exceptions[day]
        return [] if day.weekday() >= 5 or day in self.holidays else HOURS

    def full_days(self, first):
        """The days of a month on which the firm works the usual hours."""
        last = month_after(first, 1)
        days = (first + dt.timedelta(days=n) for n in range((last - first).days))
        return [day for day in days if self.hours(day) == HOURS]

    def spans(self, day):
        return [(at(day, start), at(day, end)) for start, end in self.hours(day)]

    def holds(self, start, end):
        """Whether every minute between the two is worked."""
        return any(first <= start and end <= last for first, last in self.spans(day_of(start)))


class Calendar:
    """The twelve months of the plan: two that are over, so that there is something to write in the diary, this one, and the
    nine to come. The month that is scheduled is the next one: all of its days lie ahead, whatever today is."""

    SCHEDULED = 3

    def __init__(self, today):
        self.today = today
        self.months = [month_after(today.replace(day=1), n) for n in range(-2, 10)]
        self.first, self.last = self.months[0], month_after(self.months[-1], 1) - dt.timedelta(days=1)
        self.years = sorted({self.first.year, self.last.year, (self.last + dt.timedelta(days=60)).year})
        self.time = WorkingTime(self.years)
        month = self.time.full_days(self.months[self.SCHEDULED])
        self.closed, self.short = month[8], month[9]
        after = self.time.full_days(self.months[self.SCHEDULED + 1])
        saturday = next(day for n in range(28) if (day := after[4] + dt.timedelta(days=n)).weekday() == 5
                        and day not in self.time.holidays)
        self.swapped = {"off": after[3], "worked": saturday}
        self.time.exceptions = {self.closed: [], self.short: [("08:00", "12:00")], after[3]: [], saturday: HOURS}
        self.days = [self.time.full_days(first) for first in self.months]
