"""Claims of a sentence: its parts with score, kinds, reasons, speaker, facets and alarms."""

from collections.abc import Sequence

from factcheck.extraction.alarms import find_alarms
from factcheck.extraction.features import find_features
from factcheck.extraction.kinds import find_kinds
from factcheck.extraction.quotations import Quotation
from factcheck.extraction.records import Attribution, Claim, Facet, Speaker
from factcheck.extraction.score import reasons, score
from factcheck.extraction.tokens import Token

Place = tuple[int, int]


def build_claim(
    text: str,
    part: Place,
    tokens: Sequence[Token],
    facets: Sequence[Facet],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
) -> Claim:
    """The claim at `part`; tokens, facets and the rest are those of its sentence."""
    start, end = part
    own = tuple(facet for facet in facets if start <= facet.start and facet.end <= end)
    words = [token for token in tokens if start <= token.start < end]
    features = find_features(words, own, attributions)
    share = quoted_share(part, quotations)
    return Claim(
        quote=text[start:end],
        start=start,
        end=end,
        score=score(features),
        kinds=find_kinds({each.code for each in features}, own, quoted_share=share),
        reasons=reasons(text, features),
        speaker=speaker_of(part, attributions),
        facets=own,
        alarms=find_alarms(text, own),
    )


def quoted_share(part: Place, quotations: Sequence[Quotation]) -> float:
    """How much of the part stands in quote marks, 0 to 1."""
    quoted = sum(max(0, min(q.end, part[1]) - max(q.start, part[0])) for q in quotations)
    return quoted / max(1, part[1] - part[0])


def speaker_of(part: Place, attributions: Sequence[Attribution]) -> Speaker | None:
    """The speaker whose words cover most of the part; the outermost where two cover alike.

    None: the article says it in its own voice.
    """
    best: tuple[float, Attribution] | None = None
    for each in attributions:
        share = _covered(part, each)
        if share and each.speaker and (best is None or share > best[0] + 0.05):
            best = (share, each)
    if best is None or best[1].speaker is None:
        return None
    found = best[1]
    name = best[1].speaker
    cue = found.cue.text if found.cue else None
    return Speaker(name.text, name.start, name.end, cue, found.speech)


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
