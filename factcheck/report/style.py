"""How a newsroom wants its reports to look and to speak; see docs/reports.md."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

SECTIONS = (
    *("summary", "must_fix", "alarms", "lines", "earlier"),
    *("manuscript", "sources", "replies", "dismissed", "corrections", "audit", "sign_off"),
)
"""The sections of an article's report in their usual order."""
LANGUAGES = ("en", "es")
"""The languages in which we have words of our own, the most complete first."""
PAPERS = ("a4", "us-letter")
"""What a report may be printed on, by typst's names."""
COLOURS: Mapping[str, str] = {
    "ink": "#1c1b19",
    "quiet": "#5a574f",
    "rule": "#bdb8ab",
    "accent": "#1c1b19",
    "verified": "#17593a",
    "disputed": "#93201a",
    "unverified": "#595650",
}
_CODE = re.compile(r"[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)?")


@cache
def labels_of(language: str) -> Mapping[str, str]:
    """The words that a report uses, by key: `cover.author` is `author` under `[cover]`.

    What a language has no word for is said in English.
    """
    return {**_words(LANGUAGES[0]), **_words(language)}


@cache
def _words(language: str) -> Mapping[str, str]:
    source = files("factcheck.report") / "labels" / f"{language}.toml"
    return flattened(tomllib.loads(source.read_text(encoding="utf-8")))


def flattened(tree: Mapping[str, object], before: str = "") -> dict[str, str]:
    """The texts of nested tables by their dotted keys."""
    found: dict[str, str] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            found |= flattened(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = str(value)
    return found


@dataclass(frozen=True, slots=True)
class Logo:
    """The newsroom's own sign: its bytes, its media type (`image/svg+xml`, `image/png`)."""

    data: bytes
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Style:
    """The house style: ours, where a newsroom has set none.

    `labels` hold every word of ours by its key; `ratings` how the ratings of the desk are to
    be called; `sections` those that are shown, in this order; `css` is added to the HTML's.
    """

    language: str = "en"
    labels: Mapping[str, str] = field(default_factory=lambda: labels_of("en"))
    sections: Sequence[str] = SECTIONS
    colours: Mapping[str, str] = field(default_factory=lambda: COLOURS)
    ratings: Mapping[str, str] = field(default_factory=dict)
    paper: str = "a4"
    house: str | None = None
    logo: Logo | None = None
    css: str = ""

    def label(self, key: str, **values: object) -> str:
        """Our word or sentence of this key, its values filled in."""
        text = self.labels[key]
        return text.format(**values) if values else text

    def term(self, word: str | None) -> str:
        """A term of the vocabulary as people write it: `law_or_rule` is "law or rule".

        Other words, an address with strokes in it say, are left as they are.
        """
        if not word or not _CODE.fullmatch(word):
            return word or ""
        kind = "action" if "." in word else "term"
        return self.labels.get(f"{kind}.{word}", word.replace("_", " "))

    def rating(self, rating: str | None) -> str | None:
        """A rating as the house calls it."""
        return self.ratings.get(rating, rating) if rating else None


@cache
def plain_style() -> Style:
    """The style of a newsroom that has set none."""
    return Style()
