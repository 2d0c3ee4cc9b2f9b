"""Which part of a report differs from what was signed, in words for people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from factcheck.report.legible import legible
from factcheck.report.seal import SEALED, index_of

Path = tuple[str | int, ...]

_MOST_NAMED = 10
_PARTS = {
    "schema": "the name of the format",
    "cover": "the cover",
    "notice": "the notice of unfinished work",
    "language_notice": "the notice about the language",
    "summary": "the summary of counts",
    "lines": "the list of claims",
    "must_fix": "the list of what must be fixed",
    "alarms": "the list of places to look at twice",
    "earlier": "the list of claims of earlier drafts",
    "manuscript": "the text of the article",
    "replies": "the right-of-reply log",
    "dismissed": "the list of sentences without a claim",
    "sign_off": "the sign-off",
    "audit": "the extract of the log",
    "articles": "the list of articles",
    "speakers": "the list of speakers",
    "sources": "the list of sources",
    "repeated": "the list of repeated claims",
    "reviewers": "the counts by reviewer",
}
_MADE = {
    "by": "who froze it",
    "log": "the head of the log",
    "since": "what changed since the report before",
}


def altered_parts(content: Mapping[str, Any], signed: Mapping[str, Any]) -> list[str]:
    """A sentence for each part of the content that is not as the signed index has it."""
    found = index_of(content)
    sentences: list[str] = []
    for name in sorted(signed.keys() | found.keys(), key=_order):
        one, other = signed.get(name), found.get(name)
        if one == other:
            continue
        if isinstance(one, list) and isinstance(other, list):
            sentences += _altered_lines(content, [*map(str, one)], other)
        elif name not in found:
            sentences.append(f"{_capital(_part(name))} is missing.")
        elif name not in signed:
            sentences.append(f"{_capital(_part(name))} was added; no such part was signed.")
        else:
            sentences.append(f"{_capital(_part(name))} was altered.")
    return sentences


def _order(name: str) -> tuple[int, str]:
    """As a report is read."""
    known = [*_PARTS]
    return (known.index(name) if name in _PARTS else len(known), name)


def _altered_lines(
    content: Mapping[str, Any], signed: Sequence[Any], found: Sequence[Any]
) -> Iterator[str]:
    """What became of the claims; a missing one is named by the number that it had."""
    lost, strange = _left_over(signed, found), _left_over(found, signed)
    if lost == strange:
        places = [f"{_capital(_claim(content, at))} was altered." for at in lost]
        yield from _listed(places or ["The claims were put into another order."])
        return
    if lost:
        names = _enumerated([f"claim {at + 1}" for at in lost])
        verb = "claim is" if len(lost) == 1 else "claims are"
        yield f"Of the {len(signed)} claims that were signed, {len(lost)} {verb} missing: {names}."
    yield from _listed(
        [f"{_capital(_claim(content, at))} of the file was never signed." for at in strange]
    )


def _left_over(some: Sequence[Any], others: Sequence[Any]) -> list[int]:
    """The places of those that are not among the others, or not so often."""
    left = Counter(others)
    places = []
    for at, each in enumerate(some):
        left[each] -= 1
        if left[each] < 0:
            places.append(at)
    return places


def sealed_places(document: Mapping[str, Any]) -> dict[str, tuple[Path, bool]]:
    """Where each digest stands, in the content, the making, or a hidden part that is disclosed.

    With it: whether nothing else stands there. Of several places it is the first, as a report
    is read. A forged value may hold its own digest.
    """
    disclosures = document["disclosures"]
    places: dict[str, tuple[Path, bool]] = {}
    content, made = document["content"], document["made"]
    waiting: list[tuple[Path, Any]] = [(("made", name), made[name]) for name in made]
    parts = sorted(content, key=_order, reverse=True)
    waiting += [(("content", name), content[name]) for name in parts]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed([((*path, at), each) for at, each in enumerate(value)])
        if not isinstance(value, dict):
            continue
        waiting += reversed([((*path, name), each) for name, each in value.items()])
        digest = value.get(SEALED)
        if not isinstance(digest, str) or digest in places:
            continue
        places[digest] = path, len(value) == 1
        if digest in disclosures:
            waiting.append((path, disclosures[digest]["value"]))
    return places


def enumerated_places(document: Mapping[str, Any], paths: Iterable[Path]) -> str:
    """The places in words, the first ten of them."""
    return _enumerated([place_named(document, each) for each in paths])


def place_named(document: Mapping[str, Any], path: Path) -> str:
    """A place in words: `claim 7 (paragraph 3), evidence 2`."""
    whole, name, *rest = path
    if whole == "made":
        return _MADE.get(str(name), f"the part “{_word(str(name))}” of its making")
    if name == "lines" and rest and isinstance(rest[0], int):
        return ", ".join([_claim(document["content"], rest[0]), *_within(rest[1:])])
    return ", ".join([_part(str(name)), *_within(rest)])


def _within(rest: Sequence[str | int]) -> list[str]:
    """What stands inside a part: `evidence`, 1 becomes `evidence 2`."""
    words: list[str] = []
    for each in rest:
        if isinstance(each, str):
            words.append(_word(each).replace("_", " "))
        elif words:
            words[-1] += f" {each + 1}"
        else:
            words.append(f"entry {each + 1}")
    return words


def _claim(content: Mapping[str, Any], at: int) -> str:
    """A claim by its place in the file, which is its number."""
    lines = content["lines"]
    entry = lines[at] if isinstance(lines, list) else None
    paragraph = entry.get("paragraph") if isinstance(entry, dict) else None
    where = f" (paragraph {paragraph})" if type(paragraph) is int else ""
    return f"claim {at + 1}{where}"


def _part(name: str) -> str:
    return _PARTS.get(name, f"the part “{_word(name)}”")


def _word(name: str) -> str:
    """A name out of a file that nobody has vouched for."""
    return legible(name)[:40]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _enumerated(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _listed(sentences: Sequence[str]) -> list[str]:
    if len(sentences) <= _MOST_NAMED:
        return [*sentences]
    return [*sentences[:_MOST_NAMED], f"So it is with {len(sentences) - _MOST_NAMED} claims more."]
