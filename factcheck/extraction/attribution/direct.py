"""Direct speech: a quotation and the words beside it that say whose it is."""

from bisect import bisect_left
from collections.abc import Sequence

from factcheck.extraction.attribution.reported import Place, Range, Reported, report
from factcheck.extraction.attribution.speakers import phrase_after, sentence_subject, subject_before
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.sentences.splitting import sentence_at
from factcheck.extraction.words.clauses import SUBORDINATORS, is_finite
from factcheck.extraction.words.tokens import MARK, Token
from factcheck.extraction.words.verbs import ALSO_NOUNS, REPORTING

_SHORTEST = 12
"""Code points; shorter quotations are terms or titles unless a verb stands right beside."""
_FURTHEST_CUE = 14
"""Tokens between a quotation and its verb of saying."""
_LONGEST_CUE = 60
"""Code points between two halves of what one speaker says: "she told the paper."."""
_WINDOW = 40
"""Tokens read on either side of a quotation."""
_BETWEEN = frozenset({",", ":", "that", "-", "–", "—"})


def direct_attributions(
    text: str,
    sentences: Sequence[Place],
    tokens: Sequence[Sequence[Token]],
    quotations: Sequence[Quotation],
) -> list[Reported]:
    """One finding for each quotation with a speaker beside it.

    A further quotation of the same paragraph without words of its own keeps the speaker.
    """
    found: list[Reported] = []
    previous: Reported | None = None
    spans = list(sentences)
    for quotation in quotations:
        reported = _beside(text, spans, tokens, quotation)
        if reported is None and previous and _carries_on(text, previous, quotation):
            reported = previous._replace(content=(quotation.start, quotation.end))
        if reported is not None:
            found.append(reported)
            previous = reported
    return found


def _beside(
    text: str, spans: list[Place], tokens: Sequence[Sequence[Token]], quotation: Quotation
) -> Reported | None:
    last = min(sentence_at(spans, quotation.end - 1), len(spans) - 1)
    first = min(sentence_at(spans, quotation.start), len(spans) - 1)
    after = _window(tokens[last], quotation.end, after=True)
    before = _window(tokens[first], quotation.start, after=False)
    found = _after(after, quotation)
    if found is None:
        found = _before(before, quotation)
    if found is None and not before and first > 0:
        found = _before_paragraph(text, spans[first - 1], tokens[first - 1], quotation)
    return found


def _window(tokens: Sequence[Token], place: int, *, after: bool) -> Sequence[Token]:
    """The tokens next to `place`, few enough to keep long sentences cheap."""
    at = bisect_left(tokens, place, key=lambda token: token.start)
    return tokens[at : at + _WINDOW] if after else tokens[max(0, at - _WINDOW) : at]


def _after(words: Sequence[Token], quotation: Quotation) -> Reported | None:
    """ "…", said Ana Ruiz / "…", Ana Ruiz said / "…", according to Ana Ruiz."""
    at = 1 if words and words[0].text == "," else 0
    if at >= len(words) or quotation.end - quotation.start < _SHORTEST // 2:
        return None
    content = (quotation.start, quotation.end)
    if words[at].lower in REPORTING and words[at].lower not in ("say", "tell"):
        speaker = phrase_after(words, at + 1, len(words))
        return _said(words, content, speaker, (at, at + 1)) if speaker else None
    if [word.lower for word in words[at : at + 2]] == ["according", "to"]:
        speaker = phrase_after(words, at + 2, len(words))
        return _said(words, content, speaker, (at, at + 2)) if speaker else None
    return _name_then_verb(words, at, content)


def _name_then_verb(words: Sequence[Token], at: int, content: Place) -> Reported | None:
    for place in range(at + 1, min(len(words), at + _FURTHEST_CUE)):
        word = words[place].lower
        if words[place].kind == MARK and word not in ",-.'’":
            return None
        if word in REPORTING:
            speaker = subject_before(words, place, at)
            if speaker and speaker[0] - at <= 2:
                return _said(words, content, speaker, (place, place + 1))
    return None


def _before(words: Sequence[Token], quotation: Quotation) -> Reported | None:
    """Ana Ruiz said: "…" / told the paper, "…" / said on Monday that "…"."""
    end = len(words)
    while end and words[end - 1].lower in _BETWEEN:
        end -= 1
    loose = end < len(words)
    content = (quotation.start, quotation.end)
    for place in range(end - 1, max(-1, end - 1 - _FURTHEST_CUE), -1):
        word = words[place].lower
        if word not in REPORTING or (words[place].capitalised and place):
            continue
        adjacent = place == end - 1
        if not adjacent and not (loose and _only_circumstances(words, place + 1, end)):
            continue
        speaker = subject_before(words, place, 0) or _inverted(words, place)
        if speaker is None and word.endswith("ing"):
            speaker = sentence_subject(words, place)
        if speaker is None and not (adjacent and word not in ALSO_NOUNS):
            continue
        if quotation.end - quotation.start < _SHORTEST and not adjacent:
            continue
        return _said(words, content, speaker, (place, place + 1))
    return None


def _only_circumstances(words: Sequence[Token], first: int, end: int) -> bool:
    """Whether only a listener, a day or a place stands there, and no clause of its own."""
    if words[-1].lower == "that" or words[first].lower in SUBORDINATORS:
        return False
    return not any(is_finite(word.lower) and not word.capitalised for word in words[first:end])


def _inverted(words: Sequence[Token], verb: int) -> Range | None:
    return phrase_after(words, verb + 1, len(words)) if verb == 0 else None


def _before_paragraph(
    text: str, span: Place, words: Sequence[Token], quotation: Quotation
) -> Reported | None:
    """The sentence before ends in a colon or comma: 'Ana Ruiz wrote:' and the quotation."""
    if text[span[1] - 1] not in ":,":
        return None
    return _before(words, quotation)


def _carries_on(text: str, previous: Reported, quotation: Quotation) -> bool:
    """Whether only the speaker's own cue lies between the two quotations."""
    if quotation.end - quotation.start <= _SHORTEST:
        return False
    behind = previous.cue is not None and previous.cue[0] >= previous.content[1]
    end = max(place[1] for place in (previous.content, previous.speaker, previous.cue) if place)
    between = text[end : quotation.start].strip()
    if not behind or not between:
        return between in {"", ".", ",", ";"}
    one_stop = between.find(between[-1]) == len(between) - 1 and between[-1] in ".,;:"
    return one_stop and len(between) <= _LONGEST_CUE and "\n" not in text[end : quotation.start]


def _said(words: Sequence[Token], content: Place, speaker: Range | None, cue: Range) -> Reported:
    """Speaker and cue are tokens, the content is a quotation and may reach beyond them."""
    return report(words, cue, speaker, cue)._replace(content=content)
