"""A stored report as its readers get it."""

import json
from importlib.resources import files
from typing import Any

from factcheck.actor import Actor
from factcheck.errors import NotAllowed, NotFound
from factcheck.report.difference import Difference, difference
from factcheck.report.seal import Audience, edition, opened
from factcheck.saying import say
from factcheck.store.reports import Report
from factcheck.vocabulary import Role


def whole(report: Report, audience: Audience = Audience.INTERNAL) -> dict[str, Any]:
    """The edition of a stored report for this audience.

    A report that was frozen before there were audiences is as it was for the desk and its
    lawyers; it has no edition for the public. Raises `NotFound`.
    """
    document = json.loads(report.document)
    if audience is Audience.PUBLIC and "seal" not in document:
        raise NotFound(
            say(
                "This report was frozen before there was an edition for the public. Freeze another."
            )
        )
    return edition(document, json.loads(report.disclosures), audience)


def contents(report: Report) -> dict[str, Any]:
    """A stored report as the desk reads it, all in its place: content and making."""
    return opened(whole(report))


def edition_for(actor: Actor, report: Report, audience: Audience) -> dict[str, Any]:
    """The same, for somebody who asks. Raises `NotAllowed`, `NotFound`."""
    admit(actor, audience)
    return whole(report, audience)


def admit(actor: Actor, audience: Audience) -> None:
    """Raise `NotAllowed` for an edition that is not for the actor."""
    if not may_open(actor, audience):
        raise NotAllowed(
            say("The edition for lawyers names confidential sources; it is for editors alone.")
        )


def may_open(actor: Actor, audience: Audience) -> bool:
    """Whether somebody may have this edition of their desk's reports."""
    return audience is not Audience.LEGAL or actor.role >= Role.EDITOR


def schema_text() -> str:
    """The JSON Schema of an edition, as it is published."""
    source = files("factcheck.report") / "schema" / "report-2.schema.json"
    return source.read_text(encoding="utf-8")


def compare(one: Report, other: Report) -> Difference:
    """What became of the claims between two reports, whichever is named first.

    Raises `NotFound` unless both are of one article.
    """
    if one.article_id is None or one.article_id != other.article_id:
        raise NotFound(say("These are not reports of one article; they cannot be compared."))
    earlier, later = sorted((one, other), key=lambda each: each.number)
    return difference(whole(earlier), whole(later))
