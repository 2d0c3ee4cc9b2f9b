"""Resolving the words of the calendar against the day of publication, to ISO 8601."""

import datetime as dt

Day = dt.date | None
"""The day of publication, or None where nobody knows it."""

_FAR_BACK, _FAR_AHEAD = 8, 6
"""Months of one year away from publication; beyond them the other year is meant."""


def day_away(published: Day, days: int) -> str | None:
    """The day so many days after publication, before it if negative."""
    day = _moved(published, days)
    return day.isoformat() if day else None


def _moved(day: Day, days: int) -> Day:
    if day is None:
        return None
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def calendar_day(year: int, month: int, day: int) -> str | None:
    """The day as written, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def calendar_date(year: int | None, month: int, day: int | None) -> str | None:
    """A day or month, with or without its year: "2025-10-14", "2025-10", "--10-14", "--10"."""
    if year is None:
        return f"--{month:02}" if day is None else f"--{month:02}-{day:02}"
    return f"{year:04}-{month:02}" if day is None else calendar_day(year, month, day)


def period_away(published: Day, shift: int, word: str) -> str | None:
    """The week, month or year that lies `shift` of them after that of publication.

    None for stretches without fixed ends, such as seasons.
    """
    if published is None:
        return None
    if word == "year":
        return _year_away(published, shift)
    if word == "month":
        return _month_away(published, shift)
    if word in ("week", "weekend"):
        return _week_away(published, shift, weekend=word == "weekend")
    return None


def time_ago(published: Day, count: int, unit: str) -> str | None:
    """What "three days ago" or "two months ago" points at, as exactly as its unit."""
    return day_away(published, -count) if unit == "day" else period_away(published, -count, unit)


def _year_away(published: dt.date, shift: int) -> str | None:
    year = published.year + shift
    return f"{year:04}" if dt.MINYEAR <= year <= dt.MAXYEAR else None


def _month_away(published: dt.date, shift: int) -> str | None:
    months = published.year * 12 + published.month - 1 + shift
    if not dt.MINYEAR * 12 <= months < (dt.MAXYEAR + 1) * 12:
        return None
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _week_away(published: dt.date, shift: int, *, weekend: bool) -> str | None:
    """The week from Monday to Sunday, or its Saturday and Sunday."""
    monday = _moved(published, 7 * shift - published.weekday())
    first, last = _moved(monday, 5 if weekend else 0), _moved(monday, 6)
    return f"{first.isoformat()}/{last.isoformat()}" if first and last else None


def likeliest_year(before: str, month: int, day: int | None, published: Day) -> int | None:
    """The year that brings the date near the day of publication, leaning to the past.

    `before` is the word in front of the month: "last April" looks back, "next April" ahead.
    """
    if published is None:
        return None
    months = month - published.month
    if before in ("last", "past"):
        return published.year - (months >= 0)
    if before in ("next", "coming"):
        return published.year + (months <= 0)
    if day is None and months == 0:
        return published.year
    return published.year + (months < -_FAR_BACK) - (months > _FAR_AHEAD)
