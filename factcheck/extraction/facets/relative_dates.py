"""Resolving the words of the calendar against the day of publication, to ISO 8601."""

import calendar
import datetime as dt

Day = dt.date | None
"""The day of publication, or None where nobody knows it."""

_FAR_BACK, _FAR_AHEAD = 8, 6
"""Months of one year away from publication; beyond them the other year is meant."""
_NEAR = 1
"""Months. A date without a year that is so near is this year's, whatever the verb."""
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6}


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
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return f"{year:04}-{month:02}" if day is None else calendar_day(year, month, day)


def part_of_year(year: int, part: str, number: int) -> str:
    """The quarter or half of that number: "2024-07-01/2024-09-30"."""
    length = _MONTHS_OF[part]
    last = number * length
    days = calendar.monthrange(year, last)[1]
    return f"{year:04}-{last - length + 1:02}-01/{year:04}-{last:02}-{days:02}"


def period_away(published: Day, shift: int, word: str) -> str | None:
    """The week, month, quarter or year that lies `shift` of them after that of publication.

    None for stretches without fixed ends, such as seasons.
    """
    if published is None:
        return None
    if word == "year":
        return _year_away(published, shift)
    if word == "month":
        return _month_away(published, shift)
    if word == "quarter":
        return _quarter_away(published, shift)
    if word in ("week", "weekend"):
        return _week_away(published, shift, weekend=word == "weekend")
    return None


def time_ago(published: Day, count: int, unit: str) -> str | None:
    """What "three days ago" or "two months ago" points at, as exactly as its unit."""
    if unit in ("second", "minute", "hour"):
        return day_away(published, 0) if count * _SECONDS[unit] < _SECONDS["day"] else None
    if unit in _YEARS:
        count, unit = count * _YEARS[unit], "year"
    if unit in ("day", "night"):
        return day_away(published, -count)
    return period_away(published, -count, unit)


_YEARS = {"decade": 10, "century": 100}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def stretch_until(published: Day, unit: str) -> str | None:
    """The stretch that ends with publication: "the past year"."""
    if published is None:
        return None
    if unit in ("day", "week"):
        first = _moved(published, -7 if unit == "week" else -1)
        return f"{first.isoformat()}/{published.isoformat()}" if first else None
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit, 0)
    month = _month_away(published, -months) if months else None
    if month is None:
        return None
    year, number = int(month[:4]), int(month[5:])
    day = min(published.day, calendar.monthrange(year, number)[1])
    return f"{month}-{day:02}/{published.isoformat()}"


def _year_away(published: dt.date, shift: int) -> str | None:
    year = published.year + shift
    return f"{year:04}" if dt.MINYEAR <= year <= dt.MAXYEAR else None


def _month_away(published: dt.date, shift: int) -> str | None:
    months = published.year * 12 + published.month - 1 + shift
    if not dt.MINYEAR * 12 <= months < (dt.MAXYEAR + 1) * 12:
        return None
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _quarter_away(published: dt.date, shift: int) -> str | None:
    quarters = published.year * 4 + (published.month - 1) // 3 + shift
    if not dt.MINYEAR * 4 <= quarters < (dt.MAXYEAR + 1) * 4:
        return None
    return part_of_year(quarters // 4, "quarter", quarters % 4 + 1)


def _week_away(published: dt.date, shift: int, *, weekend: bool) -> str | None:
    """The week from Monday to Sunday, or its Saturday and Sunday."""
    monday = _moved(published, 7 * shift - published.weekday())
    first, last = _moved(monday, 5 if weekend else 0), _moved(monday, 6)
    return f"{first.isoformat()}/{last.isoformat()}" if first and last else None


def weekday_near(published: Day, weekday: int, before: str, lean: int) -> str | None:
    """The day of that weekday (Monday is 0) which is meant.

    `before` is the word in front: "last Monday", "next Monday". Otherwise the latest one up to
    publication, or the first one from there on if the sentence leans ahead (`lean` 1).
    """
    if published is None:
        return None
    back = (published.weekday() - weekday) % 7
    if before in ("next", "coming"):
        return day_away(published, 7 - back)
    if before == "last":
        return day_away(published, -(back or 7))
    if before == "this":
        return day_away(published, weekday - published.weekday())
    return day_away(published, (-back) % 7 if lean > 0 else -back)


def day_of_month(published: Day, day: int, lean: int) -> str | None:
    """ "The 14th" by itself: the last or next such day as the sentence leans, else "---14"."""
    if published is None or not lean:
        return f"---{day:02}"
    ahead = day > published.day or (day == published.day and lean > 0)
    shift = (0 if ahead else 1) if lean > 0 else (-1 if ahead else 0)
    month = _month_away(published, shift)
    return calendar_day(int(month[:4]), int(month[5:]), day) if month else None


def likeliest_year(
    before: str, month: int, day: int | None, published: Day, lean: int = 0
) -> int | None:
    """The year that brings the date near the day of publication, leaning to the past.

    `before` is the word in front of the month: "last April" looks back, "next April" ahead.
    `lean` is 1 where the sentence speaks of what will be, -1 of what was, 0 if that is open.
    """
    if published is None:
        return None
    months = month - published.month
    if before == "last":
        return published.year - (months >= 0)
    if before in ("next", "coming"):
        return published.year + (months <= 0)
    if before == "this" or (day is None and months == 0):
        return published.year
    if lean and abs(months) > _NEAR:
        return published.year + (months < 0 if lean > 0 else -(months > 0))
    return published.year + (months < -_FAR_BACK) - (months > _FAR_AHEAD)
