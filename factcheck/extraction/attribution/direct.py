"""Direct speech: a quotation and the words beside it that say whose it is."""

from bisect import bisect_left
from collections.abc import Sequence

from factcheck.extraction.attribution.far_subjects import clause_subject, sentence_subject
from factcheck.extraction.attribution.noun_phrases import COUNTS, can_speak, phrase_after
from factcheck.extraction.attribution.reported import Place, Range, Reported, report
from factcheck.extraction.attribution.speakers import subject_before
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.sentences.splitting import sentence_at
from factcheck.extraction.words.clauses import DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_finite
from factcheck.extraction.words.tokens import MARK, Token
from factcheck.extraction.words.verbs import ALSO_NOUNS, QUOTING
from factcheck.extraction.words.wordlists import word_set

SHORTEST = 12
"""Code points; shorter quotations are terms or titles unless a verb stands right beside."""
_FURTHEST_CUE = 14
"""Tokens between a quotation and its verb of saying."""
_LONGEST_NAME = 32
"""Tokens of a name and what it is explained by: "Ana Ruiz, the head of …, said"."""
_WINDOW = 40
"""Tokens read on either side of a quotation."""
_LONGEST_LABEL = 6
"""Tokens of a name that a colon closes."""
_NO_LABELS = word_set("photo image picture caption title headline note update video read watch see")
_BETWEEN = frozenset({",", ":", "-", "–", "—"})


def beside(
    text: str, spans: list[Place], tokens: Sequence[Sequence[Token]], quotation: Quotation
) -> Reported | None:
    """The finding of a quotation whose speaker stands behind it or before it."""
    last = min(sentence_at(spans, quotation.end - 1), len(spans) - 1)
    first = min(sentence_at(spans, quotation.start), len(spans) - 1)
    after = _window(tokens[last], quotation.end, after=True)
    before = _window(tokens[first], quotation.start, after=False)
    found = _after(after, quotation)
    if found is None and not after and last + 1 < len(spans):
        found = _next_sentence(text, spans[last + 1], tokens[last + 1], quotation)
    if found is not None and before and before[-1].kind != MARK:
        if _is_closed(found, after):
            return found._replace(content=(spans[first][0], quotation.end))
        found = None
    found = found or _before(before, quotation, open_end=bool(after))
    if found is None and before:
        return _labelled(before, quotation)
    if found is None and first > 0:
        found = _before_paragraph(text, spans[first - 1], tokens[first - 1], quotation)
    return found


def _window(tokens: Sequence[Token], place: int, *, after: bool) -> Sequence[Token]:
    """The tokens next to `place`, few enough to keep long sentences cheap."""
    at = bisect_left(tokens, place, key=lambda token: token.start)
    return tokens[at : at + _WINDOW] if after else tokens[max(0, at - _WINDOW) : at]


def _after(words: Sequence[Token], quotation: Quotation) -> Reported | None:
    """ "…", said Ana Ruiz / "…", Ana Ruiz said / "…", according to Ana Ruiz."""
    at = 1 if words and words[0].text in ",–—" else 0
    if at >= len(words) or quotation.end - quotation.start < SHORTEST // 2:
        return None
    content = (quotation.start, quotation.end)
    word = words[at].lower
    if word in QUOTING and QUOTING[word] != word and not word.endswith("ing"):
        speaker = phrase_after(words, at + 1, len(words))
        return _said(words, content, speaker, (at, at + 1)) if speaker else None
    if [word.lower for word in words[at : at + 2]] == ["according", "to"]:
        speaker = phrase_after(words, at + 2, len(words))
        return _said(words, content, speaker, (at, at + 2)) if speaker else None
    return _name_then_verb(words, at, content)


def _opens_name(word: Token) -> bool:
    return word.lower not in SUBORDINATORS and word.lower not in PREPOSITIONS


def _is_closed(found: Reported, words: Sequence[Token]) -> bool:
    """Whether the cue has said it all: "…,” she said in May", not "…,” she said it rained"."""
    cue, speaker = found.cue, found.speaker
    if cue is None or speaker is None or speaker[0] > cue[0]:
        return True
    behind = [word for word in words if word.start >= cue[1]]
    return not behind or behind[0].kind == MARK or behind[0].lower in _CUE_ENDS


def _next_sentence(
    text: str, span: Place, words: Sequence[Token], quotation: Quotation
) -> Reported | None:
    """ "“Why?” Ruiz asked." where the capital makes a new sentence of the cue."""
    asks = text[quotation.end - 2] in "?!" and "\n" not in text[quotation.end : span[0]]
    if not asks or len(words) > _FURTHEST_CUE:
        return None
    found = _name_then_verb(words, 0, (quotation.start, quotation.end))
    if found is None or found.cue is None:
        return None
    behind = text[found.cue[1] : span[1]].split()
    return found if not behind or behind[0] in _CUE_ENDS else None


_CUE_ENDS = word_set(
    ". , at in on of after before as during when while to with last this earlier later again "
    "reporters monday tuesday wednesday thursday friday saturday sunday yesterday today"
)
"""May stand behind a verb of saying that has said it all before."""


def _name_then_verb(words: Sequence[Token], at: int, content: Place) -> Reported | None:
    for place in range(at + 1, min(len(words), at + _LONGEST_NAME)):
        word = words[place].lower
        if words[place].kind == MARK and word not in ",-.'’()":
            return None
        if word in QUOTING:
            speaker = subject_before(words, place, at)
            if speaker and speaker[0] - at <= 2 and _opens_name(words[at]):
                return _said(words, content, speaker, (place, place + 1))
    return None


def _before(words: Sequence[Token], quotation: Quotation, *, open_end: bool) -> Reported | None:
    """Ana Ruiz said: "…" / told the paper, "…" / said on Monday that "…".

    Behind "that", words in quote marks are no more than a part where the sentence goes on.
    """
    end = len(words)
    if end and words[end - 1].lower == "that" and not open_end:
        end -= 1
    while end and words[end - 1].lower in _BETWEEN:
        end -= 1
    loose = end < len(words)
    for place in range(end - 1, max(-1, end - 1 - _FURTHEST_CUE), -1):
        if words[place].lower not in QUOTING or (words[place].capitalised and place):
            continue
        if words[place].lower in ALSO_NOUNS and place and _is_article(words[place - 1]):
            continue
        found = _told_before(words, place, end, quotation, loose=loose)
        if found is not None:
            return found
    return None


def _is_article(word: Token) -> bool:
    return word.lower in DETERMINERS or word.lower in COUNTS


def _told_before(
    words: Sequence[Token], place: int, end: int, quotation: Quotation, *, loose: bool
) -> Reported | None:
    """The finding, if the verb at `place` brings the quotation that begins behind `end`."""
    word = words[place].lower
    adjacent = place == end - 1
    if not adjacent and not (loose and _only_circumstances(words, place + 1, end)):
        return None
    if quotation.end - quotation.start < SHORTEST and not (adjacent and loose):
        return None
    speaker = subject_before(words, place, 0) or _inverted(words, place)
    if speaker is None and (word.endswith("ing") or _is_joined(words, place)):
        speaker = clause_subject(words, place) or sentence_subject(words, place)
    bare = words[place].capitalised or word in ALSO_NOUNS or not loose
    if speaker is None and (bare or not adjacent):
        return None
    return _said(words, (quotation.start, quotation.end), speaker, (place, place + 1))


def _is_joined(words: Sequence[Token], place: int) -> bool:
    """ "She stood up and said"."""
    return place > 1 and words[place - 1].lower in ("and", "but", "then", "to")


def _only_circumstances(words: Sequence[Token], first: int, end: int) -> bool:
    """Whether only a listener, a day or a place stands there, and no clause of its own."""
    if words[-1].lower == "that" or words[first].lower in SUBORDINATORS:
        return False
    return not any(is_finite(word.lower) and not word.capitalised for word in words[first:end])


def _inverted(words: Sequence[Token], verb: int) -> Range | None:
    return phrase_after(words, verb + 1, len(words)) if verb == 0 else None


def _labelled(words: Sequence[Token], quotation: Quotation) -> Reported | None:
    """ "Ana Ruiz: “We left.”": a name and a colon are all that stands in front."""
    label = len(words) - 1
    if words[-1].text != ":" or not 0 < label <= _LONGEST_LABEL or label == _WINDOW - 1:
        return None
    named = all(word.capitalised or word.text in ".-’'" for word in words[:label])
    if not named or words[0].lower in _NO_LABELS or not can_speak(words, 0, label):
        return None
    content = (quotation.start, quotation.end)
    return Reported(content, (words[0].start, words[label - 1].end))


def _before_paragraph(
    text: str, span: Place, words: Sequence[Token], quotation: Quotation
) -> Reported | None:
    """The sentence before ends in a colon or comma: 'Ana Ruiz wrote:' and the quotation."""
    if text[span[1] - 1] not in ":,":
        return None
    return _before(words, quotation, open_end=False)


def _said(words: Sequence[Token], content: Place, speaker: Range | None, cue: Range) -> Reported:
    """Speaker and cue are tokens, the content is a quotation and may reach beyond them."""
    return report(words, cue, speaker, cue)._replace(content=content)
