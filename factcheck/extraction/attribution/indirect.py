"""Indirect speech inside one sentence: the cue words one by one, each tried by its rules."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from factcheck.extraction.attribution.constructions import (
    according,
    convinced,
    naming,
    owned,
    participle,
    passive,
)
from factcheck.extraction.attribution.reported import Range, Reported, report
from factcheck.extraction.attribution.reported_clauses import clause_after, clause_around
from factcheck.extraction.attribution.speakers import sentence_subject, subject_before
from factcheck.extraction.sentences.quotations import Quotation
from factcheck.extraction.words.clauses import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, PRONOUNS
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.verbs import (
    ALSO_NOUNS,
    ATTRIBUTIVE,
    CONVICTIONS,
    NAMING,
    PARENTHETIC,
    REPORTING,
    SPEECH_NOUNS,
)

_CUES = frozenset({*REPORTING, *NAMING, *CONVICTIONS, *SPEECH_NOUNS, "according"})


def indirect_attributions(
    tokens: Sequence[Token], quotations: Sequence[Quotation]
) -> list[Reported]:
    """The findings of one sentence; verbs inside quotation marks are not looked at."""
    found: list[Reported] = []
    for at, token in enumerate(tokens):
        word = token.lower
        if word not in _CUES:
            continue
        if _is_quoted(token, quotations):
            continue
        reported = _at_cue(tokens, at, quotations)
        if reported is not None:
            if found:
                found[-1] = _cut_before(tokens, found[-1], reported)
            found.append(reported)
    return found


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
        return before.end if before.text in '”"' and tokens[at - 2].text == "," else None
    if before.lower not in _TURNS:
        return None
    if at > 1 and tokens[at - 2].text == ",":
        return tokens[at - 2].start
    return None if own_subject else before.start


_TURNS = frozenset({"but", "while", "and", "whereas"})


def _is_quoted(token: Token, quotations: Sequence[Quotation]) -> bool:
    at = bisect_right(quotations, token.start, key=lambda each: each.start) - 1
    return at >= 0 and token.end <= quotations[at].end


def _at_cue(tokens: Sequence[Token], at: int, quotations: Sequence[Quotation]) -> Reported | None:
    """The first rule that holds for the cue word at `at`, set constructions before plain verbs."""
    word = tokens[at].lower
    if word == "according":
        return according(tokens, at)
    if word in CONVICTIONS:
        return convinced(tokens, at)
    if tokens[at].capitalised and at > 0:
        return None
    special = passive(tokens, at) or owned(tokens, at) or participle(tokens, at)
    if special is not None or _is_no_verb(tokens, at):
        return special
    if word in NAMING:
        return naming(tokens, at, quotations)
    return _stating(tokens, at) if word in REPORTING else None


def _is_no_verb(tokens: Sequence[Token], at: int) -> bool:
    """ "a confirmed date", "the report", "is expected", "by stating"."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word.endswith("ing") or before in BE or (word in ALSO_NOUNS and after in AUXILIARIES):
        return True
    if word in ATTRIBUTIVE or word in ALSO_NOUNS:
        return (
            before in DETERMINERS
            or (before in PREPOSITIONS and before != "of")
            or (at > 0 and tokens[at - 1].kind == "possessive" and word in ALSO_NOUNS)
        )
    return False


def _is_noun_phrase(tokens: Sequence[Token], subject: Range, at: int) -> bool:
    """ "in a brief note that": one thing takes no verb in its base form."""
    word = tokens[at].lower
    return tokens[subject[0]].lower in ("a", "an") and REPORTING[word] == word


def _may_be_noun(tokens: Sequence[Token], subject: Range, at: int) -> bool:
    """ "his long report" against "critics report": a noun unless a plural stands before it."""
    word, head = tokens[at].lower, tokens[subject[1] - 1].lower
    return word in ALSO_NOUNS and not (head.endswith("s") or head in PRONOUNS)


def _shared_subject(tokens: Sequence[Token], at: int) -> Range | None:
    """ "She left and said that": the second verb has the subject of the first."""
    word = tokens[at].lower
    joined = at > 2 and tokens[at - 1].lower in ("and", "but")
    if not joined or not word.endswith("d") or REPORTING[word] == "tell":
        return None
    return sentence_subject(tokens, at)


def _stating(tokens: Sequence[Token], at: int) -> Reported | None:
    base = REPORTING[tokens[at].lower]
    speaker = subject_before(tokens, at, 0) or _shared_subject(tokens, at)
    if speaker is None or _is_noun_phrase(tokens, speaker, at):
        return None
    content = clause_after(tokens, at, base)
    if content is None and base in PARENTHETIC and not _may_be_noun(tokens, speaker, at):
        content = clause_around(tokens, at, speaker)
    if content is None:
        return None
    return report(tokens, content, speaker, (at, at + 1))
