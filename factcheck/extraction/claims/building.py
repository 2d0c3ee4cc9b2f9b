"""Claims of a sentence: its parts with score, kinds, reasons, speaker and facets."""

from collections.abc import Sequence

from factcheck.extraction.claims.kinds import find_kinds
from factcheck.extraction.passages import Passage
from factcheck.extraction.records import Attribution, Claim, Speaker
from factcheck.extraction.sentences.quotations import quoted_share
from factcheck.extraction.words.clauses import PRONOUNS
from factcheck.extraction.worth.score import Candidate, reasons

Place = tuple[int, int]


def build_claim(text: str, passage: Passage, worth: float) -> Claim:
    """The claim that `passage` makes; `worth` is its check-worthiness (0–1)."""
    start, end = passage.span
    share = quoted_share(passage.span, passage.quotations)
    codes = {each.code for each in passage.features}
    return Claim(
        quote=text[start:end],
        start=start,
        end=end,
        score=worth,
        kinds=find_kinds(codes, passage.facets, quoted_share=share),
        reasons=reasons(text, Candidate(passage.tokens, passage.features)),
        speaker=speaker_of(passage.span, passage.said),
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
    named = identity if identity and mention.text.lower() in PRONOUNS else None
    return Speaker(
        name=named.name if named else mention.text,
        start=named.start if named else mention.start,
        end=named.end if named else mention.end,
        cue=found.cue.text if found.cue else None,
        speech=found.speech,
        mention=mention,
        suggestion=identity,
    )


_COVERING = 0.4
"""Share of a claim that has to be the speaker's words."""


def _covered(part: Place, attribution: Attribution) -> float:
    """The share of the part, cue and speaker aside, that is content; 0 where too little is."""
    start, end = part
    content, cue = attribution.content, attribution.cue
    overlap = min(end, content.end) - max(start, content.start)
    if overlap <= 0:
        return 0.0
    share = overlap / (end - start)
    cue_inside = cue is not None and start <= cue.start and cue.end <= end
    if share >= _COVERING:
        return share
    return share if cue_inside and overlap >= content.end - content.start else 0.0
