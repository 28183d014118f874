#!/usr/bin/env python3
"""Computes the expected results that the tests of module Money compare with.

Independent of the Swift code: Python's decimal module with 60 digits, and number words built from tables of their
own. Run it in any folder; it rewrites the .txt files beside itself, always the same for one seed.

lines.txt        currency, quantity, price, discount (-, %rate or minor units), tax -> amount, discount, tax or error
documents.txt    currency, rounding, lines -> amount, discount, after, tax, total, groups mark:base:tax, or error
conversions.txt  from, minor units, to, rate -> minor units or error
words.txt        number -> Vietnamese with "le", English; "linh" where it differs
"""
import random
from decimal import ROUND_HALF_UP, Decimal, getcontext
from pathlib import Path

SEED = 20260131
getcontext().prec = 60
HERE = Path(__file__).parent
DIGITS = {"VND": 0, "JPY": 0, "USD": 2, "EUR": 2, "KWD": 3}
MAXIMUM = 2**63 - 1
rng = random.Random(SEED)


class Refused(Exception):
    pass


def fits(value):
    if not -(2**63) <= value <= MAXIMUM:
        raise Refused("overflow")
    return value


def rounded(value):
    """Half away from zero, which decimal calls half up."""
    return fits(int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def tax_of(base, mark):
    return 0 if mark in ("KCT", "KKKNT") else rounded(Decimal(base) * Decimal(mark) / 100)


def line_sums(currency, quantity, price, discount, mark):
    amount = rounded(Decimal(quantity) * Decimal(price) * 10 ** DIGITS[currency])
    if discount == "-":
        off = 0
    elif discount[0] == "%":
        off = rounded(Decimal(amount) * Decimal(discount[1:]) / 100)
    else:
        off = int(discount)
        if off > abs(amount):
            raise Refused("discountExceedsAmount")
        off = -off if amount < 0 else off
    tax = tax_of(amount - off, mark)
    fits(amount - off + tax)
    return amount, off, tax


def mark_order(mark):
    return {"KCT": Decimal(1000), "KKKNT": Decimal(1001)}.get(mark) if mark[0] == "K" else Decimal(mark)


def document_sums(currency, rounding, lines):
    sums = [line_sums(currency, *line) for line in lines]
    groups = []
    for mark in sorted({line[3] for line in lines}, key=mark_order):
        members = [s for s, line in zip(sums, lines) if line[3] == mark]
        base = fits(sum(a - d for a, d, _ in members))
        tax = tax_of(base, mark) if rounding == "perRate" else fits(sum(t for _, _, t in members))
        groups.append((mark, base, tax))
    amount, off = (fits(sum(s[i] for s in sums)) for i in (0, 1))
    after = fits(sum(a - d for a, d, _ in sums))
    tax = fits(sum(g[2] for g in groups))
    return amount, off, after, tax, fits(after + tax), groups


def plain(scaled, decimals):
    text = format(Decimal(scaled).scaleb(-decimals), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def some_decimal(decimals, low=0, high=7):
    """A number of random size and random length behind the point; ties of rounding come up often."""
    size = rng.randint(low, high)
    kept = rng.choice([0, 0, 1, 2, decimals, decimals])
    value = rng.randint(0, 10**size) * 10**decimals
    if kept:
        step = 10 ** (decimals - kept)
        value += rng.choice([rng.randint(0, 10**kept - 1) * step, 5 * 10 ** (decimals - 1)])
    return value


def some_line(currency, huge=False):
    quantity, price = some_decimal(4, 0, 4), some_decimal(6, 0, 7 if DIGITS[currency] == 0 else 4)
    if huge:
        quantity, price = rng.randint(0, 10 ** rng.randint(10, 18)), rng.randint(0, 10 ** rng.randint(12, 18))
    kind = rng.random()
    if kind < 0.04:
        quantity = 0
    elif kind < 0.07:
        price = 0
    if rng.random() < 0.15:
        quantity = -quantity
    if rng.random() < 0.02:
        price = -price
    amount = abs(quantity * price * 10 ** DIGITS[currency] // 10**10)
    discount = "-"
    kind = rng.random()
    if kind < 0.25:
        discount = "%" + plain(rng.choice([rng.randint(0, 100) * 10**4, rng.randint(0, 10**6), 10**6]), 4)
    elif kind < 0.5:
        value = rng.choice([rng.randint(0, amount), amount // 10, amount, amount + rng.choice([0, 0, 0, 2])])
        discount = str(min(MAXIMUM, value))
    mark = rng.choice(["0", "5", "8", "8", "10", "10", "KCT", "KKKNT", plain(rng.randint(0, 25 * 10**4), 4)])
    return plain(quantity, 4), plain(price, 6), discount, mark


EXTREMES = [
    ("VND", "922337203685477.5807", "10000", "-", "KCT"),
    ("VND", "922337203685477.5807", "10000", "%100", "10"),
    ("VND", "-922337203685477.5808", "10000", "-", "KCT"),
    ("VND", "-922337203685477.5808", "10000", "%100", "8"),
    ("VND", "-922337203685477.5808", "10000", "9223372036854775807", "8"),
    ("VND", "-922337203685477.5808", "10000", "-", "8"),
    ("VND", "922337203685477.5807", "10000", "-", "0.0001"),
    ("VND", "922337203685477.5807", "10000.000001", "-", "0"),
    ("VND", "922337203685477.5807", "9223372036854.775807", "-", "0"),
    ("USD", "-922337203685477.5808", "-9223372036854.775808", "-", "0"),
    ("USD", "922337203685477", "9223372036854.775807", "%50", "10"),
    ("KWD", "0.0001", "0.000001", "-", "10"), ("USD", "0.0001", "50", "-", "10"), ("USD", "-0.0001", "50", "-", "10"),
    ("VND", "0.5", "1", "-", "100"), ("VND", "-0.5", "1", "%50", "100"), ("VND", "0.4999", "1", "-", "10"),
    ("VND", "1", "1", "%50", "50"), ("VND", "1", "5", "%10", "10"), ("VND", "3", "0.333333", "1", "5.2633"),
]


def write(name, rows):
    text = "".join(row + "\n" for row in rows)
    (HERE / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(rows)} cases, {len(text.encode())} bytes")


def outcome(compute, render):
    try:
        return render(compute())
    except Refused as refused:
        return str(refused)


def lines():
    rows = list(EXTREMES)
    while len(rows) < 8000:
        currency = rng.choice(["VND", "VND", "VND", "USD", "USD", "JPY", "EUR", "KWD"])
        rows.append((currency, *some_line(currency, huge=rng.random() < 0.06)))
    return [
        " ".join(row) + ">" + outcome(lambda: line_sums(*row), lambda sums: " ".join(map(str, sums))) for row in rows
    ]


def documents():
    rows = []
    while len(rows) < 2700:
        currency = rng.choice(["VND", "VND", "USD", "KWD"])
        rounding = rng.choice(["perLine", "perRate"])
        huge = rng.random() < 0.04
        items = [some_line(currency, huge) for _ in range(rng.choice([0, 1, 2, 2, 3, 3, 4, 5, 6]))]
        if rng.random() < 0.4:  # many lines of few rates: there the two kinds of rounding differ
            items = [(q, p, d, rng.choice(["8", "10"])) for q, p, d, _ in items]
        result = outcome(
            lambda: document_sums(currency, rounding, items),
            lambda s: " ".join(map(str, s[:5])) + ">" + ",".join(f"{m}:{b}:{t}" for m, b, t in s[5]),
        )
        rows.append(f"{currency} {rounding}>" + ";".join(" ".join(item) for item in items) + ">" + result)
    return rows


def converted(source, minor, target, rate):
    return rounded(Decimal(minor).scaleb(-DIGITS[source]) * Decimal(rate) * 10 ** DIGITS[target])


def conversions():
    rows = []
    for _ in range(900):
        source, target = rng.choice(list(DIGITS)), rng.choice(list(DIGITS))
        minor = rng.choice([-1, 1, 1, 1]) * rng.randint(0, 10 ** rng.randint(0, 18))
        rate = plain(rng.choice([some_decimal(6, 0, 5), rng.randint(1, 10 ** rng.randint(1, 18)), 500_000]) or 1, 6)
        result = outcome(lambda: converted(source, minor, target, rate), str)
        rows.append(f"{source} {minor} {target} {rate}>{result}")
    return rows


VI = "không một hai ba bốn năm sáu bảy tám chín".split()
VI_TEENS = "mười,mười một,mười hai,mười ba,mười bốn,mười lăm,mười sáu,mười bảy,mười tám,mười chín".split(",")
VI_AFTER_TENS = ["", " mốt", " hai", " ba", " tư", " lăm", " sáu", " bảy", " tám", " chín"]
VI_BELOW_100 = [""] * 10 + VI_TEENS + [VI[n // 10] + " mươi" + VI_AFTER_TENS[n % 10] for n in range(20, 100)]


def vietnamese(number, zero_tens):
    """Goes over groups of three digits from the left; "tỷ" closes every third group once something was said."""
    if number == 0:
        return VI[0]
    text = str(number)
    text = text.zfill(-(-len(text) // 3) * 3)
    groups = [text[i : i + 3] for i in range(0, len(text), 3)]
    said = []
    for place, group in zip(range(len(groups) - 1, -1, -1), groups):
        rest = int(group[1:])
        if int(group):
            if said or group[0] != "0":
                said.append(VI[int(group[0])] + " trăm")
                if 0 < rest < 10:
                    said.append(zero_tens + " " + VI[rest])
            elif rest < 10:
                said.append(VI[rest])
            if rest >= 10:
                said.append(VI_BELOW_100[rest])
            if place % 3:
                said.append(["", "nghìn", "triệu"][place % 3])
        if place and place % 3 == 0:
            said.append("tỷ")
    return " ".join(said)


EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
EN_SCALES = [(10**18, "quintillion"), (10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"),
             (10**6, "million"), (1000, "thousand"), (100, "hundred")]


def english(number):
    for scale, name in EN_SCALES:
        if number >= scale:
            head = english(number // scale) + " " + name
            return head if number % scale == 0 else head + " " + english(number % scale)
    if number < 20:
        return EN[number]
    return EN_TENS[number // 10] + ("-" + EN[number % 10] if number % 10 else "")


def words():
    numbers = list(range(0, 131)) + [10**n for n in range(3, 19)] + [10**n + 5 for n in range(3, 19)]
    numbers += [1_200_000, 1_000_005, 10**15 + 24 * 10**9, 10**18 + 5 * 10**9, MAXIMUM]
    for _ in range(700):
        number = rng.randint(0, 10 ** rng.randint(2, 15))
        if rng.random() < 0.5:  # holes of zeros
            digits = [d if rng.random() < 0.4 else "0" for d in str(number)]
            number = int("".join(digits)) or 1
        numbers.append(number)
    rows = []
    for number in numbers:
        le, linh = vietnamese(number, "lẻ"), vietnamese(number, "linh")
        rows.append(f"{number}>{le}>{english(number)}" + (f">{linh}" if linh != le and number % 3 == 0 else ""))
    return rows


if __name__ == "__main__":
    write("lines.txt", lines())
    write("documents.txt", documents())
    write("conversions.txt", conversions())
    write("words.txt", words())
