"""Calendar arithmetic on day numbers (docs/semantics.md, "Dates"); windows run forward from the event.

A day is `datetime.date.toordinal()`; NEVER is before every day. Tested in test_oracle.py.
"""
import datetime
import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple, Optional

NEVER = -(10 ** 9)
BEYOND = 10 ** 9
DATE_TEXT = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class Span(NamedTuple):
    """The closed interval of days that a fact can lie on, and why it is not one day."""
    lo: int
    hi: int
    cause: Optional[str] = None

    @property
    def exact(self):
        return self.lo == self.hi


def day(text):
    return datetime.date.fromisoformat(text).toordinal()


@lru_cache(maxsize=65536)
def date_span(text):
    """'2026', '2026-11' or '2026-11-20' as a Span; ValueError if there is no such date."""
    if not DATE_TEXT.fullmatch(text):
        raise ValueError(f"`{text}` is not a date")
    parts = [int(part) for part in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else None
    if len(parts) == 3:
        number = datetime.date(*parts).toordinal()
        return Span(number, number)
    from_month, to_month = (1, 12) if month is None else (month, month)
    first = datetime.date(year, from_month, 1)
    last = datetime.date(year, to_month, monthrange(year, to_month)[1])
    return Span(first.toordinal(), last.toordinal(), "imprecise")


@lru_cache(maxsize=65536)
def add(number, count, unit):
    """Day number plus `count` of d, wk, mo or a; keeps the day of month or takes the month's last day."""
    if number in (NEVER, BEYOND):
        return number
    if unit in ("d", "wk"):
        return number + count * (7 if unit == "wk" else 1)
    start = datetime.date.fromordinal(number)
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "a" else 1)
    year, month = divmod(months, 12)
    if year > 9999:
        return BEYOND
    if year < 1:
        return NEVER
    last = monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(start.day, last)).toordinal()


@lru_cache(maxsize=4096)
def first_reaching(today, count, unit, strictly):
    """The earliest event E with E + N U >= today (or > today): the day a window of N U opens."""
    event = add(today, -count, unit) - 5
    while not (add(event, count, unit) > today if strictly else add(event, count, unit) >= today):
        event += 1
    return event


@lru_cache(maxsize=65536)
def completed(birth, today, unit):
    """Completed years, months, weeks or days of age, by comparing calendar fields."""
    if unit == "d":
        return today - birth
    if unit == "wk":
        return (today - birth) // 7
    b, t = datetime.date.fromordinal(birth), datetime.date.fromordinal(today)
    if unit == "a":
        return t.year - b.year - ((t.month, t.day) < (b.month, b.day))
    return (t.year - b.year) * 12 + t.month - b.month - (t.day < b.day)


def births(age, unit, at):
    """First and last birth day of those who have completed exactly `age` units on day `at`."""
    def earliest(satisfies):  # satisfies(birth) turns from false to true once, as birth grows
        lo, hi = 1, at + 1
        while lo < hi:
            middle = (lo + hi) // 2
            lo, hi = (lo, middle) if satisfies(middle) else (middle + 1, hi)
        return lo
    first = earliest(lambda birth: completed(birth, at, unit) <= age)
    last = earliest(lambda birth: completed(birth, at, unit) < age) - 1
    return min(first, at), max(1, min(last, at))
