"""The way of a text through extraction, from sentences to claims and alarms."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from factcheck.extraction.abroad import extract_abroad
from factcheck.extraction.alarms.finding import HINT, alarms_of, find_alarms
from factcheck.extraction.claims.building import build_claim
from factcheck.extraction.claims.disposition import dispose
from factcheck.extraction.claims.kinds import find_kinds
from factcheck.extraction.claims.parts import split_parts
from factcheck.extraction.claims.proposals import fit_proposals
from factcheck.extraction.collecting import uncollected
from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.overlaps import Overlaps
from factcheck.extraction.passages import Passage, Reading, read_article
from factcheck.extraction.records import Claim, Extraction, Proposal, Reason, Sentence
from factcheck.extraction.sentences.language import ENGLISH, detect_language
from factcheck.extraction.sentences.paragraphs import paragraphs
from factcheck.extraction.sentences.quotations import find_quotations
from factcheck.extraction.words.tokens import tokenise
from factcheck.extraction.worth.features import find_features
from factcheck.extraction.worth.score import DEFAULT_THRESHOLD, Candidate, Worth, reasons, weigh
from factcheck.vocabulary import Disposition, Kind


@uncollected()
def extract(
    text: str,
    *,
    published: dt.date | None = None,
    threshold: float = DEFAULT_THRESHOLD,
    proposals: Sequence[Proposal] = (),
) -> Extraction:
    """Everything that can be found in `text`: sentences, claims, attributions, alarms.

    `published` anchors dates like "last week"; without it they stay partial. A sentence
    whose check-worthiness (0–1) reaches `threshold` makes a claim. `proposals` are further
    claims in text order, apart from each other; those in English prose are taken as they fit.
    """
    language = detect_language(text)
    if language != ENGLISH:
        return extract_abroad(text, language, published=published, threshold=threshold)
    reading = read_article(text, published)
    worths = _worths(reading.passages)
    ledger = [
        dispose(passage, worth.score, threshold)
        for passage, worth in zip(reading.passages, worths, strict=True)
    ]
    chosen = _choose(reading, ledger, worths, proposals)
    alarms = find_alarms(reading)
    return Extraction(
        sentences=tuple(_with_claims(ledger, chosen)),
        claims=tuple(alarms_of(claim, alarms) for claim in _claims(reading.text, chosen)),
        attributions=tuple(reading.attributions),
        alarms=tuple(alarm for alarm in alarms if alarm.code != HINT),
    )


def score_sentence(text: str) -> tuple[float, tuple[Kind, ...], tuple[Reason, ...]]:
    """Check-worthiness (0–1), kinds and reasons of `text`, taken as one sentence."""
    tokens = tokenise(text)
    quotations = find_quotations(text, paragraphs(text))
    facets = find_facets(text, tokens, quotations=quotations)
    features = find_features(tokens, facets)
    passage = Passage((0, len(text)), tokens, facets, features, quotations, said=())
    candidate = Candidate(tokens, features)
    worth = weigh([candidate])[0]
    return worth.score, find_kinds(passage), reasons(text, candidate, worth)


def _worths(passages: Sequence[Passage]) -> list[Worth]:
    """What each passage is worth, nothing for what only frames the story; in one batch."""
    prose = [passage for passage in passages if passage.frame is None]
    given = iter(weigh([Candidate(each.tokens, each.features) for each in prose]))
    return [next(given) if passage.frame is None else _NOTHING for passage in passages]


_NOTHING = Worth(0.0, 0.0, ())


class _Chosen(NamedTuple):
    """A place in a passage that makes a claim, and the proposal that it came from or met.

    `worth` is that of the whole passage.
    """

    passage: Passage
    worth: Worth
    place: tuple[int, int]
    proposal: Proposal | None


def _choose(
    reading: Reading,
    ledger: Sequence[Sentence],
    worths: Sequence[Worth],
    proposals: Sequence[Proposal],
) -> list[_Chosen]:
    """Where the claims are: the parts of sentences that make some, and what is proposed."""
    proposed = Overlaps(proposals)
    chosen = []
    for passage, sentence, worth in zip(reading.passages, ledger, worths, strict=True):
        claims = sentence.disposition is Disposition.CLAIM
        parts = split_parts(reading.text, passage) if claims else []
        near = [] if passage.frame else proposed.of(*passage.span)
        inside = [
            each for each in near if sentence.start <= each.start and each.end <= sentence.end
        ]
        fitted = fit_proposals(parts, inside)
        chosen += [_Chosen(passage, worth, *each) for each in fitted]
    return chosen


def _with_claims(ledger: Sequence[Sentence], chosen: Sequence[_Chosen]) -> Iterator[Sentence]:
    """The ledger, with the sentences counted as claims in which one was proposed."""
    claimed = {each.passage.span for each in chosen}
    for sentence in ledger:
        claims = sentence.disposition is Disposition.CLAIM
        if not claims and (sentence.start, sentence.end) in claimed:
            yield replace(sentence, disposition=Disposition.CLAIM, note=None)
        else:
            yield sentence


def _claims(text: str, chosen: Sequence[_Chosen]) -> Iterator[Claim]:
    """The claims at the chosen places; parts of sentences are weighed in one batch."""
    cut = [each.passage.cut(each.place) for each in chosen]
    parts = [part for part, each in zip(cut, chosen, strict=True) if part.span != each.passage.span]
    given = iter(weigh([Candidate(each.tokens, each.features) for each in parts]))
    for passage, (sentence, worth, _, proposal) in zip(cut, chosen, strict=True):
        whole = passage.span == sentence.span
        claim = build_claim(text, passage, worth if whole else next(given))
        if proposal is None:
            yield claim
        else:
            yield replace(claim, wording=proposal.statement, extractor=proposal.extractor)
