"""Plain verbs of saying with their subject: "Ana Ruiz said", "wants to show"."""

from collections.abc import Sequence

from factcheck.extraction.attribution.clause_ends import (
    opens_sentence,
    to_comma,
    to_contrast,
    to_main_verb,
    to_narration,
)
from factcheck.extraction.attribution.far_subjects import (
    clause_subject,
    loose_subject,
    sentence_subject,
)
from factcheck.extraction.attribution.frames import addressed, framed, polled
from factcheck.extraction.attribution.noun_phrases import (
    PLURAL_SPEAKERS,
    is_personal,
    phrase_after,
)
from factcheck.extraction.attribution.parentheses import (
    clause_around,
    closes_sentence,
    told_afterwards,
)
from factcheck.extraction.attribution.reported import Range, Reported, report
from factcheck.extraction.attribution.reported_clauses import VERB_WITHIN, clause_after
from factcheck.extraction.attribution.speakers import before_adverbs, is_progressive, subject_before
from factcheck.extraction.words.clauses import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    IRREGULAR_PASTS,
    MODALS,
    PERFECT,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_finite,
)
from factcheck.extraction.words.roles import HEADS
from factcheck.extraction.words.tokens import Token
from factcheck.extraction.words.verbs import (
    ALSO_NOUNS,
    ATTRIBUTIVE,
    PAPERS,
    PARENTHETIC,
    REPORTING,
    SURE_OF_CLAUSE,
    VERBS,
)
from factcheck.extraction.words.wordlists import word_set


def is_no_verb(tokens: Sequence[Token], at: int) -> bool:
    """ "a confirmed date", "the report", "is expected", "by stating"."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word == "think" and after in ("tank", "tanks"):
        return True
    if word.endswith("ing"):
        return is_progressive(tokens, at) is None
    if before in BE or before in _ARTICLES or (word in ALSO_NOUNS and after in AUXILIARIES):
        return True
    if word in ATTRIBUTIVE or word in ALSO_NOUNS:
        return (
            before in DETERMINERS
            or before in PREPOSITIONS
            or (at > 0 and tokens[at - 1].kind == "possessive" and word in ALSO_NOUNS)
        )
    return False


_ARTICLES = frozenset({"a", "an", "the", "its", "their", "my", "our", "your"})
"""Right before a word, they show that it is no verb: "a debate that"."""


def _is_noun_phrase(tokens: Sequence[Token], subject: Range, at: int) -> bool:
    """ "in a brief note that": one thing takes no verb in its base form."""
    word = tokens[at].lower
    return tokens[subject[0]].lower in ("a", "an") and VERBS.get(word) == word


def _may_be_noun(tokens: Sequence[Token], subject: Range, at: int) -> bool:
    """ "his long report" against "critics report": a noun unless a plural stands before it."""
    word, head = tokens[at].lower, tokens[subject[1] - 1].lower
    if word.endswith("s"):
        if tokens[subject[1] - 1].capitalised or _ends_all(tokens, subject, at):
            return False
        agrees = head in PAPERS or head in HEADS
    else:
        agrees = tokens[subject[0]].lower in PLURAL_SPEAKERS
    return word in ALSO_NOUNS and not (agrees or head.endswith("s") or head in PRONOUNS)


def _ends_all(tokens: Sequence[Token], subject: Range, at: int) -> bool:
    """ "Sleep keeps people young, the team reports."."""
    led = tokens[subject[0]].lower in DETERMINERS and tokens[subject[0] - 1].text == ","
    return led and subject[0] > 0 and len(tokens) - at <= 2


def stating(tokens: Sequence[Token], at: int) -> Reported | None:
    """A plain verb with its subject: a clause first, then its other frames."""
    if closes_sentence(tokens, at):
        return _afterwards(tokens, at)
    speaker, plain = _speaker(tokens, at)
    if speaker is None:
        return _afterwards(tokens, at) or _behind_mark(tokens, at)
    if _is_noun_phrase(tokens, speaker, at):
        return None
    content = _clause(tokens, at, speaker)
    if content and not _is_sure(tokens, at, content, speaker, plain=plain):
        return None
    if content is None and plain and not _may_be_noun(tokens, speaker, at):
        content = _other(tokens, at, speaker)
    if content is None:
        return _afterwards(tokens, at)
    return report(tokens, content, speaker, (at, at + 1))


def _is_sure(
    tokens: Sequence[Token], at: int, content: Range, speaker: Range, *, plain: bool
) -> bool:
    """Whether the form of verb and clause leaves no doubt that somebody says something."""
    word = tokens[at].lower
    if not plain:
        return VERBS[word] in SURE_OF_CLAUSE or _is_clear(tokens[content[0]])
    if word in ALSO_NOUNS and word.endswith("s") and tokens[speaker[0]].lower in PLURAL_SPEAKERS:
        return False  # "residents of the other states"
    if VERBS[word] != word:
        return True
    return not _may_be_noun(tokens, speaker, at) or tokens[speaker[0]].lower in PRONOUNS


def _is_clear(opener: Token) -> bool:
    """Whether a clause shows itself as one, as it must behind "to say" and "would say"."""
    return opener.lower in _OPENERS or opener.lower in PRONOUNS


_OPENERS = frozenset({"that", "why", "how", "whether", "if", "what", "there", "this", "it's"})


def _speaker(tokens: Sequence[Token], at: int) -> tuple[Range | None, bool]:
    """The subject, and whether the verb is a plain one of its own."""
    word = tokens[at].lower
    start = at
    if word.endswith("ing"):
        start = is_progressive(tokens, at) or at
    direct = _by_relative(tokens, at) or subject_before(tokens, start, 0)
    if direct is not None:
        return direct, True
    link = before_adverbs(tokens, start)
    before = tokens[link - 1].lower if link else ""
    if before in ("and", "but", "or"):
        return _shared_subject(tokens, at), VERBS[word] != word
    if before in MODALS or before in PREPOSITIONS:
        goes_on = link > 1 and before == "to" and tokens[link - 2].lower in _GOING_ON
        return clause_subject(tokens, start, main=False), goes_on
    if start and tokens[start - 1].lower in PERFECT:
        return sentence_subject(tokens, start) or clause_subject(tokens, start), False
    if at + 1 < len(tokens) and tokens[at + 1].lower == "that" and word not in ALSO_NOUNS:
        return loose_subject(tokens, start), False
    return None, False


_GOING_ON = frozenset({"continue", "continues", "continued", "went", "began", "begun", "on"})
"""In front of "to", they leave no doubt that somebody does say it."""


def _shared_subject(tokens: Sequence[Token], at: int) -> Range | None:
    """ "She left and said that", "they left but say that": the subject of the verb before.

    A base form is more often an infinitive, "to ask and show", and "was seen and told" a passive.
    """
    word = tokens[at].lower
    if word == "told" or (VERBS[word] == word and word not in SURE_OF_CLAUSE):
        return None
    return clause_subject(tokens, at) or sentence_subject(tokens, at)


def _by_relative(tokens: Sequence[Token], at: int) -> Range | None:
    """ "confirmed by the ministry, which called it": the agent is the subject."""
    if at < 3 or tokens[at - 1].lower != "which":
        return None
    for place in range(at - 2, max(0, at - VERB_WITHIN), -1):
        if tokens[place].lower == "by":
            return phrase_after(tokens, place + 1, at)
    return None


def _clause(tokens: Sequence[Token], at: int, speaker: Range) -> Range | None:
    word = tokens[at].lower
    if word not in REPORTING or (speaker[0] and tokens[speaker[0] - 1].lower == "as"):
        return None
    if _closes_statement(tokens, at, speaker):
        return clause_around(tokens, at, speaker)
    content = clause_after(tokens, at, REPORTING[word])
    if content is None:
        return None
    if _is_aside(tokens, speaker):
        return to_main_verb(tokens, content[0])
    if opens_sentence(tokens, at):
        return to_comma(tokens, content)
    if REPORTING[word] in _DOUBTED:
        return to_contrast(tokens, content)
    return to_narration(tokens, content) if word.endswith(_PAST_ENDINGS) else content


def _closes_statement(tokens: Sequence[Token], at: int, speaker: Range) -> bool:
    """ "Two banks failed, the Post said on Monday, and …": the time behind it opens nothing."""
    comma = speaker[0] - 1
    if comma < _SHORTEST_STATEMENT or tokens[comma].text != "," or at + 2 >= len(tokens):
        return False
    opener = tokens[0].lower
    if opener in PREPOSITIONS or opener in SUBORDINATORS or opener.endswith("ing"):
        return False
    if REPORTING[tokens[at].lower] not in PARENTHETIC or tokens[at + 1].lower not in _OCCASIONS:
        return False
    before = tokens[:comma]
    return any(is_finite(each.lower) or each.lower in IRREGULAR_PASTS for each in before)


_SHORTEST_STATEMENT = 4
_OCCASIONS = frozenset({"on", "in", "at", "during"})
_PAST_ENDINGS = ("ed", "id", "ld")
_DOUBTED = word_set(
    "claim think believe hope expect fear promise vow allege suspect assume boast pretend"
)
"""What they report, the article likes to contradict behind "but"."""


def _is_aside(tokens: Sequence[Token], speaker: Range) -> bool:
    """ "Ana Ruiz, who said that …, left": the report is a relative clause between commas."""
    behind = tokens[speaker[1] : speaker[1] + 2]
    return len(behind) == 2 and behind[0].text in ",—–" and behind[1].lower == "who"


def _other(tokens: Sequence[Token], at: int, speaker: Range) -> Range | None:
    """A frame without a clause, or the words around the verb."""
    found = addressed(tokens, at)
    if found is None and is_personal(tokens, speaker):
        found = framed(tokens, at) or polled(tokens, at, speaker)
    if found is not None and _is_aside(tokens, speaker):
        return min(found, to_main_verb(tokens, found[0]))
    if found is not None:
        return to_comma(tokens, found) if opens_sentence(tokens, at) else found
    if REPORTING.get(tokens[at].lower) in PARENTHETIC:
        return clause_around(tokens, at, speaker)
    return None


def _behind_mark(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "The piece “A Long Wait” (May 3) reported that": the clause, and nobody named."""
    word = tokens[at].lower
    marked = at > 2 and at + 1 < len(tokens) and tokens[at - 1].text in ")”]"
    if not marked or tokens[at + 1].lower != "that" or word not in REPORTING:
        return None
    content = clause_after(tokens, at, REPORTING[word])
    return report(tokens, content, None, (at, at + 1)) if content else None


def _afterwards(tokens: Sequence[Token], at: int) -> Reported | None:
    """ "The pier is safe, said Ana Ruiz"."""
    word = tokens[at].lower
    if REPORTING.get(word) not in PARENTHETIC or tokens[at - 1].text != ",":
        return None
    found = told_afterwards(tokens, at)
    if found is None or (word in ALSO_NOUNS and not _closes(tokens, found[0])):
        return None
    return report(tokens, found[1], found[0], (at, at + 1))


def _closes(tokens: Sequence[Token], speaker: Range) -> bool:
    """ "…, reports RNN.": a name and nothing more."""
    named = all(token.capitalised for token in tokens[speaker[0] : speaker[1]])
    return named and len(tokens) - speaker[1] <= 1
