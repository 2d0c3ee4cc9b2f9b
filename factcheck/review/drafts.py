"""Two drafts side by side: what became of every claim, and of every sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from factcheck.errors import NotFound
from factcheck.extraction.collecting import uncollected
from factcheck.review.comparison import OldDraft
from factcheck.review.lookalikes import Candidates, word_diff
from factcheck.review.spans import Span
from factcheck.saying import say
from factcheck.store import articles, carried
from factcheck.vocabulary import Change

Pair = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a draft changed against the one before it.

    `claims` as they were carried over, in text order; `text` are pairs of sentences in the
    order of the newer draft, what was deleted where it would stand.
    """

    before: int
    after: int
    counts: dict[str, int]
    claims: list[dict[str, Any]]
    text: list[Pair]
    old: OldDraft
    new: OldDraft


def comparison(
    session: Session, article_id: UUID, number: int, *, since: int | None = None
) -> Comparison:
    """Draft `number` against the one before it, or the texts alone against an earlier one.

    What became of claims is known from one draft to the next; `since` an earlier one there
    are no `claims`. Raises `NotFound`, for the first draft too.
    """
    draft = articles.draft(session, article_id, number, with_text=True)
    if number == 1:
        raise NotFound(say("The first draft has none before it to compare it with."))
    before = number - 1 if since is None else since
    if before >= number:
        raise NotFound(say("A draft can be compared with an earlier one alone."))
    earlier = articles.draft(session, article_id, before, with_text=True)
    rows = carried.compared(session, article_id, draft.id, number) if before == number - 1 else []
    seen = Counter(row.change for row in rows)
    old, new = (
        OldDraft(each.text, carried.sentence_spans(session, each.id)) for each in (earlier, draft)
    )
    counts = {change.value: seen[change] for change in Change}
    pairs = sentence_pairs(old, new)
    return Comparison(before, number, counts, list(map(_claim, rows)), pairs, old, new)


_KEPT = ("id", "version", "change", "diff", "placed_at", "status", "stage", "stage_reason")


def _claim(row: Row[Any]) -> dict[str, Any]:
    before = after = None
    if row.before_start is not None:
        before = {"start": row.before_start, "end": row.before_end, "quote": row.before_quote}
    if row.after_start is not None:
        after = {
            "start": row.after_start,
            "end": row.after_end,
            "quote": row.after_quote,
            "start_utf16": row.start_utf16,
            "end_utf16": row.end_utf16,
        }
    places = row.places and [{"start": start, "end": end} for start, end in row.places]
    kept = {name: getattr(row, name) for name in _KEPT}
    return {**kept, "places": places or None, "before": before, "after": after}


@uncollected()
def sentence_pairs(old: OldDraft, new: OldDraft) -> list[Pair]:
    """Every sentence of both drafts: `equal`, `changed`, `deleted`, `inserted` or `moved`.

    Layout is not compared. A sentence is `changed` only where one sentence between the same
    neighbours is most like it, and `moved` only where it was in one place and is in one.
    """
    a, b = _words(old), _words(new)
    blocks = SequenceMatcher(a=a, b=b).get_opcodes()
    rest = [(op, range(a1, a2), range(b1, b2)) for op, a1, a2, b1, b2 in blocks]
    pairs = {there: here for op, ours, theirs in rest if op == "equal"
             for here, there in zip(ours, theirs, strict=True)}  # fmt: skip
    gaps = [(ours, theirs) for op, ours, theirs in rest if op != "equal"]
    pairs |= _moved(a, b, gaps)
    pairs |= _changed(a, b, gaps, pairs)
    return list(_in_order(old, new, rest, pairs, (a, b)))


def _words(draft: OldDraft) -> list[str]:
    return [" ".join(draft.text[slice(*span)].split()) for span in draft.sentences]


_Gap = tuple[range, range]


def _moved(a: Sequence[str], b: Sequence[str], gaps: Sequence[_Gap]) -> dict[int, int]:
    """Sentences that stand once elsewhere, by their number in the newer draft."""
    left = [number for ours, _ in gaps for number in ours]
    came = [number for _, theirs in gaps for number in theirs]
    here, there = Counter(a[each] for each in left), Counter(b[each] for each in came)
    at = {a[each]: each for each in left if here[a[each]] == 1}
    return {each: at[b[each]] for each in came if there[b[each]] == 1 and b[each] in at}


def _changed(
    a: Sequence[str], b: Sequence[str], gaps: Sequence[_Gap], pairs: dict[int, int]
) -> dict[int, int]:
    """Sentences whose words changed between the same neighbours, by their new number."""
    gone, found = set(pairs.values()), dict[int, int]()
    for ours, theirs in gaps:
        free = [each for each in theirs if each not in pairs]
        candidates = Candidates((each, each + 1, b[each]) for each in free)
        for number in ours:
            if number in gone:
                continue
            alike = candidates.like(a[number], free=lambda span: span[0] not in found)
            if alike and (len(alike) == 1 or alike[0].fit > alike[1].fit):
                found[alike[0].start] = number
    return found


def _in_order(
    old: OldDraft,
    new: OldDraft,
    rest: Sequence[tuple[str, range, range]],
    pairs: dict[int, int],
    words: tuple[Sequence[str], Sequence[str]],
) -> Iterator[Pair]:
    kept = set(pairs.values())
    for op, ours, theirs in rest:
        for number in ours:
            if number not in kept:
                yield _pair("deleted", _span(old.sentences[number]), None)
        for number in theirs:
            there = _span(new.sentences[number])
            if number not in pairs:
                yield _pair("inserted", None, there)
                continue
            before, after = words[0][pairs[number]], words[1][number]
            here = _span(old.sentences[pairs[number]])
            if op == "equal":
                yield _pair("equal", here, there)
            elif before == after:
                yield _pair("moved", here, there)
            else:
                yield _pair("changed", here, there, word_diff(before, after))


def _span(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _pair(op: str, before: Any, after: Any, words: Any = None) -> Pair:
    return {"op": op, "before": before, "after": after, "words": words}
