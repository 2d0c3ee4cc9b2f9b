"""The words of the desk: every enumeration and the table of legal transitions.

Nothing here depends on a framework; the database, the API and the pages all take
their choices from this file, so that one thing has one name everywhere.
"""

from enum import IntEnum, StrEnum


class Status(StrEnum):
    """What a person has found a claim to be. Extraction only ever creates `UNVERIFIED`."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    DISPUTED = "disputed"


class Stage(StrEnum):
    """Where the work on a claim stands."""

    QUEUED = "queued"
    IN_REVIEW = "in_review"
    AWAITING_SECOND = "awaiting_second"
    FINAL = "final"
    DISMISSED = "dismissed"
    REOPENED = "reopened"


class ReopenReason(StrEnum):
    """Why a decided claim came back."""

    TEXT_CHANGED = "text_changed"
    SOURCE_CHANGED = "source_changed"
    EVIDENCE_CHANGED = "evidence_changed"
    CORRECTION = "correction"
    OTHER = "other"


class HoldReason(StrEnum):
    """Why a claim still waits although a second person has reviewed it."""

    DISAGREEMENT = "disagreement"


class DismissReason(StrEnum):
    """Why a claim needs no check after all."""

    OPINION = "opinion"
    PREDICTION = "prediction"
    DUPLICATE = "duplicate"
    NOT_CHECKABLE = "not_checkable"


class Kind(StrEnum):
    """What sort of assertion a claim makes; a claim may carry several, strongest first."""

    QUANTITY = "quantity"
    EVENT = "event"
    QUOTATION = "quotation"
    COMPARISON = "comparison"
    CAUSAL = "causal"
    LAW_OR_RULE = "law_or_rule"
    IDENTITY = "identity"
    PREDICTION = "prediction"
    OPINION = "opinion"
    OTHER = "other"


class FacetType(StrEnum):
    """A part of a claim that is checked by itself."""

    FIGURE = "figure"
    MONEY = "money"
    PERCENTAGE = "percentage"
    DATE = "date"
    DURATION = "duration"
    ORDINAL = "ordinal"
    SUPERLATIVE = "superlative"
    NAME = "name"
    ROLE = "role"
    QUOTATION = "quotation"
    PLACE = "place"


class Speech(StrEnum):
    """How a speaker's words are rendered in the article."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Disposition(StrEnum):
    """What became of a sentence of the ledger."""

    CLAIM = "claim"
    OPINION = "opinion"
    QUESTION = "question"
    NOTHING_CHECKABLE = "nothing_checkable"
    DISMISSED = "dismissed"


class LedgerNote(StrEnum):
    """Why a sentence of the ledger is no claim, closer than its disposition says."""

    HEADING = "heading"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    SOURCES = "sources"
    POINTER = "pointer"
    OPINION = "opinion"
    QUESTION = "question"
    PREDICTION = "prediction"
    PLAN = "plan"
    LOW_SCORE = "low_score"
    OTHER_LANGUAGE = "other_language"


class Stance(StrEnum):
    """What a source does to a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class SourceKind(StrEnum):
    """How near a source stands to what it reports."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class Reliability(StrEnum):
    """The Admiralty scale for a source: A completely reliable … E unreliable, F not known."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Role(IntEnum):
    """What a member may do on a desk; each role may do all that the lower ones may."""

    VIEWER = 1
    REVIEWER = 2
    EDITOR = 3
    ADMIN = 4

    @property
    def label(self) -> str:
        """The role's name as written in the API and on the command line."""
        return self.name.lower()

    @classmethod
    def named(cls, name: str) -> "Role":
        """The role called `name`. Raises `KeyError` for a word that is none."""
        return cls[name.upper()]


class Scope(StrEnum):
    """What an API key may be used for, within its owner's role."""

    FACTS_READ = "facts:read"
    DESK_READ = "desk:read"
    REVIEW = "review"
    EDIT = "edit"
    ADMIN = "admin"


SCOPES_BY_ROLE: dict[Role, tuple[Scope, ...]] = {
    Role.VIEWER: (Scope.FACTS_READ, Scope.DESK_READ),
    Role.REVIEWER: (Scope.FACTS_READ, Scope.DESK_READ, Scope.REVIEW),
    Role.EDITOR: (Scope.FACTS_READ, Scope.DESK_READ, Scope.REVIEW, Scope.EDIT),
    Role.ADMIN: tuple(Scope),
}
"""The scopes a new key carries when none are asked for."""


class PolicyName(StrEnum):
    """The rule books a desk can choose from."""

    STANDARD = "standard"
    TWO_PERSON = "two_person"
    OPEN = "open"


class Channel(StrEnum):
    """The door a change came in by."""

    API = "api"
    WORKBENCH = "workbench"
    CLI = "cli"
    IMPORT = "import"
    WORKER = "worker"


class LoginMethod(StrEnum):
    """How somebody showed who they are when they signed in."""

    PASSWORD = "password"  # noqa: S105 - a word, not one
    SSO = "sso"


class Flag(StrEnum):
    """What a reviewer has to look at although the decision stands, as the policy wants it."""

    SOURCE_CHANGED = "source_changed"
    SOURCE_GONE = "source_gone"


class FeedOp(StrEnum):
    """What a change of the feed asks its readers to do with their copy of a fact."""

    UPSERT = "upsert"
    DELETE = "delete"


class Surface(StrEnum):
    """Where a key was given facts."""

    FACT = "fact"
    LIST = "list"
    CHANGES = "changes"
    EXPORT = "export"


class Withdrawn(StrEnum):
    """Why a fact left, besides the reasons that its claim has of its own."""

    EMBARGO = "embargo"
    POLICY = "policy"


class HookEvent(StrEnum):
    """What a webhook can be told of."""

    FACT_PUBLISHED = "fact.published"
    FACT_UPDATED = "fact.updated"
    FACT_CORRECTED = "fact.corrected"
    FACT_WITHDRAWN = "fact.withdrawn"
    CLAIM_STATUS_CHANGED = "claim.status_changed"
    ARTICLE_COMPLETED = "article.completed"
    REPORT_FROZEN = "report.frozen"


class HookState(StrEnum):
    """Whether a webhook is told anything."""

    ACTIVE = "active"
    DISABLED = "disabled"


class DeliveryState(StrEnum):
    """What became of one message to one webhook."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


class SourceState(StrEnum):
    """What the newest snapshot of a source shows, against the one before it."""

    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


class SourceChangeRule(StrEnum):
    """What a changed source does to the decisions that relied on it."""

    REOPEN = "reopen"
    FLAG = "flag"


class Change(StrEnum):
    """What became of a claim when a new draft was uploaded."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    ALTERED = "altered"
    GONE = "gone"
    AMBIGUOUS = "ambiguous"
    NEW = "new"


DECIDED = frozenset({Stage.AWAITING_SECOND, Stage.FINAL})
"""Where somebody's decision stands, if only as a proposal."""
CLOSED = frozenset({Stage.FINAL, Stage.DISMISSED})
"""Where nothing is left to do."""


class Act(StrEnum):
    """What moves a claim from one stage to another."""

    START = "start"
    DECIDE = "decide"
    DISMISS = "dismiss"
    REOPEN = "reopen"


TRANSITIONS: dict[Act, dict[Stage, frozenset[Stage]]] = {
    Act.START: {Stage.QUEUED: frozenset({Stage.IN_REVIEW})},
    Act.DECIDE: dict.fromkeys(
        (Stage.QUEUED, Stage.IN_REVIEW, Stage.AWAITING_SECOND, Stage.FINAL, Stage.REOPENED),
        DECIDED,
    ),
    Act.DISMISS: dict.fromkeys(
        (Stage.QUEUED, Stage.IN_REVIEW, Stage.AWAITING_SECOND, Stage.REOPENED),
        frozenset({Stage.DISMISSED}),
    ),
    Act.REOPEN: dict.fromkeys(
        (Stage.AWAITING_SECOND, Stage.FINAL, Stage.DISMISSED), frozenset({Stage.REOPENED})
    ),
}
"""Every legal step of a claim: act, stage before, stages after. The one place that says so.

Undo takes the last step back, so what it may do follows from this table read backwards.
"""
