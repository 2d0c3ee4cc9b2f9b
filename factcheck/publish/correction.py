"""The note that says what was wrong: drafted from what was published and what is so now."""

from collections.abc import Sequence

from factcheck.store.fact_versions import FactVersion
from factcheck.store.facts import when
from factcheck.vocabulary import FeedOp


def draft_note(versions: Sequence[FactVersion]) -> str | None:
    """A draft for an editor, from a fact's versions, oldest first; None where nothing was wrong.

    It speaks of the last version that was published with another verdict, or that was
    withdrawn without another one in its place.
    """
    last = versions[-1]
    earlier = [each for each in versions[:-1] if each.op is FeedOp.UPSERT]
    if last.op is FeedOp.UPSERT:
        earlier = [each for each in earlier if each.status is not last.status]
    if not earlier:
        return None
    wrong = earlier[-1]
    begun, ended = _day(wrong), _day(last)
    said = f"On {begun} we published as {wrong.status.value}: “{wrong.said['statement']}”"
    if last.op is FeedOp.DELETE:
        return f"Correction, {ended}. {said} We have withdrawn this and are checking it again."
    return (
        f"Correction, {ended}. {said} That was wrong: the claim is {last.status.value}. "
        f"{last.said['rationale']}"
    )


def _day(version: FactVersion) -> str:
    moment = when(version.number)
    return f"{moment.day} {moment:%B %Y}"
