"""What a new draft did to each claim; pure comparison, nothing is stored.

Nothing is guessed: the same words in the same surroundings are the same claim; two
equally good places are none; and a claim whose sentence says something else around it, or
whose speaker changed, counts as altered even where its own words stand.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from factcheck.extraction import Claim as Found
from factcheck.extraction import Extraction
from factcheck.review.lookalikes import Candidates, Place, same_words, word_diff
from factcheck.review.spans import Span, Spans, overlap
from factcheck.store.claims import Claim
from factcheck.vocabulary import Change


@dataclass(frozen=True, slots=True)
class OldDraft:
    """The draft that claims come from: its text and the spans of its sentences."""

    text: str
    sentences: list[Span]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one claim.

    `span` is where it stands now; None where it stands nowhere, or nobody can say where:
    then `places` holds the candidates.
    """

    claim: Claim
    change: Change
    span: Span | None = None
    diff: list[dict[str, str]] | None = None
    places: tuple[Span, ...] = ()


def compare(standing: list[Claim], old: OldDraft, text: str, found: Extraction) -> list[Outcome]:
    """The fate of every claim of the old draft in the new text."""
    places = {
        claim.id: same_words(claim.anchor.quote, old.text, claim.anchor.start, text)
        for claim in standing
    }
    settled = _settled(standing, places)
    outcomes = _ambiguous(standing, places, settled)
    undecided = {outcome.claim.id for outcome in outcomes} | settled.keys()
    before, after = _old_page(old, standing), _new_page(text, found)
    target = _alignment(old, text, found)
    for claim in standing:
        if claim.id in settled:
            span = settled[claim.id]
            moved = not target(claim.anchor.start, span[0])
            outcomes.append(_kept(claim, span, before, after, moved=moved))
    taken = Spans([*settled.values(), *(span for outcome in outcomes for span in outcome.places)])
    candidates = Candidates(_free_spans(found, text, taken))
    for claim in standing:
        if claim.id not in undecided:
            alike = candidates.like(claim.anchor.quote, free=lambda span: not taken.meeting(span))
            outcome = _altered(claim, alike, text)
            outcomes.append(outcome)
            stands = [outcome.span] if outcome.span else outcome.places
            for place in stands:
                taken.add(place)
    return outcomes


def revived(
    gone: list[Claim], drafts: dict[int, OldDraft], text: str, found: Extraction, taken: Spans
) -> list[Outcome]:
    """Claims of earlier drafts whose words are back, at exactly one free place.

    `drafts` holds, by number, the draft in which each of them stood last. What surrounds
    the words now is judged as it is for a claim that never went. What they take joins `taken`.
    """
    outcomes, after = [], _new_page(text, found)
    before = {
        number: _old_page(old, [each for each in gone if each.draft_number == number])
        for number, old in drafts.items()
    }
    for claim in gone:
        old = before[claim.draft_number]
        places = [
            (place.start, place.end)
            for place in same_words(claim.anchor.quote, old.text, claim.anchor.start, text)
            if not taken.meeting((place.start, place.end))
        ]
        if len(places) == 1:
            outcomes.append(_kept(claim, places[0], old, after, moved=True))
            taken.add(places[0])
    return outcomes


@dataclass(frozen=True, slots=True)
class _Page:
    """A draft with what stands where in it; `found` of the new one alone, by its spans."""

    text: str
    sentences: Spans
    claims: Spans
    found: dict[Span, Found]


def _old_page(old: OldDraft, claims: list[Claim]) -> _Page:
    spans = Spans((each.anchor.start, each.anchor.end) for each in claims)
    return _Page(old.text, Spans(old.sentences), spans, {})


def _new_page(text: str, found: Extraction) -> _Page:
    by_span = {(each.start, each.end): each for each in found.claims}
    sentences = Spans((each.start, each.end) for each in found.sentences)
    return _Page(text, sentences, Spans(by_span), by_span)


def _best(places: list[Place]) -> Place | None:
    """The one place that fits best; None if there is none or two are equal."""
    if not places or (len(places) > 1 and places[0].fit == places[1].fit):
        return None
    return places[0]


def _settled(standing: list[Claim], places: dict[UUID, list[Place]]) -> dict[UUID, Span]:
    """A place for each claim whose words fit one best, and no two where words are shared.

    Of rivals the one that fits better comes first; what is left may decide for the others.
    """
    clear = [(best.fit, each) for each in standing if (best := _best(places[each.id]))]
    clear.sort(key=lambda each: -each[0])
    first = {claim.id: claim for _, claim in clear}
    settled: dict[UUID, Span] = {}
    taken = Spans()
    for claim in [*first.values(), *(each for each in standing if each.id not in first)]:
        if best := _best(_free(places[claim.id], taken)):
            settled[claim.id] = (best.start, best.end)
            taken.add(settled[claim.id])
    return settled


def _free(places: list[Place], taken: Spans) -> list[Place]:
    return [place for place in places if not taken.meeting((place.start, place.end))]


def _ambiguous(
    standing: list[Claim], places: dict[UUID, list[Place]], settled: dict[UUID, Span]
) -> list[Outcome]:
    """Claims whose words stand at several free places that fit equally well."""
    taken = Spans(settled.values())
    return [
        Outcome(claim, Change.AMBIGUOUS, places=tuple((each.start, each.end) for each in free))
        for claim in standing
        if claim.id not in settled and (free := _free(places[claim.id], taken))
    ]


def _kept(claim: Claim, span: Span, old: _Page, new: _Page, *, moved: bool) -> Outcome:
    """The claim's own words stand: the same claim, unless what surrounds them says otherwise."""
    anchor = claim.anchor
    stood = (anchor.start, anchor.end)
    before, after = _frame(old, stood), _frame(new, span)
    if before != after and _frame(old, stood, whole=True) != _frame(new, span, whole=True):
        return Outcome(claim, Change.ALTERED, span, word_diff(before, after))
    if span in new.found:
        speaker, named = new.found[span].speaker, _named(claim, old.text)
        name = speaker.name if speaker else ""
        if named is not None and named != name:
            return Outcome(claim, Change.ALTERED, span, word_diff(named, name))
    return Outcome(claim, Change.MOVED if moved else Change.UNCHANGED, span)


def _named(claim: Claim, text: str) -> str | None:
    """Whom the old draft names as the speaker, `""` for nobody; None where nobody can say.

    Nobody can where a reviewer named the speaker, or extraction had not flagged the words.
    """
    anchor = claim.anchor
    if anchor.speaker_end is not None:
        return text[anchor.speaker_start : anchor.speaker_end]
    return "" if anchor.reasons and claim.speaker_name is None else None


def _frame(page: _Page, span: Span, *, whole: bool = False) -> str:
    """The sentence around a claim, without the other claims in it unless it is to be `whole`.

    The others are judged by themselves: a figure that changes in one half of a sentence
    must not reopen the other half.
    """
    around = page.sentences.meeting(span) or [span]
    start, end = min(around[0][0], span[0]), max(around[-1][1], span[1])
    kept, position = [], start
    for other in () if whole else page.claims.meeting((start, end)):
        if not overlap(other, span):
            kept.append(page.text[position : max(position, other[0])])
            position = max(position, other[1])
    kept.append(page.text[position:end])
    return " ".join("".join(kept).split())


def _alignment(old: OldDraft, text: str, found: Extraction) -> Callable[[int, int], bool]:
    """Tells whether a place of the old text and one of the new are the same place.

    They are if their sentences correspond when sentences only came or went.
    """
    new = [(each.start, each.end) for each in found.sentences]
    matcher = SequenceMatcher(
        a=[old.text[slice(*span)] for span in old.sentences],
        b=[text[slice(*span)] for span in new],
    )
    shifts = {
        old.sentences[block.a + step][0]: new[block.b + step][0] - old.sentences[block.a + step][0]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    starts = sorted(shifts)

    def same(before: int, after: int) -> bool:
        at = bisect_right(starts, before) - 1
        return at >= 0 and before + shifts[starts[at]] == after

    return same


def _free_spans(found: Extraction, text: str, taken: Spans) -> list[tuple[int, int, str]]:
    """The free spans of the new text that an altered claim may have become.

    Claims come first: of a claim and its own sentence, equally alike, the claim is meant.
    """
    spans = dict.fromkeys((each.start, each.end) for each in found.claims)
    spans |= dict.fromkeys((each.start, each.end) for each in found.sentences)
    free = [span for span in spans if not taken.meeting(span)]
    return [(start, end, text[start:end]) for start, end in free]


def _altered(claim: Claim, places: list[Place], text: str) -> Outcome:
    """The place whose words are most alike; two apart that are equally alike are none."""
    if not places:
        return Outcome(claim, Change.GONE)
    best = (places[0].start, places[0].end)
    rivals = [
        (place.start, place.end)
        for place in places[1:]
        if place.fit == places[0].fit and not overlap((place.start, place.end), best)
    ]
    if rivals:
        return Outcome(claim, Change.AMBIGUOUS, places=(best, *rivals))
    diff = word_diff(claim.anchor.quote, text[slice(*best)])
    return Outcome(claim, Change.ALTERED, best, diff)
