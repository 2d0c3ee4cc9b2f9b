"""Mentions by name: people with their titles, bodies with their countries."""

from collections.abc import Sequence

from factcheck.extraction.identity.given_names import MEN, WOMEN
from factcheck.extraction.identity.mentions import Mention, Scene, Title
from factcheck.extraction.identity.nations import NATION_OF
from factcheck.extraction.identity.phrases import left_edge, title_of
from factcheck.extraction.identity.sorts import LEGAL_FORMS, NOUNS, PEOPLE, TRADES, Sort
from factcheck.extraction.words.roles import HONORIFICS
from factcheck.extraction.words.tokens import MARK, POSSESSIVE, Token
from factcheck.extraction.words.wordlists import word_set

_SORT_OF_HONORIFIC = {
    **dict.fromkeys(word_set("mrs ms miss dame lady"), Sort.WOMAN),
    **dict.fromkeys(word_set("mr sir lord"), Sort.MAN),
}
_GIVEN = MEN | WOMEN
_MOST_OF_NAME = 5
"""Tokens of a person's name."""
_LONGEST_ACRONYM = 6


def named_mention(scene: Scene, first: int, after: int) -> Mention | None:
    """The mention whose name facet stands at tokens `first` up to `after`."""
    first = _behind_capital(scene.tokens, first, after)
    lead, first, honoured = _honorifics(scene, first, after)
    after = _name_end(scene.tokens, first, after)
    if first >= after or not scene.tokens[first].capitalised:
        return None
    tokens = scene.tokens[first:after]
    begin = _title_start(scene, lead)
    title = title_of(scene, begin, lead) if begin < lead else None
    lead = begin
    sort = _sort(scene, tokens, lead, title)
    if honoured and not (honoured is Sort.PERSON and sort in PEOPLE):
        sort = honoured
    words = tuple([token.lower for token in tokens if token.kind != MARK])
    found = Mention(
        tokens[0].start, tokens[-1].end, scene.sentence, lead, after, after, sort, words, title,
        definite=True, sure=honoured in (Sort.MAN, Sort.WOMAN),
        trusted=sort in PEOPLE or _is_clear(scene, lead, words),
        lead=scene.tokens[lead].start, weight=scene.weight(lead, after),
    )  # fmt: skip
    if sort is Sort.BODY:
        found.short = _bracketed(scene.tokens, after)
        _widen(scene, found)
    return found


def _behind_capital(tokens: Sequence[Token], first: int, after: int) -> int:
    """ "Substitute Daniel Osei", "Councilwoman Ana Ruiz": past a capital word that is no name."""
    if after - first < 3 or tokens[first + 1].lower not in _GIVEN:
        return first
    opener, head = tokens[first].lower, tokens[after - 1].lower
    named = opener in MEN or opener in WOMEN or opener in HONORIFICS
    if named or head in LEGAL_FORMS or NOUNS.get(head) is Sort.BODY:
        return first
    return first + 1 if first == 0 or opener.endswith(("man", "woman")) else first


def _honorifics(scene: Scene, first: int, after: int) -> tuple[int, int, Sort | None]:
    """Where "Mr." before or inside a name begins and ends, and what sort it shows."""
    tokens, lead = scene.tokens, first
    if lead > 1 and tokens[lead - 1].text == "." and tokens[lead - 2].lower in HONORIFICS:
        lead -= 2
    elif lead > 0 and tokens[lead - 1].lower in HONORIFICS:
        lead -= 1
    while first < after - 1 and (tokens[first].lower in HONORIFICS or tokens[first].text == "."):
        first += 1
    if first == lead:
        return lead, first, None
    return lead, first, _SORT_OF_HONORIFIC.get(tokens[lead].lower, Sort.PERSON)


def _name_end(tokens: Sequence[Token], first: int, after: int) -> int:
    """Cuts "of the Harbour Party" and "OBE" off a person, and takes "-hung" to "Kwok-hung"."""
    for place in range(first + 2, after):
        if tokens[place].lower in ("of", "for"):
            body = any(token.lower in NOUNS for token in tokens[first:place])
            return after if body else place
    while after - first > 2 and _is_honour(tokens[after - 1]):
        after -= 1
    return after + 2 if after - first > 1 and _hyphen_follows(tokens, after) else after


def _hyphen_follows(tokens: Sequence[Token], at: int) -> bool:
    return (
        at + 1 < len(tokens)
        and tokens[at].text == "-"
        and tokens[at - 1].end == tokens[at].start == tokens[at + 1].start - 1
    )


def _is_honour(token: Token) -> bool:
    """ "OBE" and the like behind a name, but no "III"."""
    return len(token.text) > 1 and token.text.isupper() and bool(token.lower.strip("ivx"))


def _is_clear(scene: Scene, lead: int, words: tuple[str, ...]) -> bool:
    """Whether all words belong to the name: not so in headings, or "American Acme"."""
    if len(words) == 1:
        return True
    return lead > 0 and NATION_OF.keys().isdisjoint(words) and not scene.is_heading()


def _title_start(scene: Scene, lead: int) -> int:
    """Where the title begins that ends at token `lead`: "Finance Minister", "the tycoon"."""
    if lead in scene.role_ends:
        return scene.role_ends[lead]
    before = scene.tokens[lead - 1].lower if lead else ""
    if before in TRADES or NOUNS.get(before) in PEOPLE:
        return left_edge(scene, lead - 1)
    return lead


def _sort(scene: Scene, tokens: Sequence[Token], lead: int, title: Title | None) -> Sort:
    """What a name shows: a body by its nouns, capitals or article, a person by a first name."""
    by_title = NOUNS.get(title.head, Sort.PERSON) if title else Sort.OPEN
    if by_title not in (Sort.PERSON, Sort.OPEN):
        return by_title
    by_name = _sort_by_name(scene, tokens, lead)
    return by_name if by_title is Sort.OPEN or by_name in PEOPLE else Sort.PERSON


def _sort_by_name(scene: Scene, tokens: Sequence[Token], lead: int) -> Sort:
    last = tokens[-1].lower
    if last in LEGAL_FORMS or _is_acronym(tokens):
        return Sort.BODY
    if any(token.text == "&" or NOUNS.get(token.lower) is Sort.BODY for token in tokens):
        return Sort.BODY
    if lead > 0 and scene.tokens[lead - 1].lower == "the":
        return Sort.BODY
    opener = tokens[0].lower
    if len(tokens) > _MOST_OF_NAME:
        return Sort.OPEN
    if opener in MEN:
        return Sort.MAN
    return Sort.WOMAN if opener in WOMEN else Sort.OPEN


def _is_acronym(tokens: Sequence[Token]) -> bool:
    word = tokens[0].text
    return len(tokens) == 1 and word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM


def _bracketed(tokens: Sequence[Token], after: int) -> str | None:
    """The acronym in "(IMF)" behind a name."""
    if after + 2 < len(tokens) and tokens[after].text == "(" and tokens[after + 2].text == ")":
        return tokens[after + 1].lower if _is_acronym(tokens[after + 1 : after + 2]) else None
    return None


def _widen(scene: Scene, found: Mention) -> None:
    """Takes in "the" or "Chile's" in front of a body, and learns what it is and where."""
    tokens, first, after = scene.tokens, found.first, found.next
    nation, step = scene.nation_at(first, after)
    begin = first + step if nation else first
    if first > 0 and tokens[first - 1].lower == "the":
        found.start = tokens[first - 1].start
    elif first > 1 and tokens[first - 1].kind == POSSESSIVE and first - 1 in scene.place_ends:
        lead = scene.place_ends[first - 1]
        nation = scene.nation_at(lead, first - 1)[0] or nation
        found.start = tokens[lead].start
        found.words = (*(token.lower for token in tokens[lead : first - 1]), *found.words)
    if nation is None and after + 1 < len(tokens) and tokens[after].lower in ("of", "in"):
        nation = scene.nation_at(after + 1, after + 3)[0]
    if found.title is None:
        found.lead = found.start
        found.title = _body_title(tokens[begin:after] or tokens[first:after], nation)


def _body_title(tokens: Sequence[Token], nation: str | None) -> Title | None:
    """ "Foreign Ministry" is a ministry, "University of Tula" a university; "Congress" is all."""
    words = [token.lower for token in tokens if token.kind != MARK]
    bodies = [word for word in words if NOUNS.get(word) is Sort.BODY]
    head = bodies[-1] if bodies else "company" if words[-1] in LEGAL_FORMS else words[-1]
    marks = frozenset(words) - {head, "of", "the", "and", "for"}
    return Title(head, nation, marks) if marks or nation else None
