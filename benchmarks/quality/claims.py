"""Measures of claims on marked articles: sentences, spans, speakers, kinds and facets."""

from collections.abc import Iterator, Sequence

from benchmarks.quality import attributions
from benchmarks.quality.data import Place, extraction_of, meet, overlap
from benchmarks.quality.formulas import f1, share
from benchmarks.quality.marks import (
    MarkedArticle,
    MarkedClaim,
    MarkedFacet,
    own_articles,
    seed_article,
)
from benchmarks.quality.table import Figure
from benchmarks.quality.worth import checkable, judge
from factcheck.extraction import Claim, Extraction, Facet, Speaker

_CLOSE = 1e-9
Paired = tuple[MarkedArticle, MarkedClaim, Claim | None]
"""A marked claim of an article and the found one that covers most of it, if any does."""
_TARGETS = (0.93, 0.95, 0.80)
_OPEN: tuple[None, None, None] = (None, None, None)


def seed() -> Iterator[Figure]:
    """The seed article, marked by hand: F1 of checkable sentences and AUC of their scores, the
    doubtful ones aside. Then over the marked claims, each set against the found claim that
    covers it best: the speaker is right if the name or the suggestion meets the marked mention
    or name, and named if it meets the name; the kind is right if the first kinds agree. A
    span is found if it overlaps by half."""
    article = seed_article()
    if article is not None:
        yield from _claim_figures("seed", [article], _TARGETS)


def articles() -> Iterator[Figure]:
    """Five invented articles, marked likewise. A facet's value is right if a facet that
    touches the marked one has its value, and its unit where one is marked."""
    own = own_articles()
    yield from _claim_figures("own articles", own, _OPEN)
    yield _facet_values(own)
    said: list[attributions.Said] = [
        (each.text, each.attributions, extraction_of(each.text, each.published).attributions)
        for each in own
    ]
    yield from attributions.figures("own articles", said)


def _claim_figures(
    label: str,
    marked: Sequence[MarkedArticle],
    targets: tuple[float | None, float | None, float | None],
) -> Iterator[Figure]:
    judged = [
        each
        for article in marked
        for each in judge(article.text, _extraction(article), article.sentences)
    ]
    pairs = [pair for article in marked for pair in _pairs(article)]
    yield from checkable(label, judged, targets[0])
    yield from _speakers(label, pairs, targets[1])
    yield from _kinds(label, pairs, targets[2])
    yield _spans(label, marked)


def _extraction(article: MarkedArticle) -> Extraction:
    return extraction_of(article.text, article.published)


def _pairs(article: MarkedArticle) -> list[Paired]:
    return [
        (article, mark, _covering(mark, _extraction(article).claims)) for mark in article.claims
    ]


def _covering(mark: MarkedClaim, found: Sequence[Claim]) -> Claim | None:
    near = [each for each in found if meet(mark.place, (each.start, each.end))]
    return max(near, key=lambda each: overlap(mark.place, (each.start, each.end)), default=None)


def _speakers(label: str, pairs: Sequence[Paired], target: float | None) -> Iterator[Figure]:
    """Over claims with a marked speaker, then over those in the article's own voice."""
    right = named = 0
    failures = []
    spoken = [pair for pair in pairs if pair[1].speaker]
    for article, mark, claim in spoken:
        speaker = claim.speaker if claim else None
        right += _right(article, mark, speaker)
        named += _named(article, mark, speaker)
        if not _named(article, mark, speaker):
            says = speaker.name if speaker else ("nobody" if claim else "no claim")
            failures.append(f"{says}, not {_name(article, mark)}: {_words(article, mark)}")
    yield Figure(f"{label}: speaker accuracy", share(right, len(spoken)), target, failures=failures)
    yield Figure(f"{label}: speaker named", share(named, len(spoken)))
    own = [pair for pair in pairs if not pair[1].speaker]
    given = [
        f"{claim.speaker.name}, not the article: {_words(article, mark)}"
        for article, mark, claim in own
        if claim and claim.speaker
    ]
    kept = 1 - share(len(given), len(own))
    yield Figure(f"{label}: own voice kept", kept, failures=given)


def _right(article: MarkedArticle, mark: MarkedClaim, speaker: Speaker | None) -> bool:
    if speaker is None or mark.speaker is None:
        return False
    mention = speaker.mention
    at = (mention.start, mention.end) if mention else (speaker.start, speaker.end)
    return meet(at, mark.speaker[0]) or _named(article, mark, speaker)


def _named(article: MarkedArticle, mark: MarkedClaim, speaker: Speaker | None) -> bool:
    """Whether the name, or the one that is suggested, is the marked name."""
    if speaker is None or mark.speaker is None:
        return False
    names = [(speaker.name, (speaker.start, speaker.end))]
    if speaker.suggestion:
        suggested = speaker.suggestion
        names.append((suggested.name, (suggested.start, suggested.end)))
    wanted = _name(article, mark)
    return any(meet(at, mark.speaker[1]) or _same(name, wanted) for name, at in names)


def _same(name: str, wanted: str) -> bool:
    """Whether two names end in the same word: "Dr Ada Finch" and "Finch"."""
    one, other = (each.casefold().removesuffix("’s").split() for each in (name, wanted))
    return bool(one and other) and one[-1] == other[-1]


def _name(article: MarkedArticle, mark: MarkedClaim) -> str:
    return article.text[slice(*mark.speaker[1])] if mark.speaker else ""


def _kinds(label: str, pairs: Sequence[Paired], target: float | None) -> Iterator[Figure]:
    first = among = 0
    failures = []
    for article, mark, claim in pairs:
        kind = claim.kind.value if claim else None
        first += kind == mark.kinds[0]
        among += kind in mark.kinds
        if kind != mark.kinds[0]:
            wanted = " ".join(mark.kinds)
            failures.append(f"{kind or 'no claim'}, not {wanted}: {_words(article, mark)}")
    accuracy = share(first, len(pairs))
    yield Figure(f"{label}: kind accuracy", accuracy, target, failures=failures)
    yield Figure(f"{label}: first kind among the marked", share(among, len(pairs)))


def _spans(label: str, marked: Sequence[MarkedArticle]) -> Figure:
    """F1 of claims whose spans overlap by half, each counted once."""
    hits = wanted = found = 0
    failures = []
    for article in marked:
        ours = [(each.start, each.end) for each in _extraction(article).claims]
        wanted, found = wanted + len(article.claims), found + len(ours)
        for mark in article.claims:
            best = max(ours, key=lambda one, at=mark.place: overlap(one, at), default=None)  # type: ignore[misc]
            if best is None or overlap(best, mark.place) < attributions.HALF:
                failures.append(f"missed: {_words(article, mark)}")
                continue
            ours.remove(best)
            hits += 1
        failures += [f"made up: {article.text[slice(*each)]}" for each in ours]
    return Figure(f"{label}: claim spans F1", f1(hits, wanted, found), failures=failures)


def _facet_values(own: Sequence[MarkedArticle]) -> Figure:
    right = total = 0
    failures = []
    for article in own:
        found = [facet for claim in _extraction(article).claims for facet in claim.facets]
        for mark in article.facets:
            near = [each for each in found if meet(mark.place, (each.start, each.end))]
            fits = any(_fits(mark, each) for each in near)
            right, total = right + fits, total + 1
            if not fits:
                words = article.text[slice(*mark.place)]
                values = ", ".join(f"{each.text} = {each.value} {each.unit}" for each in near)
                failures.append(f"{words} = {mark.value}, not {values or 'nothing'}")
    return Figure("own articles: facet value accuracy", share(right, total), failures=failures)


def _fits(mark: MarkedFacet, facet: Facet) -> bool:
    if mark.unit is not None and mark.unit != facet.unit:
        return False
    if mark.value is None:
        return mark.type == facet.type.value
    if isinstance(mark.value, str) or not isinstance(facet.value, int | float):
        return mark.value == facet.value
    return abs(mark.value - facet.value) <= _CLOSE * max(1.0, abs(mark.value))


def _words(article: MarkedArticle, mark: MarkedClaim) -> str:
    place: Place = mark.place
    return " ".join(article.text[slice(*place)].split())
