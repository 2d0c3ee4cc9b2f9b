"""Kinds of a claim, by ordered rules: the first that holds is the strongest."""

from collections.abc import Callable

from factcheck.extraction.claims.sight import look
from factcheck.extraction.passages import Passage
from factcheck.vocabulary import Kind

Marks = frozenset[str]


def _speaks_of_law(marks: Marks) -> bool:
    """What a rule or a court says, or what is so by law."""
    if "legality_cue" in marks or "rights_cue" in marks:
        return True
    if "court_cue" in marks and "finding_cue" in marks:
        return True
    return "law_cue" in marks and "ruling_cue" in marks


_NAMED = frozenset({"name", "place", "role"})
_TIMED = frozenset({"told_past", "happened", "past", "facet:date", "facet:duration"})


def _happened(marks: Marks) -> bool:
    return not marks.isdisjoint(_TIMED)


def _counts_roughly(marks: Marks) -> bool:
    if not marks.isdisjoint({"multiplied_cue", "share_cue"}):
        return True
    return {"trend_cue", "public_record"} <= marks


def _judges(marks: Marks) -> bool:
    """Pure judgment: nothing happened, nothing is counted or dated."""
    if "regarded" in marks:
        return True
    judges = not marks.isdisjoint({"judging_cue", "urging_cue"})
    return judges and marks.isdisjoint({"told_past", "facet:date", "amounts"})


def _is_arranged(marks: Marks) -> bool:
    return {"forecast_cue", "arranged"} <= marks


def _is_announced(marks: Marks) -> bool:
    return "vowed" in marks or (_is_arranged(marks) and not marks.isdisjoint(_NAMED))


def _is_foreseen(marks: Marks) -> bool:
    if "forecast_cue" not in marks or not marks.isdisjoint({"told_past", "dated"}):
        return False
    return not _is_announced(marks)


def _of_oneself(marks: Marks) -> bool:
    return not marks.isdisjoint({"first_person", "we"})


RULES: tuple[tuple[Kind, Callable[[Marks], bool]], ...] = (
    # "The fair, with 600 stalls, will open on May 3"
    (Kind.EVENT, lambda marks: "dated" in marks and _is_arranged(marks)),
    # "“I asked for 300 men,” the mayor said"
    (Kind.QUOTATION, lambda marks: "quoted" in marks and _of_oneself(marks)),
    # "The law allows up to 12 years", "It is illegal to sell more than 40"
    (Kind.LAW_OR_RULE, lambda marks: {"law_cue", "ruling_cue"} <= marks and "was" not in marks),
    # "He was sentenced to 12 years for 17 thefts"
    (Kind.EVENT, lambda marks: "verdict_cue" in marks),
    # "Unemployment fell to 4 percent", "Two more bodies were found"
    (Kind.QUANTITY, lambda marks: not marks.isdisjoint({"amounts", "counts"})),
    # "On May 3 prices will rise"
    (
        Kind.EVENT,
        lambda marks: {"forecast_cue", "dated"} <= marks and "regarded" not in marks,
    ),
    # "“We were not told,” the mayor said", "She calls it “a breach of all we agreed on”"
    (Kind.QUOTATION, lambda marks: not marks.isdisjoint({"quoted", "partly_quoted"})),
    # "It is the largest dam in Europe", "The dam holds more water than the lake"
    (Kind.COMPARISON, lambda marks: not marks.isdisjoint({"ranks", "against_cue"})),
    # "The fire was caused by a faulty cable"
    (Kind.CAUSAL, lambda marks: "cause_cue" in marks),
    # "Fireworks are illegal in Peru", "The court upheld the ban"
    (Kind.LAW_OR_RULE, _speaks_of_law),
    # "Rents doubled", "Unemployment is rising", "the majority of voters"
    (Kind.QUANTITY, _counts_roughly),
    # "The plan is seen as a disgrace"
    (Kind.OPINION, _judges),
    # "The mayor will open the fair", "He announced that he would appeal"
    (Kind.EVENT, _is_announced),
    # "Prices will double"
    (Kind.PREDICTION, _is_foreseen),
    # "Lena Aalto is the mayor of Tampere"
    (Kind.IDENTITY, lambda marks: "is_somebody" in marks and "told_past" not in marks),
    # "Parliament passed the Roads Act"
    (
        Kind.LAW_OR_RULE,
        lambda marks: {"law_cue", "lawmaking_cue"} <= marks and "facet:date" not in marks,
    ),
    # "The minister resigned", "The talks come a week after the summit"
    (Kind.EVENT, _happened),
    # "the mayor of Tampere, Lena Aalto", with no verb
    (Kind.IDENTITY, lambda marks: {"role", "no_verb"} <= marks),
    # "Frank Holt lives in Ridge"
    (Kind.EVENT, lambda marks: "no_verb" not in marks and not marks.isdisjoint(_NAMED)),
    # "The club, which has 140 members, met on Friday"
    (Kind.QUANTITY, lambda marks: "asides" in marks),
    # "The oldest bridge of the town is shut"
    (Kind.COMPARISON, lambda marks: "ranked_thing" in marks),
    # "Parliament passed the Roads Act in May"
    (Kind.LAW_OR_RULE, lambda marks: "law_cue" in marks),
    # "They met Foreign Minister Lena Aalto"
    (Kind.IDENTITY, lambda marks: "role" in marks),
    # "A wonderful plan"
    (Kind.OPINION, lambda marks: not marks.isdisjoint({"judging_cue", "urging_cue", "opinion"})),
)
"""Kind and condition, in order of strength, with an example each."""


def find_kinds(passage: Passage) -> tuple[Kind, ...]:
    """Every kind whose rule holds, strongest first; where none does, `OTHER`."""
    marks = look(passage)
    kinds = [kind for kind, holds in RULES if holds(marks)]
    return tuple(dict.fromkeys(kinds)) or (Kind.OTHER,)
