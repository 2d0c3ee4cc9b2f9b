"""How near a deadline is, in words."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from factcheck.workbench.translating import gettext as _
from factcheck.workbench.translating import ngettext


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as people say it; `late` if it is over while something is left to do."""

    words: str
    late: bool = False


def due(deadline: datetime | None, now: datetime, *, left: bool) -> Due | None:
    """How long there is; None without a deadline. `left` says that something is to be done."""
    if deadline is None:
        return None
    if deadline >= now:
        return Due(_ahead(deadline - now))
    return (
        Due(_behind(now - deadline), late=True)
        if left
        else Due(_("the deadline is over, nothing waits"))
    )


def end_of_day(now: datetime) -> datetime:
    """The last moment of the day, UTC."""
    return datetime.combine(now.astimezone(UTC).date(), time.max, UTC)


def _ahead(left: timedelta) -> str:
    days, hours, minutes = _parts(left)
    if days:
        return str(ngettext("due in %(num)s day", "due in %(num)s days", days))
    if hours:
        return str(ngettext("due in %(num)s h", "due in %(num)s h", hours))
    return str(ngettext("due in %(num)s min", "due in %(num)s min", minutes))


def _behind(over: timedelta) -> str:
    days, hours, minutes = _parts(over)
    if days:
        return str(ngettext("overdue by %(num)s day", "overdue by %(num)s days", days))
    if hours:
        return str(ngettext("overdue by %(num)s h", "overdue by %(num)s h", hours))
    return str(ngettext("overdue by %(num)s min", "overdue by %(num)s min", minutes))


def _parts(span: timedelta) -> tuple[int, int, int]:
    """Days from two of them on, else hours, else minutes: what is said is never rounded up."""
    minutes = int(span.total_seconds()) // 60
    hours = minutes // 60
    return (hours // 24 if hours >= 48 else 0), hours, minutes
