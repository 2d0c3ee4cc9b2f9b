"""What verbs report that bring no clause: a thing, a person with a deed, a name for a thing."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import (
    OBJECT_PRONOUNS,
    begins_phrase,
    to_afterthought,
    to_end,
    to_phrase_end,
)
from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.clauses import DETERMINERS, PREPOSITIONS
from factcheck.extraction.words.tokens import MARK, NUMBER, Token
from factcheck.extraction.words.verbs import (
    ACCUSED,
    ACCUSING,
    ADMITTED,
    DIRECTED,
    FORETOLD,
    JUDGED,
    LED_BY_PREPOSITION,
    NAMING,
    QUOTING,
    REPORTING,
    SAYING,
    SURE_NAMING,
    VALUED,
    VALUING,
    WITH_PREPOSITION,
)
from factcheck.extraction.words.wordlists import word_set

_LINK_WITHIN = 14
"""Tokens between a verb and the "to", "as" or "of" of its frame."""


def addressed(tokens: Sequence[Token], at: int) -> Range | None:
    """The content of a verb that asks, blames or warns, whatever its subject."""
    word = tokens[at].lower
    if word in DIRECTED and (found := _deed(tokens, at)):
        return found
    if word in ACCUSED and (found := _charge(tokens, at)):
        return found
    return _behind_preposition(tokens, at) if word in LED_BY_PREPOSITION else None


def framed(tokens: Sequence[Token], at: int) -> Range | None:
    """The content of the verb at `at` by the first of its other frames that fits."""
    word = tokens[at].lower
    if word in NAMING and (found := _name_given(tokens, at)):
        return found
    if word in VALUED and (found := _valued(tokens, at)):
        return found
    if word in ADMITTED and (found := _doing(tokens, at)):
        return found
    if word in JUDGED or word in FORETOLD or _quotes_thing(tokens, at) or _doubts(tokens, at):
        return _thing(tokens, at)
    return None


def _doubts(tokens: Sequence[Token], at: int) -> bool:
    """ "questioned his record"; police who question the driver doubt nothing."""
    owner = at + 1 < len(tokens) and tokens[at + 1].lower in ("his", "her", "its", "their")
    return owner and REPORTING.get(tokens[at].lower) == "question"


def _quotes_thing(tokens: Sequence[Token], at: int) -> bool:
    """ "claimed a “housing crisis”": quote marks show that the thing is what was said."""
    if QUOTING.get(tokens[at].lower) not in _STATING:
        return False
    return any(token.text in '“"' for token in tokens[at + 1 : at + 5])


def _link(tokens: Sequence[Token], at: int, words: frozenset[str]) -> int | None:
    """Where one of `words` stands behind the object that begins at `at`."""
    for place in range(at + 1, min(len(tokens), at + _LINK_WITHIN)):
        token = tokens[place]
        if token.lower in words:
            return place
        if token.kind == MARK and token.text not in "-'’.\"“”‘,":
            return None
    return None


_TO = frozenset({"to"})
_AS = frozenset({"as"})


def _deed(tokens: Sequence[Token], at: int) -> Range | None:
    """ "urged voters to wait", "asked Congress not to wait": the person and the deed."""
    if not begins_phrase(tokens, at + 1):
        return None
    link = _link(tokens, at + 1, _TO)
    if link is None or not _is_infinitive(tokens, link):
        return None
    commas = sum(token.text == "," for token in tokens[at + 1 : link])
    closed = commas == 2 and tokens[link - 1].text == ","
    return to_afterthought(tokens, at + 1, link) if not commas or closed else None


def _is_infinitive(tokens: Sequence[Token], to: int) -> bool:
    if to + 1 >= len(tokens):
        return False
    after = tokens[to + 1]
    if after.text in '“"':
        return True
    return not (
        after.capitalised
        or after.lower in DETERMINERS
        or after.lower in OBJECT_PRONOUNS
        or after.kind != "word"
        or after.lower.endswith("ing")
    )


def _charge(tokens: Sequence[Token], at: int) -> Range | None:
    """ "accused him of lying", "blamed the storm for the delay"."""
    if not begins_phrase(tokens, at + 1):
        return None
    link = _link(tokens, at + 1, _CHARGES[ACCUSED[tokens[at].lower]])
    return to_afterthought(tokens, at + 1) if link is not None else None


def _valued(tokens: Sequence[Token], at: int) -> Range | None:
    """ "blamed the flood on the pits", "put the cost at $4 million"."""
    if not begins_phrase(tokens, at + 1):
        return None
    preposition = VALUING[VALUED[tokens[at].lower]]
    link = _link(tokens, at + 1, frozenset({preposition}))
    if link is None or link + 1 >= len(tokens):
        return None
    figure = any(token.kind == NUMBER for token in tokens[link + 1 : link + 5])
    if preposition == "at" and not figure:
        return None
    if any(token.lower == "and" for token in tokens[at + 1 : link]):
        return None
    return to_afterthought(tokens, at + 1, link + 2)


def _behind_preposition(tokens: Sequence[Token], at: int) -> Range | None:
    """ "warned of a flood", "called for calm", "called on Congress to act"."""
    base = LED_BY_PREPOSITION[tokens[at].lower]
    if at + 2 >= len(tokens):
        return None
    word = tokens[at + 1].lower
    if base == "call" and word in ("on", "upon"):
        link = _link(tokens, at + 2, _TO)
        return to_afterthought(tokens, at + 2) if link is not None else None
    if word not in _LEADING[base]:
        return None
    return to_afterthought(tokens, at + 1)


def _doing(tokens: Sequence[Token], at: int) -> Range | None:
    """ "denied having met him", "admitted to lying", "suggested closing the pier"."""
    first = at + 1
    if first < len(tokens) and tokens[first].lower == "to":
        first += 1
    if first + 1 >= len(tokens) or not tokens[first].lower.endswith("ing"):
        return None
    return to_afterthought(tokens, first) if tokens[first].lower not in _NOT_DOING else None


_NOT_DOING = frozenset({"during", "according", "following", "nothing", "anything", "something",
                         "wrongdoing"})  # fmt: skip


def _name_given(tokens: Sequence[Token], at: int) -> Range | None:
    """ "described it as a farce", "called the plan a farce"."""
    if not begins_phrase(tokens, at + 1):
        return None
    further = tokens[at + 2].lower if at + 2 < len(tokens) else ""
    if tokens[at + 1].lower == "that" and further in DETERMINERS:
        return None
    base = NAMING[tokens[at].lower]
    link = _link(tokens, at + 1, _AS)
    if link is not None:
        saying = [token.lower for token in tokens[link + 1 : link + 2]] == ["saying"]
        return None if saying else to_afterthought(tokens, at + 1)
    if base in SURE_NAMING and _two_phrases(tokens, at + 1):
        return to_afterthought(tokens, at + 1)
    return None


def _two_phrases(tokens: Sequence[Token], at: int) -> bool:
    """ "it a farce", "the plan “weak”", "Ruiz the winner": a thing and then its name."""
    if tokens[at].lower in OBJECT_PRONOUNS:
        return at + 1 < len(tokens) and _may_be_name(tokens[at + 1])
    for place in range(at + 1, min(len(tokens), at + _LINK_WITHIN)):
        token = tokens[place]
        opened = token.text == "'" and token.start > tokens[place - 1].end
        if opened or token.text in '“"‘' or token.lower in ("a", "an"):
            return tokens[place - 1].lower not in PREPOSITIONS
        if token.kind == MARK and token.text not in "-'’.":
            return False
        if token.lower in ("the", "his", "her", "their", "its"):
            return tokens[place - 1].lower not in PREPOSITIONS
    return False


def _may_be_name(token: Token) -> bool:
    """ "it a farce", "it “a farce”"; not "it in May"."""
    if token.kind == MARK:
        return token.text in "“\"‘'"
    return token.lower not in PREPOSITIONS


def _thing(tokens: Sequence[Token], at: int) -> Range | None:
    """ "criticised the deal", "denied the charges", "promised a new bridge"."""
    if not begins_phrase(tokens, at + 1):
        return None
    first, last = to_phrase_end(tokens, at + 1)
    inner = last - 1 if tokens[last - 1].kind == MARK else last
    if inner - first == 1 and tokens[first].lower in _EMPTY_THINGS:
        return None
    return first, last


def polled(tokens: Sequence[Token], at: int, speaker: Range) -> Range | None:
    """ "Polls show Ruiz ahead", "the survey found her leading": what a poll shows needs no verb."""
    head = {token.lower for token in tokens[speaker[0] : speaker[1]]}
    if tokens[at].lower not in _SHOWING or not head & _POLLS or not begins_phrase(tokens, at + 1):
        return None
    return to_end(tokens, at + 1)


_STATING = frozenset(SAYING)
_EMPTY_THINGS = OBJECT_PRONOUNS | {"that", "this", "everything", "nothing", "anything", "nobody"}
_POLLS = frozenset({"poll", "polls", "polling", "survey", "surveys"})
_SHOWING = word_set(
    "show shows showed shown showing find finds found give gives gave put puts have has had"
)
_CHARGES = {base: frozenset(link.split()) for base, link in ACCUSING.items()}
_LEADING = {base: frozenset(links.split()) for base, links in WITH_PREPOSITION.items()}
