"""Runs of capitalised words, with the small words and marks that hold a name together."""

from collections.abc import Sequence

from factcheck.extraction.facets.numerals import word_at
from factcheck.extraction.facets.places import PLACE_STARTS, PLACES
from factcheck.extraction.facets.serials import LABELS
from factcheck.extraction.words.abbreviations import STARTERS
from factcheck.extraction.words.calendar import MONTHS, WEEKDAYS
from factcheck.extraction.words.roles import HEADS, HONORIFICS, ORGANISATION_WORDS
from factcheck.extraction.words.tokens import MARK, NUMBER, POSSESSIVE, WORD, Token
from factcheck.extraction.words.wordlists import word_set

_PARTICLES = word_set(
    "de la le du do van von der den del da dos das di al el bin ibn bint ben y st"
)
"""Small words inside the names of people: "Ludwig van der Osei"."""
_ARABIC = frozenset({"al", "el", "ul", "ad", "as", "ash"})
"""Before a hyphen: "al-Osei"."""
_SUFFIXES = frozenset({"jr", "sr"})
_SHORT_MONTH = 4
"""Letters; a shorter month is an abbreviation, which may be a name too: "Jan"."""
_FULL_MONTHS = frozenset({"may", *(month for month in MONTHS if len(month) >= _SHORT_MONTH)})
_MOST_TOKENS = 12
"""A longer run of capitals is a headline."""
_PEOPLES = word_set("people women children workers men farmers king queen nurses veterans writers")
"""Their possessive goes on inside a name: "New People's Party"."""
_HOLDING_OF = (
    ORGANISATION_WORDS
    | HEADS
    | PLACE_STARTS
    | word_set("""
    republic kingdom state states city isle bay cape sea lake house council ministry war battle act
    treaty declaration statue tower bank institute lord duke order day board faculty corps friends
    coast district islands archbishop diocese port chamber
    """)
)
"""Words behind which "of" carries a name on: "Bank of the South", not "Ana Ruiz of Peru"."""
_HOLDING_FOR = ORGANISATION_WORDS | word_set("secretary minister alliance campaign movement")
_HOLDING_AND = word_set(
    "ministry department secretariat committee commission office bureau institute school college "
    "centre center centers council minister secretary board agency society association union "
    "faculty organisation organization"
)
""" "Ministry of Roads and Rivers" is one name."""
_NO_NAMES = word_set("""
    i mr mrs ms mx dr sir dame mps madam hello thanks sorry ok okay god christmas easter english
    internet miss yes no
    """)
_CALENDAR = _FULL_MONTHS | WEEKDAYS.keys()
_NEVER_OPENING = _NO_NAMES | _CALENDAR
_ENDING = frozenset({"i", "mr", "mrs", "ms", "dr", "sir"})
"""Capitals at which a run ends: "Saturday I slept"."""
_CLIPPED = ("'ll", "'ve", "'re", "n't", "'d", "'m", "'s")
"""Ends of words that are no name: "We'll"."""
QUOTES = frozenset("“\"‘«'(:—–…[")
"""Behind these a capital may open a sentence."""
OPENERS = STARTERS | word_set("""
    across again against almost among are around away back being beyond came come could am is
    comes did discussing earlier either else elsewhere enough ever everyone everything except
    following further furthermore get getting give go going got great had he's here's i've it's
    just let let's like long made make many maybe meanwhile might much must never nearly nor
    often ok off once onto part people police put quite rather recent recently right said say
    says see several shall she's should still take tell than thank that's them themselves there's
    they're they've think together too toward towards unless until up upon use very want way we're
    we've well what's whatever whose you're result results estimates reports sources scientists
    researchers officials residents experts critics supporters first second third last next
    speaking asked according based born both called compared despite due eight eleven fellow
    five former four half having hundreds including known left located millions nine no old
    oh prior referring seven six somewhat ten thousands three twelve twenty whereas wow yeah
    analysts authorities campaigners investigators protesters lawmakers opponents prosecutors
    voters workers yesterday tomorrow tonight then
    """)
"""Words that are capital only because they open the sentence."""


def begins(tokens: Sequence[Token], at: int, opener: int, known: frozenset[str]) -> bool:
    """Whether a name begins at `at`, `opener` being the place where the sentence starts."""
    token, lower = tokens[at], tokens[at].lower
    if not token.capitalised:
        return word_at(tokens, at + 1) == "-" and _hyphenated(tokens, at + 1) > 0
    if lower in _NEVER_OPENING or ("'" in lower and lower.endswith(_CLIPPED)):
        return False
    if lower in PLACES and token.text != "Us":
        return True
    before = tokens[at - 1] if token.start > opener + 1 else None
    if before is None or before.text in QUOTES or (before.text == "-" and before.end < token.start):
        listed = before is not None and before.text in "(["
        return lower not in OPENERS and (listed or _opens(tokens, at, known))
    if lower == "the" or (before.kind == MARK and lower in OPENERS):
        return False
    return len(token.text) > 1 or _step(tokens, at, at + 1) > 0


def _opens(tokens: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """Whether a name opens the sentence, where every word has a capital."""
    text = tokens[at].text
    if tokens[at].lower in known or (len(text) > 1 and text.isupper()):  # "NATO agreed"
        return True
    if at + 1 == len(tokens):
        return False
    after = tokens[at + 1]
    if after.lower in _PARTICLES or after.text == "-":
        return _step(tokens, at, at + 1) > 0
    if after.lower in ("of", "for"):
        return tokens[at].lower in _HOLDING_OF and _step(tokens, at, at + 1) > 0
    return after.kind == POSSESSIVE or _is_capital(tokens, at + 1)


def run_end(tokens: Sequence[Token], at: int) -> int:
    """The end of the run of capitalised words that begins at `at`."""
    place, most = at + 1, min(len(tokens), at + _MOST_TOKENS)
    while place < most:
        step = _step(tokens, at, place)
        if step == 0:
            break
        place += step
    return min(place, len(tokens))


def _is_calendar(token: Token) -> bool:
    return token.lower in _CALENDAR


def _step(tokens: Sequence[Token], first: int, at: int) -> int:
    """How many tokens of the run stand at `at`: 1 for a capital, more over a joint or mark."""
    if at >= len(tokens):
        return 0
    token, before = tokens[at], tokens[at - 1]
    if token.kind == WORD:
        if token.text[0].isupper():
            return _over_capital(token, before)
        return _over_joint(tokens, first, at)
    if token.kind == NUMBER:
        label = before.lower in LABELS and len(token.text) < 5
        return 1 if token.start == before.end or (label and token.text.isdecimal()) else 0
    if token.start != before.end:
        return 2 if token.text == "&" and _is_capital(tokens, at + 1) else 0
    if token.text == ".":
        return _over_point(tokens, at)
    if token.text == "-":
        return _hyphenated(tokens, at)
    if token.kind == POSSESSIVE and before.lower in _PEOPLES:
        return 2 if _is_capital(tokens, at + 1) else 0
    return 2 if token.text == "&" and _is_capital(tokens, at + 1) else 0


def _over_capital(token: Token, before: Token) -> int:
    if token.start - before.end > 1 or _is_calendar(token) or token.lower in _ENDING:
        return 0
    return 0 if "'" in token.lower and token.lower.endswith(_CLIPPED) else 1


def _is_capital(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].capitalised and not _is_calendar(tokens[at])


def _over_point(tokens: Sequence[Token], at: int) -> int:
    """ "Donald J. Osei", "St. Osei", "Frank Holt Jr."."""
    before = tokens[at - 1]
    if before.lower in _SUFFIXES:
        return 1
    short = len(before.text) == 1 or before.lower in HONORIFICS or before.lower in PLACE_STARTS
    return 2 if short and len(before.text) < 5 and _is_capital(tokens, at + 1) else 0


def _hyphenated(tokens: Sequence[Token], at: int) -> int:
    """What the hyphen at `at` joins on: "-Claire", "-16", "-a-Vista", "-of-Staff"."""
    if at + 1 >= len(tokens) or tokens[at + 1].start != tokens[at].end:
        return 0
    following = tokens[at + 1]
    if following.capitalised or following.kind == NUMBER or tokens[at - 1].text == "Co":
        return 2
    if word_at(tokens, at + 2) == "-" and at + 3 < len(tokens) and tokens[at + 3].capitalised:
        return 4
    return 0


def _over_joint(tokens: Sequence[Token], first: int, at: int) -> int:
    """Small words inside a name: "van der", "of the", "for", "and"."""
    word, before = tokens[at].lower, tokens[at - 1].lower
    if word in _PARTICLES:
        if word in _ARABIC and word_at(tokens, at + 1) == "-":
            return 3 if _hyphenated(tokens, at + 1) == 2 else 0
        second = at + 1 < len(tokens) and tokens[at + 1].lower in _PARTICLES
        return 2 + second if _is_capital(tokens, at + 1 + second) else 0
    if word in ("of", "for"):
        held = before in _HOLDING_OF if word == "of" else before in _HOLDING_FOR
        if not held and not (word == "of" and at == first + 1 and before not in PLACES):
            return 0
        article = word_at(tokens, at + 1) == "the"
        return 2 + article if _is_capital(tokens, at + 1 + article) else 0
    if word == "and" and _is_capital(tokens, at + 1):
        return 2 if _is_joined_body(tokens, first, at) else 0
    return 0


def _is_joined_body(tokens: Sequence[Token], first: int, at: int) -> bool:
    """ "Ministry of Roads and Rivers", "Food and Water Agency"; not "Peru and the World Bank"."""
    if tokens[at - 1].lower in PLACES or tokens[at + 1].lower in HEADS:
        return False
    if tokens[first].lower in _HOLDING_AND:
        return at - first > 2
    if at - first > 3:
        return False
    place = at + 1
    while _is_capital(tokens, place) and place < at + 4:
        place += 1
    return place > at + 2 and tokens[place - 1].lower in ORGANISATION_WORDS
