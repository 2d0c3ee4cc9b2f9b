"""Where reported words end: a clause, an infinitive or a noun phrase."""

from collections.abc import Sequence

from factcheck.extraction.attribution.reported import Range
from factcheck.extraction.words.calendar import WEEKDAYS
from factcheck.extraction.words.clauses import (
    AUXILIARIES,
    DETERMINERS,
    IRREGULAR_PASTS,
    PREPOSITIONS,
    PRONOUNS,
    is_finite,
)
from factcheck.extraction.words.tokens import MARK, NUMBER, WORD, Token
from factcheck.extraction.words.verbs import PAPERS, REPORTING
from factcheck.extraction.words.wordlists import word_set

FURTHEST = 200
"""Tokens that content may hold; no sentence people write is longer."""
_AFTERTHOUGHTS = word_set("and but while which who as after when because though although where")
"""Behind a comma, they carry on from the report and not from what is reported."""
_CIRCUMSTANCES = word_set(
    "when while because although though after before since until unless whereas during following "
    "amid ahead if once"
)
OCCASIONS = PAPERS | word_set(
    "interview interviews speech speeches tweets rally rallies conference briefing remarks debate "
    "debates hearing television tv radio twitter facebook monday wake program show"
)
"""Where things are said: "criticised the deal in a speech"."""


def to_end(tokens: Sequence[Token], first: int) -> Range:
    """From `first` to the end of the sentence, of its brackets, or to the semicolon."""
    last = min(len(tokens), first + FURTHEST)
    depth = 0
    for place in range(first, last):
        mark = tokens[place].text
        if mark == ";" and not _runs_parallel(tokens, first, place + 1):
            return first, place + 1
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth -= 1
            if depth < 0:
                return first, place
        elif mark == "," and place > first + 2 and _leaves(tokens, place):
            return first, place
    return first, last


def _runs_parallel(tokens: Sequence[Token], first: int, second: int) -> bool:
    """ "that 62 per cent stayed; 17 per cent left": the second half is reported too."""
    if tokens[first].lower == "that":
        first += 1
    return second < len(tokens) and tokens[first].kind == tokens[second].kind == NUMBER


def _leaves(tokens: Sequence[Token], comma: int) -> bool:
    """ ", but I stayed", ", according to the poll": who tells the story takes over again."""
    if comma + 2 >= len(tokens):
        return False
    after, further = tokens[comma + 1].lower, tokens[comma + 2].lower
    return after == "according" or (after in ("but", "so") and further in _TELLERS)


_TELLERS = frozenset({"i", "you", "we", "i'm", "we're", "you're", "i've", "we've", "i'll", "we'll"})


def to_main_verb(tokens: Sequence[Token], first: int) -> Range:
    """The same for a relative clause, which the comma before the main verb ends."""
    whole = to_end(tokens, first)
    for place in range(first + 1, whole[1] - 1):
        if tokens[place].text in ",—–" and resumes(tokens[place + 1]):
            return first, place
    return whole


def resumes(token: Token) -> bool:
    """Whether a finite verb carries on from before the comma: ", left"."""
    word = token.lower
    if token.kind != WORD or token.capitalised or word.endswith("ing"):
        return False
    return word in AUXILIARIES or word in REPORTING or word in IRREGULAR_PASTS or is_finite(word)


def opens_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb stands in a clause like "If he thinks …," that opens the sentence."""
    if tokens[0].lower not in _OPENERS or at > _LONGEST_OPENING:
        return False
    return all(token.text != "," for token in tokens[1:at])


_OPENERS = word_set("if while when although though because since after before unless until once")
_LONGEST_OPENING = 20
"""Tokens of an opening clause up to its verb of saying."""


def to_comma(tokens: Sequence[Token], content: Range) -> Range:
    """Up to the comma that closes an opening clause."""
    for place in range(content[0] + 3, content[1] - 1):
        if tokens[place].text == "," and not _goes_on(tokens[place + 1]):
            return content[0], place
    return content


def _goes_on(token: Token) -> bool:
    """Behind a comma: a list, a relative clause or a circumstance, and no main clause."""
    word = token.lower
    return word in _LISTING or word in PREPOSITIONS or word.endswith("ing")


_LISTING = word_set("and or but nor while which who whose where because even then")


def to_contrast(tokens: Sequence[Token], content: Range) -> Range:
    """Up to what the article sets against it: "claimed it won, but the count showed a loss"."""
    for place in range(content[0] + 2, content[1] - 3):
        if tokens[place].text == "," and tokens[place + 1].lower == "but":
            return content[0], place
    return content


def to_narration(tokens: Sequence[Token], content: Range) -> Range:
    """Up to what happened then: "said the road was open, but the police closed it".

    What was said would be told with "had closed", "would close" or "was".
    """
    for place in range(content[0] + 2, content[1] - 3):
        joined = tokens[place].text == "," and tokens[place + 1].lower in _TURNS
        if joined and _happened(tokens[place + 2 : place + 2 + _VERB_SOON]):
            return content[0], place
    return content


_TURNS = frozenset({"but", "while", "although", "though", "whereas"})
_VERB_SOON = 6
"""Tokens behind "but" that show the verb of its clause."""
_BACKSHIFTED = AUXILIARIES | word_set("seemed appeared remained needed wanted meant thought knew")


def _happened(clause: Sequence[Token]) -> bool:
    """Whether the first verb of the clause tells a deed: "the police closed it"."""
    for token in clause[1:]:
        if token.kind == MARK or token.lower in _BACKSHIFTED:
            return False
        if not token.capitalised and token.lower in _DEEDS:
            return True
        if not token.capitalised and token.lower.endswith("ed") and is_finite(token.lower):
            return True
    return False


def to_afterthought(tokens: Sequence[Token], first: int, beyond: int = 0) -> Range:
    """To the end of an infinitive: "vowed to appeal, and left"; not before `beyond`."""
    whole = to_end(tokens, first)
    for place in range(max(first + 1, beyond), whole[1] - 1):
        mark, after = tokens[place].text, tokens[place + 1]
        turn = tokens[place].lower in _CONTRASTS or _turns_to_deed(tokens, place)
        if turn or mark in ":—–" or (mark == "," and _is_afterthought(after)):
            return first, place
    return whole


def _turns_to_deed(tokens: Sequence[Token], place: int) -> bool:
    """ "called it a farce and left the room": the article tells what the speaker did next."""
    if tokens[place].lower not in ("and", "but") or place + 2 >= len(tokens):
        return False
    if tokens[place - 2].text == "," or tokens[place - 1].lower.endswith("ed"):
        return False  # "feeling tired, lonely and bored", "biased and flawed"
    after, further = tokens[place + 1], tokens[place + 2]
    if after.capitalised or after.kind != WORD or further.kind == MARK:
        return further.text in '“"‘' and _is_past(after.lower)
    return _is_past(after.lower)


def _is_past(word: str) -> bool:
    """Whether the form is no infinitive: "called", "went", "says", "was"."""
    if word in REPORTING:
        return REPORTING[word] != word and not word.endswith("ing")
    if word in IRREGULAR_PASTS or word in AUXILIARIES:
        return word not in _ALSO_BASE
    return word in _TOLD_PASTS or (word.endswith("ed") and is_finite(word))


_ALSO_BASE = word_set(
    "bet bit bled burst cast cost forecast hurt let lie quit read shed spread be have do"
)
_TOLD_PASTS = word_set(
    "became began came gave went got grew kept left lost made met paid ran rose sent shot spent "
    "stood took won fell led brought bought built caught chose drove fought flew held sold spoke "
    "struck threw wore broke"
)
_DEEDS = (_TOLD_PASTS | IRREGULAR_PASTS | {"found", "said", "told"}) - _ALSO_BASE - _BACKSHIFTED
_CONTRASTS = word_set("while although though whereas because")


def _is_afterthought(token: Token) -> bool:
    word = token.lower
    if token.kind == WORD and not token.capitalised and _is_past(word):
        return True
    return word in _AFTERTHOUGHTS or (word.endswith("ing") and word not in _ING_PREPOSITIONS)


_ING_PREPOSITIONS = word_set("including according following during regarding excluding")


def to_phrase_end(tokens: Sequence[Token], first: int) -> Range:
    """To the end of a noun phrase, its circumstances left out."""
    whole = to_end(tokens, first)
    quoted = False
    for place in range(first, whole[1]):
        token = tokens[place]
        if token.text in '“”"':
            quoted = token.text == "“" or (token.text == '"' and not quoted)
        elif not quoted and place > first and _ends_phrase(tokens, place):
            return first, place
    return whole


def _ends_phrase(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.kind == MARK:
        return token.text in ",;:—–()" and not _within_number(tokens, place)
    word = token.lower
    if word in _CIRCUMSTANCES or word in WEEKDAYS:
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else token
    if word in ("and", "but"):
        return resumes(after) or after.lower in PRONOUNS
    return word in ("in", "on", "at", "during", "by") and _is_occasion(tokens, place + 1)


def _within_number(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].text == "," and tokens[place - 1].kind == NUMBER


def _is_occasion(tokens: Sequence[Token], at: int) -> bool:
    """ "a televised speech", "Twitter", "Monday"."""
    for token in tokens[at : at + 4]:
        if token.lower in OCCASIONS or token.lower in WEEKDAYS:
            return True
        if token.lower in PREPOSITIONS or token.kind == MARK:
            return False
    return False


def begins_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether a thing or a person follows: the object of a verb."""
    if at >= len(tokens):
        return False
    token = tokens[at]
    word = token.lower
    if token.kind == MARK:
        return token.text in "$€£“\"‘'" and at + 1 < len(tokens)
    if word in DETERMINERS or token.kind == NUMBER or word in OBJECT_PRONOUNS:
        return True
    if word in PREPOSITIONS or word in WEEKDAYS or word in AUXILIARIES or word in _NO_OBJECTS:
        return False
    if word.endswith("ly") and len(word) > 4:
        return at + 1 < len(tokens) and tokens[at + 1].kind == NUMBER
    return True


OBJECT_PRONOUNS = word_set("him her them me us you it himself herself themselves itself")
_NO_OBJECTS = word_set(
    "to and or but that so as than if when while because not never too also again back away up "
    "out off on he she they we i who what which how why whether there then now later today "
    "yesterday tomorrow only even still just otherwise"
)
