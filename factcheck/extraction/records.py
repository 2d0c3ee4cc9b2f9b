"""What extraction finds: frozen records whose spans point into the untouched text.

Every `start` and `end` counts Unicode code points from the beginning of the text, half
open, so `text[start:end]` is always the span's exact words.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from factcheck.vocabulary import Disposition, FacetType, Kind, LedgerNote, Speech, Status


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points with the words that stand there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry of the ledger. `score` is check-worthiness, 0 to 1.

    `note` says why it is no claim; None for one that is.
    """

    start: int
    end: int
    score: float
    disposition: Disposition
    note: LedgerNote | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a score is what it is: a feature, the words that showed it, and its weight.

    Weights are on the logit scale: positive ones speak for a check, negative ones against.
    `label` says the feature in words a reviewer understands. `text`, `start` and `end`
    are None for a feature of the whole sentence.
    """

    code: str
    label: str
    weight: float
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a mention is likely to be: a name elsewhere in the article, and why it is thought so.

    `name` stands at `start:end`, in the sentence with the number `sentence`, counted from 1.
    `evidence` is one line for a reviewer: "“He” follows “Javier Milei” in sentence 14".
    """

    name: str
    start: int
    end: int
    sentence: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a claim in the text, where, and by which cue word.

    `name` is as written at `start:end`. `mention` are the words of the attribution itself;
    they differ from the name where they are a pronoun, which names nobody: then the name is
    that of `suggestion`. The suggestion is for a reviewer to confirm.
    """

    name: str
    start: int
    end: int
    cue: str | None
    speech: Speech
    mention: Span | None = None
    suggestion: Identity | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A part of a claim that is checked by itself.

    `value` is the normalised value: a number for figure, money (units of the currency),
    percentage (10 for "10 percent"), duration and ordinal, both ends of a range as "10/15",
    None for an amount without one ("hundreds of homes"); an ISO 8601 date, month, year or
    interval for date, "--10-14" where the year is unknown, None where the day is; the words
    inside the marks for quotation; the text otherwise. `unit` is an ISO 4217 code ("XXX"
    where the country is open, as for pesos), "%", "day" and the like, or None.
    """

    type: FacetType
    text: str
    start: int
    end: int
    value: int | float | str | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words laid in somebody's mouth. `speaker` and `cue` are None where the text has none.

    `identity` says who the speaker is likely to be, where the words alone do not.
    """

    speaker: Span | None
    cue: Span | None
    content: Span
    speech: Speech
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Two places of one article that cannot both be right, with the arithmetic."""

    code: str
    message: str
    spans: tuple[Span, ...]


class Extractor(NamedTuple):
    """Which program found a claim; the version changes whenever its findings may."""

    name: str
    version: str


EXTRACTOR = Extractor("rules", "2")
"""The rules of this package."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that somebody else suggests: its place, and a wording that stands alone."""

    start: int
    end: int
    statement: str | None = None
    extractor: Extractor = EXTRACTOR


@dataclass(slots=True)
class Assistance:
    """What asking a language model for proposals brought and took; no word of the article.

    `dropped` counts what was proposed and not taken, by reason. `cost` is in the currency of
    the prices, None where there are none. `failure` says why the rules went on alone.
    """

    model: str
    questions: int = 0
    taken: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    seconds: float = 0.0
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable assertion: `quote` is the exact substring at `start:end`.

    `wording` says the same in words that can be understood alone, where somebody proposed some.
    """

    quote: str
    start: int
    end: int
    score: float
    kinds: tuple[Kind, ...]
    reasons: tuple[Reason, ...] = ()
    speaker: Speaker | None = None
    facets: tuple[Facet, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    wording: str | None = None
    extractor: Extractor = EXTRACTOR

    @property
    def statement(self) -> str:
        """What a reviewer starts from."""
        return self.wording or self.quote

    @property
    def kind(self) -> Kind:
        """The strongest kind."""
        return self.kinds[0]

    @property
    def status(self) -> Status:
        """Extraction decides nothing: a found claim is unverified."""
        return Status.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text, in text order.

    `language` is an ISO 639-1 code, "und" where it cannot be told; `notice` says what could
    not be done because of it. `assistance` is the account of a model that was asked, if any.
    """

    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    language: str = "en"
    notice: str | None = None
    assistance: Assistance | None = None
