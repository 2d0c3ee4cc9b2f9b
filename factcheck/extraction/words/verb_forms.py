"""The forms a verb is written in: "deny", "denies", "denied", "denying"."""

from collections.abc import Iterable

from factcheck.extraction.words.wordlists import word_set

_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "think": "thinks thought thinking",
    "know": "knows knew known knowing", "write": "writes wrote written writing",
    "find": "finds found finding", "hold": "holds held holding", "feel": "feels felt feeling",
    "show": "shows showed shown showing", "read": "reads reading",
    "swear": "swears swore sworn swearing", "see": "sees saw seen seeing",
    "understand": "understands understood understanding", "teach": "teaches taught teaching",
    "foresee": "foresees foresaw foreseen foreseeing", "forecast": "forecasts forecasting",
    "learn": "learns learned learnt learning", "dream": "dreams dreamed dreamt dreaming",
    "prove": "proves proved proven proving", "hear": "hears heard hearing",
    "forget": "forgets forgot forgotten forgetting", "mean": "means meant meaning",
    "cast": "casts casting", "bet": "bets betting", "begin": "begins began begun beginning",
    "sing": "sings sang sung singing", "go": "goes went gone going",
    "label": "labels labeled labelled labeling labelling",
    "signal": "signals signaled signalled signaling signalling",
    "put": "puts putting",
    "marvel": "marvels marveled marvelled marveling marvelling",
}  # fmt: skip

_DOUBLED = word_set(
    "admit submit quip brag blog infer dub slam aver beg fret rebut tar chat sob snap pan pen"
)
"""Double their last letter: "admitted"."""


def forms(base: str) -> list[str]:
    """Every form but the base itself."""
    if base in _IRREGULAR:
        return _IRREGULAR[base].split()
    stem = base + base[-1] if base in _DOUBLED else base
    if base.endswith("e"):
        return [base + "s", base + "d", base[:-1] + "ing"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    plural = "es" if base.endswith(("s", "sh", "ch", "x")) else "s"
    return [base + plural, stem + "ed", stem + "ing"]


def by_form(bases: Iterable[str]) -> dict[str, str]:
    """Every form of the verbs, to its base: "warned" → "warn"."""
    return {form: base for base in bases for form in (base, *forms(base))}


def participles(bases: Iterable[str]) -> frozenset[str]:
    """The forms the passive is made of: "denied", "written"."""
    return frozenset(
        form
        for base in bases
        for form in forms(base)
        if form.endswith(("ed", "en", "wn", "ld", "id", "ht", "od")) or form in ("found", "held")
    )
