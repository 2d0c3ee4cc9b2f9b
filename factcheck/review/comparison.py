"""What a new draft did to each claim; pure comparison, nothing is stored.

Nothing is guessed: the same words in the same surroundings are the same claim; two
equally good places are none; and a claim whose sentence says something else around it, or
whose speaker changed, counts as altered even where its own words stand.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter
from uuid import UUID

from factcheck.extraction import Claim as Found
from factcheck.extraction import Extraction
from factcheck.review.lookalikes import (
    ALIKE_ELSEWHERE,
    Candidates,
    Place,
    around,
    best,
    same_words,
    word_diff,
)
from factcheck.review.nested import led, places_within
from factcheck.review.spans import Span, Spans, overlap
from factcheck.store.carried import Standing
from factcheck.store.claims import Claim
from factcheck.vocabulary import Change, Stage


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

    claim: Claim | Standing
    change: Change
    span: Span | None = None
    diff: list[dict[str, str]] | None = None
    places: tuple[Span, ...] = ()

    @property
    def candidates(self) -> list[dict[str, int]]:
        """The places, for whoever has to choose."""
        return [{"start": start, "end": end} for start, end in self.places]


def compare(
    standing: Sequence[Claim | Standing], old: OldDraft, text: str, found: Extraction
) -> list[Outcome]:
    """The fate of every claim of the old draft in the new text."""
    pairs = led(standing)
    following = {claim.id for claim, _ in pairs}
    leaders = [claim for claim in standing if claim.id not in following]
    before = _old_page(old, standing)
    outcomes = _compare(leaders, before, old, text, found)
    by_id = {outcome.claim.id: outcome for outcome in outcomes}
    stands = [outcome.span for outcome in outcomes if outcome.span]
    after = _new_page(text, found, stands)
    return outcomes + [_followed(claim, by_id[leader.id], before, after) for claim, leader in pairs]


def _followed(claim: Claim | Standing, leader: Outcome, before: "_Page", after: "_Page") -> Outcome:
    """The fate of a claim that stands within another one, told by where that one is now."""
    whole = [leader.span] if leader.span else leader.places
    places = [
        span for place in whole for span in places_within(claim, leader.claim, place, after.text)
    ]
    if len(places) == 1 and leader.span:
        moved = leader.change is not Change.UNCHANGED
        return _kept(claim, places[0], before, after, moved=moved)
    if not whole or claim.stage is Stage.DISMISSED:
        return Outcome(claim, Change.GONE)
    return Outcome(claim, Change.AMBIGUOUS, places=tuple(places or whole))


def _compare(
    standing: Sequence[Claim | Standing],
    before: "_Page",
    old: OldDraft,
    text: str,
    found: Extraction,
) -> list[Outcome]:
    """The fate of claims that share no words."""
    places = {claim.id: _places(claim, old, text) for claim in standing}
    settled = _settled(standing, places)
    ambiguous = _ambiguous(standing, places, settled)
    undecided = {outcome.claim.id for outcome in ambiguous} | settled.keys()
    alignment = _Alignment(old, text, found)
    taken = Spans([*settled.values(), *(span for outcome in ambiguous for span in outcome.places)])
    candidates = Candidates(_free_spans(found, text, taken))
    altered = []
    for claim in standing:
        if claim.id not in undecided:
            alike = candidates.like(claim.anchor.quote, free=lambda span: not taken.meeting(span))
            likely = [each for each in alike if alignment.likely(claim.anchor.start, each)]
            outcome = _altered(claim, likely, text)
            altered.append(outcome)
            for place in [outcome.span] if outcome.span else outcome.places:
                taken.add(place)
    stands = [*settled.values(), *(outcome.span for outcome in altered if outcome.span)]
    after = _new_page(text, found, stands)
    kept = []
    for claim in standing:
        if claim.id in settled:
            span = settled[claim.id]
            moved = not alignment.same(claim.anchor.start, span[0])
            kept.append(_kept(claim, span, before, after, moved=moved))
    return ambiguous + kept + altered


def _places(claim: Claim | Standing, old: OldDraft, text: str) -> list[Place]:
    anchor = claim.anchor
    surroundings = around(old.text, (anchor.start, anchor.end), old.sentences)
    return same_words(anchor.quote, surroundings, text)


def revived(
    gone: Sequence[Claim | Standing],
    drafts: dict[int, OldDraft],
    text: str,
    found: Extraction,
    taken: Spans,
) -> list[Outcome]:
    """Claims of earlier drafts whose words are back, at a free place.

    `drafts` holds, by number, the draft in which each of them stood last. What surrounds
    the words now is judged as it is for a claim that never went; of several places that fit
    equally well none is chosen. What they take joins `taken`.
    """
    outcomes, after = [], _new_page(text, found)
    before = {
        number: _old_page(old, [each for each in gone if each.draft_number == number])
        for number, old in drafts.items()
    }
    for claim in gone:
        every = _places(claim, drafts[claim.draft_number], text)
        places = _free(every, taken)
        if not places:
            continue
        if place := best(places):
            span = (place.start, place.end)
            outcomes.append(_kept(claim, span, before[claim.draft_number], after, moved=True))
            taken.add(span)
        else:
            spans = tuple(sorted((each.start, each.end) for each in places))
            outcomes.append(Outcome(claim, Change.AMBIGUOUS, places=spans))
            for span in spans:
                taken.add(span)
    return outcomes


@dataclass(frozen=True, slots=True)
class _Page:
    """A draft with what stands where in it; `found` of the new one alone, by its spans."""

    text: str
    sentences: Spans
    claims: Spans
    found: dict[Span, Found]


def _old_page(old: OldDraft, claims: Sequence[Claim | Standing]) -> _Page:
    spans = Spans((each.anchor.start, each.anchor.end) for each in claims)
    return _Page(old.text, Spans(old.sentences), spans, {})


def _new_page(text: str, found: Extraction, stands: Iterable[Span] = ()) -> _Page:
    """The new draft; `stands` is where earlier claims stand, wherever extraction draws some."""
    by_span = {(each.start, each.end): each for each in found.claims}
    sentences = Spans((each.start, each.end) for each in found.sentences)
    return _Page(text, sentences, Spans(by_span.keys() | set(stands)), by_span)


def _settled(
    standing: Sequence[Claim | Standing], places: dict[UUID, list[Place]]
) -> dict[UUID, Span]:
    """A place for each claim whose words fit one best, and no two where words are shared.

    Of rivals the one that fits better comes first; what is left may decide for the others.
    """
    clear = [(each, place) for each in standing if (place := best(places[each.id]))]
    clear.sort(key=lambda each: (-sum(each[1].sides), -each[1].fit))
    first = {claim.id: claim for claim, _ in clear}
    settled: dict[UUID, Span] = {}
    taken = Spans()
    for claim in [*first.values(), *(each for each in standing if each.id not in first)]:
        if place := best(_free(places[claim.id], taken)):
            settled[claim.id] = (place.start, place.end)
            taken.add(settled[claim.id])
    return settled


def _free(places: list[Place], taken: Spans) -> list[Place]:
    return [place for place in places if not taken.meeting((place.start, place.end))]


def _ambiguous(
    standing: Sequence[Claim | Standing], places: dict[UUID, list[Place]], settled: dict[UUID, Span]
) -> list[Outcome]:
    """Claims whose words stand at several free places that fit equally well."""
    taken = Spans(settled.values())
    return [
        Outcome(
            claim, Change.AMBIGUOUS, places=tuple(sorted((each.start, each.end) for each in free))
        )
        for claim in standing
        if claim.id not in settled and (free := _free(places[claim.id], taken))
    ]


def _kept(claim: Claim | Standing, span: Span, old: _Page, new: _Page, *, moved: bool) -> Outcome:
    """The claim's own words stand: the same claim, unless what surrounds them says otherwise."""
    anchor = claim.anchor
    stood = (anchor.start, anchor.end)
    before, after = _frame(old, stood), _frame(new, span)
    if before != after and _frame(old, stood, whole=True) != _frame(new, span, whole=True):
        return Outcome(claim, Change.ALTERED, span, word_diff(before, after))
    if span in new.found:
        speaker, named = new.found[span].speaker, _named(claim, old.text)
        name = speaker.name if speaker else ""
        if named is not None and named != name and not names_speaker(claim):
            return Outcome(claim, Change.ALTERED, span, word_diff(named, name))
    return Outcome(claim, Change.MOVED if moved else Change.UNCHANGED, span)


def names_speaker(claim: Claim | Standing) -> bool:
    """Whether the claim's own words name the speaker: then the same words name the same one."""
    anchor = claim.anchor
    if anchor.speaker_start is None or anchor.speaker_end is None:
        return False
    return anchor.start <= anchor.speaker_start and anchor.speaker_end <= anchor.end


def _named(claim: Claim | Standing, text: str) -> str | None:
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


class _Alignment:
    """Which places of the old text and of the new are the same, if sentences came or went."""

    def __init__(self, old: OldDraft, text: str, found: Extraction) -> None:
        new = [(each.start, each.end) for each in found.sentences]
        matcher = SequenceMatcher(
            a=[old.text[slice(*span)] for span in old.sentences],
            b=[text[slice(*span)] for span in new],
        )
        self._pairs = [
            (old.sentences[block.a + step][0], new[block.b + step][0])
            for block in matcher.get_matching_blocks()
            for step in range(block.size)
        ]
        self._length = len(text)

    def same(self, before: int, after: int) -> bool:
        """Whether a claim that began at `before` and begins at `after` stayed where it was."""
        at = self._at(before)
        return at >= 0 and before - self._pairs[at][0] == after - self._pairs[at][1]

    def likely(self, before: int, place: Place) -> bool:
        """Whether altered words at `place` may be those that began at `before`.

        Between the same neighbours they need not be as much alike as elsewhere.
        """
        at = self._at(before)
        start = self._pairs[at][1] if at >= 0 else 0
        more = at + 1 < len(self._pairs)
        end = self._pairs[at + 1][1] if more else self._length
        return start <= place.start < end or place.fit >= ALIKE_ELSEWHERE

    def _at(self, before: int) -> int:
        return bisect_right(self._pairs, before, key=itemgetter(0)) - 1


def _free_spans(found: Extraction, text: str, taken: Spans) -> list[tuple[int, int, str]]:
    """The free spans of the new text that an altered claim may have become.

    Claims come first: of a claim and its own sentence, equally alike, the claim is meant.
    Last what is left of sentences in which other claims stand, for claims drawn by hand.
    """
    spans = dict.fromkeys((each.start, each.end) for each in found.claims)
    spans |= dict.fromkeys((each.start, each.end) for each in found.sentences)
    free = [span for span in spans if not taken.meeting(span)]
    for each in found.sentences:
        if inside := taken.meeting((each.start, each.end)):
            free += _left_over((each.start, each.end), inside, text)
    return [(start, end, text[start:end]) for start, end in dict.fromkeys(free)]


def _left_over(sentence: Span, inside: Sequence[Span], text: str) -> Iterator[Span]:
    """The pieces of a sentence between the spans in it, white space at their ends cut off."""
    position = sentence[0]
    for start, end in [*inside, (sentence[1], sentence[1])]:
        piece = text[position:start]
        if any(letter.isalnum() for letter in piece):
            first = position + len(piece) - len(piece.lstrip())
            yield first, first + len(piece.strip())
        position = max(position, end)


def _altered(claim: Claim | Standing, places: list[Place], text: str) -> Outcome:
    """The place whose words are most alike; two apart that are equally alike are none."""
    if not places:
        return Outcome(claim, Change.GONE)
    likeliest = (places[0].start, places[0].end)
    rivals = [
        (place.start, place.end)
        for place in places[1:]
        if place.fit == places[0].fit and not overlap((place.start, place.end), likeliest)
    ]
    if rivals:
        return Outcome(claim, Change.AMBIGUOUS, places=(likeliest, *rivals))
    diff = word_diff(claim.anchor.quote, text[slice(*likeliest)])
    return Outcome(claim, Change.ALTERED, likeliest, diff)
