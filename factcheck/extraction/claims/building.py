"""Claims of a sentence: its parts with score, kinds, reasons, speaker and facets."""

from collections.abc import Sequence

from factcheck.extraction.claims.kinds import find_kinds
from factcheck.extraction.passages import Passage
from factcheck.extraction.records import Attribution, Claim, Span, Speaker
from factcheck.extraction.words.clauses import PRONOUNS
from factcheck.extraction.words.wordlists import word_set
from factcheck.extraction.worth.score import Candidate, Worth, reasons

Place = tuple[int, int]

_NAMELESS = PRONOUNS | word_set(
    "his her their its which him them himself herself themselves itself"
)
"""Words that stand for a speaker and name nobody."""


def build_claim(text: str, passage: Passage, worth: Worth) -> Claim:
    """The claim that `passage` makes, being worth so much."""
    start, end = passage.span
    return Claim(
        quote=text[start:end],
        start=start,
        end=end,
        score=worth.score,
        kinds=find_kinds(passage),
        reasons=reasons(text, Candidate(passage.tokens, passage.features), worth),
        speaker=speaker_of(passage.span, _in_main_clause(text, passage)),
        facets=tuple(passage.facets),
    )


def speaker_of(part: Place, attributions: Sequence[Attribution]) -> Speaker | None:
    """The speaker whose words cover most of the part; the outermost where two cover alike.

    None: the article says it in its own voice.
    """
    best: tuple[float, Attribution] | None = None
    for each in attributions:
        share = _covered(part, each)
        if share and each.speaker and (best is None or share > best[0] + 0.05):
            best = (share, each)
    return _speaker(best[1]) if best else None


def _speaker(found: Attribution) -> Speaker | None:
    """The attribution's speaker, under the name the article gives behind a pronoun."""
    mention, identity = found.speaker, found.identity
    if mention is None:
        return None
    named = identity if identity and mention.text.lower() in _NAMELESS else None
    return Speaker(
        name=named.name if named else mention.text,
        start=named.start if named else mention.start,
        end=named.end if named else mention.end,
        cue=found.cue.text if found.cue else None,
        speech=found.speech,
        mention=mention,
        suggestion=identity,
    )


_ASIDE = word_set("after because before since until when whereas although though")
_MAIN_CLAUSE = 12
"""Code points that a main clause holds at the least."""
_GOES_ON = (",", " and ", " but ", " while ")


def _in_main_clause(text: str, passage: Passage) -> Sequence[Attribution]:
    said = passage.said
    return [each for each in said if not _is_aside(text, passage.span, each)] if said else said


def _is_aside(text: str, part: Place, attribution: Attribution) -> bool:
    """ "Shares fell after Ruiz said it lost money": the article itself tells the main thing."""
    content = attribution.content
    spans = [each for each in (content, attribution.cue, attribution.speaker) if each]
    first = min(each.start for each in spans)
    if first - part[0] >= _MAIN_CLAUSE:
        lead = text[part[0] : first].rsplit(None, 1)
        if len(lead) == 2 and lead[1].lower() in _ASIDE:
            return True
    last = max(each.end for each in spans)
    further = part[1] - last
    own = last == content.end and further > max(_MAIN_CLAUSE, last - content.start)
    return own and text.startswith(_GOES_ON, last)


_COVERING = 0.4
"""Share of a claim, speaker and cue aside, that has to be the speaker's words."""


def _covered(part: Place, attribution: Attribution) -> float:
    """The share of the part, speaker and cue aside, that is content; 0 where too little is."""
    content, cue, speaker = attribution.content, attribution.cue, attribution.speaker
    told = _shared(part, content)
    if not told:
        return 0.0
    aside = sum(_shared(part, each) for each in (cue, speaker) if each is not None)
    share = min(1.0, told / max(1, part[1] - part[0] - aside))
    if share >= _COVERING:
        return share
    cue_inside = cue is not None and _shared(part, cue) == cue.end - cue.start
    return share if cue_inside and told == content.end - content.start else 0.0


def _shared(part: Place, span: Span) -> int:
    return max(0, min(part[1], span.end) - max(part[0], span.start))
