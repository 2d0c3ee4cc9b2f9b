"""What a desk did in a stretch of time, as the content of a report: plain values, no names of
confidential sources, and those of reviewers only where they are asked for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from factcheck.report.lines import moment
from factcheck.report.seal import Audience, Veil
from factcheck.store import desks, period, period_lists, worklist
from factcheck.store.desks import Desk
from factcheck.store.period import ArticleLine, Period
from factcheck.store.period_lists import SourceCount
from factcheck.vocabulary import CLOSED, Stage, Status

SCHEMA = "factcheck.period/1"
MOST_ARTICLES = 1_000
"""So many articles are listed, those that came last; all of them are counted."""
MOST_LISTED = 20
MOST_REVIEWERS = 200
LEAST_DECIDED = 2
"""Of fewer decided claims, no share of disputed ones is told of a speaker."""
_LIMITS = {
    "articles": MOST_ARTICLES,
    "listed": MOST_LISTED,
    "reviewers": MOST_REVIEWERS,
    "least_decided": LEAST_DECIDED,
}
"""Go along with the content, so that a report still tells them when they are others."""
_TOLD_TO_ALL = ("schema", "cover", "notice", "limits")

Tally = Counter[tuple[Status, Stage]]


def gather(
    session: Session, desk: Desk, since: datetime, until: datetime, *, reviewers: bool
) -> dict[str, Any]:
    """What the desk did from `since` up to, not including, `until`; both aware.

    A decision belongs to the period in which it was made, an article to each in which it came
    or had a claim decided. How articles and their claims stand is as of now, so `until` should
    not be in the future. `reviewers`: who decided how much is told, too. Takes as many queries
    for a week as for ten years; see `store.period` for what they read.
    """
    asked = Period(desk.id, since, until)
    return {
        "schema": SCHEMA,
        "cover": _cover(session, desk, asked, reviewers),
        "notice": None,
        "limits": dict(_LIMITS),
        **_articles(session, asked),
        "speakers": _speakers(session, asked),
        "sources": _sources(session, asked),
        "repeated": _repeated(session, asked),
        "reviewers": _reviewers(session, asked) if reviewers else None,
    }


def veiled(content: Mapping[str, Any], veil: Veil) -> dict[str, Any]:
    """The same for all audiences: outsiders read the cover alone.

    Every count has embargoed articles in it, of which no count may tell an outsider.
    """
    return {
        name: part if part is None or name in _TOLD_TO_ALL else veil.over(part, Audience.INTERNAL)
        for name, part in content.items()
    }


def _cover(session: Session, desk: Desk, asked: Period, reviewers: bool) -> dict[str, Any]:
    policy = desks.policy(session, desk.id)
    return {
        "desk_id": str(desk.id),
        "desk": desk.name,
        "since": moment(asked.since),
        "until": moment(asked.until),
        "policy": {"name": policy.name.value, "version": policy.version},
        "reviewers": reviewers,
    }


def _articles(session: Session, asked: Period) -> dict[str, Any]:
    """The articles that are listed, and the counts of all."""
    listed, count = period.articles(session, asked, limit=MOST_ARTICLES)
    tallies = worklist.tallies(session, [each.id for each in listed])
    return {
        "summary": {
            "articles": count,
            "left_out": count - len(listed),
            **_claims(Counter({(a, b): n for a, b, n in period.tally(session, asked)})),
            **_decisions(session, asked),
        },
        "articles": [_article(each, tallies[each.id], asked) for each in listed],
    }


def _claims(tally: Tally) -> dict[str, Any]:
    """Counts of claims by where they stand. `closed` are final or dismissed, `open` are not."""
    status, stage = Counter[Status](), Counter[Stage]()
    for (found, where), number in tally.items():
        status[found] += number
        stage[where] += number
    closed = sum(stage[each] for each in CLOSED)
    return {
        "claims": tally.total(),
        "status": {each.value: status[each] for each in Status},
        "stage": {each.value: stage[each] for each in Stage},
        "closed": closed,
        "open": tally.total() - closed,
    }


def _decisions(session: Session, asked: Period) -> dict[str, Any]:
    outcomes, waits = period.outcomes(session, asked), period.waits(session, asked)
    return {
        "decisions": outcomes.decisions,
        "decided": _decided(outcomes.status),
        "corrected": outcomes.corrected,
        "disputed_after_verified": outcomes.fallen,
        "reopened": period.reopened(session, asked),
        "hours_to_decision": {
            "claims": waits.count,
            "median": _hours(waits.median),
            "nine_of_ten": _hours(waits.ninth),
        },
        "days": [{"day": day, "decisions": n} for day, n in period.days(session, asked)],
    }


def _decided(status: Mapping[Status, int]) -> dict[str, Any]:
    """Decided claims, by the last decision on each."""
    return {
        "claims": sum(status.values()),
        "status": {each.value: status[each] for each in Status},
    }


def _hours(seconds: float | None) -> float | None:
    """To the hundredth; clocks of two machines may disagree, so none is below nought."""
    return None if seconds is None else round(max(0.0, seconds) / 3600, 2)


def _article(line: ArticleLine, tally: Tally, asked: Period) -> dict[str, Any]:
    counts = _claims(tally)
    return {
        "article_id": str(line.id),
        "title": line.title,
        "draft": line.draft,
        "created_at": moment(line.created_at),
        "claims": counts["claims"],
        "status": counts["status"],
        "open": counts["open"],
        "signed_off": line.signed,
        "deadline": moment(line.deadline),
        "deadline_met": _met(line, asked),
    }


def _met(line: ArticleLine, asked: Period) -> bool | None:
    """Whether every claim had been decided by the deadline; None where that is not yet known."""
    if line.deadline is None or (line.late and line.deadline >= asked.until):
        return None
    return not line.late


def _speakers(session: Session, asked: Period) -> list[dict[str, Any]]:
    found = period_lists.speakers(session, asked, least=LEAST_DECIDED, limit=MOST_LISTED)
    return [{"name": each.name, "disputed": each.disputed, "decided": each.total} for each in found]


def _sources(session: Session, asked: Period) -> dict[str, Any]:
    """Those that are named, and how many confidential ones there are besides."""
    cited, refuting = (
        period_lists.sources(session, asked, refuting=which, limit=MOST_LISTED)
        for which in (False, True)
    )
    count, claims = period_lists.confidential(session, asked)
    return {
        "cited": _named(cited),
        "refuting": _named(refuting),
        "confidential": {"sources": count, "claims": claims},
    }


def _named(found: Iterable[SourceCount]) -> list[dict[str, Any]]:
    return [
        {
            "title": each.title,
            "publisher": each.publisher,
            "url": each.url,
            "claims": each.claims,
            "refuted": each.refuted,
        }
        for each in found
    ]


def _repeated(session: Session, asked: Period) -> list[dict[str, Any]]:
    """Statements decided on several times; `alike`: always in the same way."""
    return [
        {
            "statement": each.statement,
            "articles": each.articles,
            **_decided(each.status),
            "alike": _alike(list(each.status.values())),
        }
        for each in period_lists.repeated(session, asked, limit=MOST_LISTED)
    ]


def _alike(counts: Sequence[int]) -> bool:
    return sum(each > 0 for each in counts) == 1


def _reviewers(session: Session, asked: Period) -> list[dict[str, Any]]:
    found = period_lists.reviewers(session, asked, limit=MOST_REVIEWERS)
    return [
        {
            "name": each.name,
            "decisions": each.decisions,
            "median_hours": _hours(each.median),
            "overturned": each.overturned,
        }
        for each in found
    ]
