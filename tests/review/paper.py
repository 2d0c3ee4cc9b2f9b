"""One claim and the rules of the desk, as a person would keep them on paper.

Nothing here looks at the service: it is what the service is measured by.
"""

import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from factcheck.vocabulary import PolicyName, Role, SourceKind, Stance

PEOPLE = ("reviewer", "second", "editor", "admin")
ROLES = {
    "reviewer": Role.REVIEWER,
    "second": Role.REVIEWER,
    "editor": Role.EDITOR,
    "admin": Role.ADMIN,
}
POLICIES: dict[str, tuple[PolicyName, dict[str, Any]]] = {
    "standard": (PolicyName.STANDARD, {}),
    "two_person": (PolicyName.TWO_PERSON, {}),
    "blind": (PolicyName.TWO_PERSON, {"blind": True}),
    "adder_out": (PolicyName.TWO_PERSON, {"adder_confirms": False}),
    "no_override": (PolicyName.TWO_PERSON, {"override": None}),
    "open": (PolicyName.OPEN, {}),
}
DECIDED = {"awaiting_second", "final"}


@dataclass
class Opinion:
    """A decision that somebody stands by."""

    status: str
    by: str
    rating: str | None
    relied: set[UUID]


@dataclass
class Model:
    """One claim, as a person would keep it on paper."""

    policy: str
    author: str
    status: str = "unverified"
    stage: str = "queued"
    reason: str | None = None
    rating: str | None = None
    version: int = 1
    entries: int = 1
    figure: int = 48
    gone: bool = False
    draft: int = 1
    evidence: dict[UUID, tuple[Stance, SourceKind, str, str]] = field(default_factory=dict)
    standing: list[Opinion] = field(default_factory=list)
    decisions: int = 0
    undoable: tuple[str, dict[str, Any]] | None = None

    @property
    def two(self) -> bool:
        return POLICIES[self.policy][0] is PolicyName.TWO_PERSON

    @property
    def rules(self) -> dict[str, Any]:
        return POLICIES[self.policy][1]

    @property
    def waiting(self) -> list[Opinion]:
        return self.standing if self.stage == "awaiting_second" else []

    @property
    def disagreed(self) -> bool:
        return bool(self.waiting) and self.reason == "disagreement"

    def confirms(self, status: str) -> Opinion | None:
        found = [each for each in self.waiting if self.two and each.status == status]
        return found[0] if found else None

    def refuses(self, status: str, by: str, why: str, relied: set[UUID], over: str | None) -> bool:
        if self.stage == "dismissed" or len(why) < (1 if status == "unverified" else 10):
            return True
        if over is None and self.policy != "open" and not self._proven(status, relied):
            return True
        if over is not None and (
            "override" in self.rules or ROLES[by] < Role.EDITOR or len(over) < 10
        ):
            return True
        return self.two and self._wrong_person(status, by, relied, over)

    def _wrong_person(self, status: str, by: str, relied: set[UUID], over: str | None) -> bool:
        outsider = by != self.author and by not in {each.by for each in self.waiting}
        if self.disagreed:
            return ROLES[by] < Role.EDITOR or not outsider
        if over is not None:
            return not outsider
        confirmed = self.confirms(status)
        if self.rules.get("blind") and self.waiting and self.waiting[0].by != by:
            confirmed = self.waiting[0]
        if confirmed is None:
            return False
        added = {piece for piece, (*_, who) in self.evidence.items() if who == by}
        adder = "adder_confirms" in self.rules and bool(added & (relied | confirmed.relied))
        return by in {confirmed.by, self.author} or adder

    def _proven(self, status: str, relied: set[UUID]) -> bool:
        pieces = [self.evidence[each] for each in relied]
        if status == "disputed":
            return any(stance is Stance.REFUTES for stance, *_ in pieces)
        if status == "verified":
            backing = [(kind, who) for stance, kind, who, _ in pieces if stance is Stance.SUPPORTS]
            secondary = {who for kind, who in backing if kind is SourceKind.SECONDARY}
            return any(kind is SourceKind.PRIMARY for kind, _ in backing) or len(secondary) >= 2
        return True

    def decide(
        self, status: str, by: str, rating: str | None, relied: set[UUID], over: str | None
    ) -> None:
        saved, confirmed = self._saved(), self.confirms(status)
        made = Opinion(status, by, rating, set(relied))
        final = not self.two or over is not None or self.disagreed or confirmed is not None
        against = not final and bool(self.waiting) and self.waiting[0].by != by
        kept = self.standing if against else [each for each in [confirmed] if each]
        self.rating = (rating or (confirmed.rating if confirmed else None)) if final else None
        self.status, self.stage = (status, "final") if final else ("unverified", "awaiting_second")
        self.reason = "disagreement" if against else None
        self.standing = [*kept, made]
        self.decisions += 1
        self.changed(undoable=(by, saved))

    def move(self, stage: str, reason: str, by: str) -> None:
        saved = self._saved()
        self.status, self.stage, self.reason, self.rating = "unverified", stage, reason, None
        self.changed(undoable=(by, saved))

    def undo(self) -> None:
        assert self.undoable
        saved = self.undoable[1]
        for name, value in saved.items():
            setattr(self, name, value)
        self.changed()

    def _saved(self) -> dict[str, Any]:
        names = ("status", "stage", "reason", "rating", "standing")
        return {name: copy.copy(getattr(self, name)) for name in names}

    def changed(self, undoable: tuple[str, dict[str, Any]] | None = None) -> None:
        """The claim has a new version, and the log one entry more."""
        self.version += 1
        self.entries += 1
        self.undoable = undoable

    def take_back(self, reason: str, *, if_so: bool = True) -> None:
        """A decision stands no longer; without one, only the version moves on."""
        if if_so and self.stage in DECIDED:
            self.status, self.stage, self.reason = "unverified", "reopened", reason
            self.rating = None
        self.changed()

    def relies_on(self, piece: UUID) -> bool:
        return any(piece in each.relied for each in self.standing)
