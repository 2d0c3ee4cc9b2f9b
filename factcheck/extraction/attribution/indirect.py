"""Indirect speech inside one sentence: the cue words one by one, each tried by its rules."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from factcheck.extraction.attribution.constructions import (
    according,
    bidden,
    convinced,
    opening,
    participle,
)
from factcheck.extraction.attribution.passives import passive
from factcheck.extraction.attribution.relatives import within_relative
from factcheck.extraction.attribution.reported import Reported
from factcheck.extraction.attribution.speech_nouns import owned, unowned
from factcheck.extraction.attribution.stating import is_no_verb, stating
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.verbs import CONVICTIONS, SPEECH_NOUNS, VERBS

_CUES = frozenset({*VERBS, *CONVICTIONS, *SPEECH_NOUNS, "according"})


def indirect_attributions(
    tokens: Sequence[Token], quotations: Sequence[Quotation]
) -> list[Reported]:
    """The findings of one sentence; verbs inside quotation marks are not looked at."""
    found: list[Reported] = []
    for at in [at for at, token in enumerate(tokens) if token.lower in _CUES]:
        word = tokens[at].lower
        if _is_quoted(tokens[at], quotations):
            continue
        reported = _at_cue(tokens, at)
        if reported is not None and not _repeats(found, reported):
            if found:
                reported = _by_the_same(word, found[-1], reported)
                found[-1] = _cut_before(tokens, found[-1], reported)
            found.append(reported)
    return found


def _repeats(found: Sequence[Reported], reported: Reported) -> bool:
    """ "responded with the claim that": the noun brings what the verb has brought."""
    if not found:
        return False
    same = found[-1].content == reported.content
    return same or (reported.cue is not None and reported.cue[0] == found[-1].content[0])


def _by_the_same(word: str, earlier: Reported, later: Reported) -> Reported:
    """ "Holt said that if she won he would leave, adding that": Holt adds it."""
    if word not in _GOING_ON or earlier.speaker is None or not earlier.cue or not later.cue:
        return later
    behind = earlier.cue[0] < later.cue[0]
    return later._replace(speaker=earlier.speaker) if behind else later


_GOING_ON = frozenset({"adding", "noting", "stressing"})


def _cut_before(tokens: Sequence[Token], earlier: Reported, later: Reported) -> Reported:
    """Ends what the first says where a second begins: "A said yes, but B said no"."""
    if later.cue is None or later.speaker is None:
        return earlier
    own_subject = later.speaker[0] > earlier.content[0]
    place = later.speaker[0] if own_subject else later.cue[0]
    if not earlier.content[0] < place < earlier.content[1]:
        return earlier
    at = bisect_left(tokens, place, key=lambda token: token.start)
    end = _turn_before(tokens, at, own_subject)
    if end is None or end <= earlier.content[0]:
        return earlier
    return earlier._replace(content=(earlier.content[0], end))


def _turn_before(tokens: Sequence[Token], at: int, own_subject: bool) -> int | None:
    """Where the first words end in front of "but B", "and promised" or ", adding"."""
    before = tokens[at - 1]
    if tokens[at].lower.endswith("ing"):
        if before.text == ",":
            return before.start
        if before.lower == "and":
            return before.start
        return before.end if before.text in '”"' and tokens[at - 2].text == "," else None
    if before.lower not in _TURNS:
        return None
    if at > 2 and tokens[at - 2].text in ",–—":
        return tokens[at - 3].end
    return None if own_subject or at < 2 else tokens[at - 2].end


_TURNS = frozenset({"but", "while", "and", "whereas", "though", "although"})


def _is_quoted(token: Token, quotations: Sequence[Quotation]) -> bool:
    if not quotations:
        return False
    at = bisect_right(quotations, token.start, key=lambda each: each.start) - 1
    return at >= 0 and token.end <= quotations[at].end


def _at_cue(tokens: Sequence[Token], at: int) -> Reported | None:
    """The first rule that holds for the cue word at `at`, set constructions before plain verbs."""
    word = tokens[at].lower
    if word == "according":
        return according(tokens, at)
    if tokens[at].capitalised:
        return opening(tokens, at) or bidden(tokens, at)
    special = owned(tokens, at) or passive(tokens, at) or participle(tokens, at)
    if special is None and word in CONVICTIONS:
        special = convinced(tokens, at)
    if special is None and word in VERBS and not is_no_verb(tokens, at):
        special = within_relative(tokens, at) or stating(tokens, at)
    return special or unowned(tokens, at)
