"""The review workflow against a small plain model: whatever is done, both agree.

The model (tests/review/paper.py) knows nothing of tables: a few fields and the plain rules.
Besides, every step is remembered as it looked then, and the log must give each of them back.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from factcheck import review
from factcheck.db import Database
from factcheck.errors import IllegalTransition, NotFound, Rejected
from factcheck.review.carry_over import carry_over
from factcheck.store import articles, claims
from factcheck.store.picture import Picture, picture
from factcheck.vocabulary import (
    DismissReason,
    Kind,
    ReopenReason,
    SourceKind,
    Stance,
    Status,
)
from tests.newsroom import Newsroom, open_newsroom
from tests.review.paper import PEOPLE, POLICIES, Model
from tests.review.stages import NOW, Stages

RUNS = int(os.environ.get("FACTCHECK_STATE_MACHINE_RUNS", "0"))
STEPS = 50 if RUNS else 20
ROOM_SERVES = 40
"""How many runs one database takes before a fresh one comes: all of them share its log."""
WORDS = ("", "Yes.", "The budget says so.")


class Rooms:
    """A desk on SQLite, and a fresh one after a while."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.folder = template, folder
        self.served = 0
        self.room: Newsroom | None = None

    def next(self) -> Newsroom:
        """The desk for one more run."""
        if self.room is None or self.served % ROOM_SERVES == 0:
            self.close()
            path = self.folder / f"{self.served}.sqlite3"
            shutil.copy(self.template, path)
            self.room = open_newsroom(Database(f"sqlite:///{path}"), self.folder)
        self.served += 1
        return self.room

    def close(self) -> None:
        """The log of a desk that has served is whole."""
        if self.room is not None:
            Stages(self.room).verify_log()
            self.room.database.dispose()
            self.room = None


class Workflow(RuleBasedStateMachine):
    """Everything that people do to one claim, in any order."""

    rooms: Rooms

    @initialize(policy=st.sampled_from(list(POLICIES)), author=st.sampled_from(["", *PEOPLE[1:3]]))
    def receive(self, policy: str, author: str) -> None:
        self.stages, self.now = Stages(self.rooms.next()), NOW
        self.number = self.rooms.served
        self._adopt(policy)
        self.model = Model(policy, author)
        self.article = self.stages.receive(self._text(48), author=author.title() or None)
        (claim,) = self.stages.claims(self.article)
        self.claim = claim.id
        self.remembered: list[tuple[datetime, Picture]] = []
        self.version_before = 1

    def _text(self, figure: int) -> str:
        return f"The city spent {figure} million euros on harbour {self.number} in 2024."

    def _later(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def _act(self, what: Any, *args: Any, by: str, **more: Any) -> Any:
        return self.stages.act(what, self.claim, *args, by=by, now=self._later(), **more)

    def _refused(self, what: Any, *args: Any, **more: Any) -> None:
        with pytest.raises(IllegalTransition) as refused:
            what(*args, **more)
        reasons = refused.value.reasons
        assert reasons
        assert all(isinstance(each, str) and each.endswith(".") for each in reasons)

    def _adopt(self, policy: str) -> None:
        name, rules = POLICIES[policy]
        with self.stages.room.database.writing() as session:
            admin = self.stages.actor("admin")
            review.adopt_policy(session, name, rules=rules, actor=admin, now=self._later())

    @rule(policy=st.sampled_from(list(POLICIES)), sure=st.integers(0, 3))
    def change_the_policy(self, policy: str, sure: int) -> None:
        if sure:  # most runs stay with one policy for a while
            return
        self._adopt(policy)
        self.model.policy = policy

    @rule(
        stance=st.sampled_from(Stance),
        kind=st.sampled_from([SourceKind.PRIMARY, SourceKind.SECONDARY]),
        group=st.sampled_from(["wire", "paper"]),
        by=st.sampled_from(PEOPLE),
    )
    def add_evidence(self, stance: Stance, kind: SourceKind, group: str, by: str) -> None:
        model = self.model
        source = {"title": "The budget", "kind": kind, "independence_group": group}
        if model.stage == "dismissed":
            self._refused(self._act, review.add_evidence, stance=stance, source=source, by=by)
            return
        made = self._act(review.add_evidence, stance=stance, source=source, by=by)
        model.evidence[made.id] = (stance, kind, group, by)
        model.stage = "in_review" if model.stage == "queued" else model.stage
        model.changed()

    @precondition(lambda self: self.model.evidence)
    @rule(data=st.data(), stance=st.sampled_from(Stance), by=st.sampled_from(PEOPLE))
    def amend_evidence(self, data: Any, stance: Stance, by: str) -> None:
        piece = data.draw(st.sampled_from(sorted(self.model.evidence)))
        was, *rest = self.model.evidence[piece]
        self._act(review.edit_evidence, piece, {"stance": stance}, by=by)
        self.model.evidence[piece] = (stance, *rest)
        self.model.take_back(
            "evidence_changed", if_so=stance is not was and self.model.relies_on(piece)
        )

    @precondition(lambda self: self.model.evidence)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def remove_evidence(self, data: Any, by: str) -> None:
        piece = data.draw(st.sampled_from(sorted(self.model.evidence)))
        self._act(review.remove_evidence, piece, by=by)
        self.model.take_back("evidence_changed", if_so=self.model.relies_on(piece))
        del self.model.evidence[piece]

    @rule(
        data=st.data(),
        status=st.sampled_from(Status),
        by=st.sampled_from(PEOPLE),
        why=st.sampled_from([*WORDS, WORDS[-1], WORDS[-1]]),
        rating=st.sampled_from([None, "True", "False"]),
        override=st.sampled_from([None, None, None, "no", "We heard the tape ourselves."]),
    )
    def decide(
        self, data: Any, status: Status, by: str, why: str, rating: str | None, override: str | None
    ) -> None:
        model, ids = self.model, None
        if model.evidence and data.draw(st.booleans()):
            ids = data.draw(st.lists(st.sampled_from(sorted(model.evidence)), unique=True))
        relied = set(model.evidence) if ids is None else set(ids)
        words = {"rationale": why, "rating": rating, "override_reason": override}
        options = words | {"evidence_ids": ids, "now": self._later()}
        if model.refuses(status.value, by, why, relied, override):
            self._refused(self.stages.decide, self.claim, status, by, **options)
            return
        made = self.stages.decide(self.claim, status, by, **options)
        model.decide(status.value, by, rating, relied, override)
        assert made.picture == self._picture()

    @precondition(lambda self: self.model.waiting)
    @rule(by=st.sampled_from(PEOPLE), same=st.booleans())
    def answer_a_proposal(self, by: str, same: bool) -> None:
        """The way to a second decision is seldom found by chance."""
        model = self.model
        status = model.waiting[0].status if same else "unverified"
        relied = set(model.evidence)
        options = {"rationale": WORDS[-1], "now": self._later()}
        if model.refuses(status, by, WORDS[-1], relied, None):
            self._refused(self.stages.decide, self.claim, Status(status), by, **options)
            return
        self.stages.decide(self.claim, Status(status), by, **options)
        model.decide(status, by, None, relied, None)

    @rule(by=st.sampled_from(PEOPLE))
    def ask_what_may_be_done(self, by: str) -> None:
        model, every = self.model, set(self.model.evidence)
        with self.stages.room.database.reading() as session:
            claim = claims.claim(session, self.stages.room.desk.id, self.claim)
            steps = review.steps(session, claim, self.stages.actor(by))
        told = {each["step"]: each["allowed"] for each in steps}
        assert told == {
            **{
                each.value: not model.refuses(each.value, by, WORDS[-1], every, None)
                for each in Status
            },
            "dismiss": model.stage not in {"final", "dismissed"},
            "reopen": model.stage in {"awaiting_second", "final", "dismissed"},
            "undo": model.undoable is not None and model.undoable[0] == by,
        }
        assert all(each["allowed"] == (not each["reasons"]) for each in steps)

    @rule(
        reason=st.sampled_from(DismissReason),
        by=st.sampled_from(PEOPLE),
        note=st.sampled_from([None, "It says so itself."]),
    )
    def dismiss(self, reason: DismissReason, by: str, note: str | None) -> None:
        if self.model.stage in {"final", "dismissed"}:
            self._refused(self._act, review.dismiss, reason, by=by, note=note)
            return
        self._act(review.dismiss, reason, by=by, note=note)
        self.model.move("dismissed", reason.value, by)

    @rule(reason=st.sampled_from(ReopenReason), by=st.sampled_from(PEOPLE))
    def reopen(self, reason: ReopenReason, by: str) -> None:
        if self.model.stage not in {"awaiting_second", "final", "dismissed"}:
            self._refused(self._act, review.reopen, reason, by=by)
            return
        self._act(review.reopen, reason, by=by)
        self.model.move("reopened", reason.value, by)

    @rule(by=st.sampled_from(PEOPLE), own=st.booleans())
    def undo(self, by: str, own: bool) -> None:
        model = self.model
        if own and model.undoable:
            by = model.undoable[0]
        if model.undoable is None or model.undoable[0] != by:
            self._refused(self._act, review.undo, by=by)
            return
        self._act(review.undo, by=by)
        model.undo()

    @rule(to=st.sampled_from([None, "viewer", *PEOPLE]), by=st.sampled_from(PEOPLE))
    def assign(self, to: str | None, by: str) -> None:
        whom = self.stages.actor(to).person_id if to else None
        if to == "viewer":
            with pytest.raises(Rejected):
                self._act(review.assign, whom, by=by)
            return
        self._act(review.assign, whom, by=by)
        self.model.changed()

    @rule(words=st.sampled_from(["One wording.", "Another wording."]))
    def edit_the_statement(self, words: str) -> None:
        changed = self.stages.claim(self.claim).statement != words
        self._act(review.edit_claim, {"statement": words}, by="reviewer")
        self.model.take_back("text_changed", if_so=changed)

    @rule(name=st.sampled_from([None, "Rosa Vidal", "The port"]))
    def name_the_speaker(self, name: str | None) -> None:
        changed = self.stages.claim(self.claim).speaker_name != name
        self._act(review.edit_claim, {"speaker_name": name}, by="editor")
        self.model.take_back("text_changed", if_so=changed)

    @rule(
        changes=st.fixed_dictionaries(
            {},
            optional={
                "priority": st.integers(0, 9),
                "tags": st.lists(st.sampled_from(["money", "port"]), unique=True),
                "deadline": st.sampled_from([None, NOW]),
                "kind": st.sampled_from(Kind),
            },
        )
    )
    def edit_beside_the_meaning(self, changes: dict[str, Any]) -> None:
        self._act(review.edit_claim, changes, by="second")
        self.model.changed()

    @rule(checked=st.lists(st.booleans(), min_size=1, max_size=4))
    def tick_facets(self, checked: list[bool]) -> None:
        found = self.stages.claim(self.claim).facets
        ticks = [{"id": each.id, "checked": tick} for each, tick in zip(found, checked)]  # noqa: B905
        self._act(review.edit_claim, {"facets": ticks}, by="reviewer")
        self.model.changed()

    @rule(text=st.sampled_from(["Is that so?", "@editor, please look."]))
    def comment(self, text: str) -> None:
        self._act(review.comment, text, by="second")

    @rule(figure=st.sampled_from([48, 50]), lead=st.booleans())
    def upload_a_draft(self, figure: int, lead: bool) -> None:
        model = self.model
        if model.gone:
            figure = model.figure  # it comes back as it was
        self._draft(self._opening() * (1 + lead) + self._text(figure))
        model.gone, model.draft = False, self._drafts
        model.take_back("text_changed", if_so=figure != model.figure)
        model.figure = figure

    @rule()
    def leave_it_out_of_a_draft(self) -> None:
        """It stays as it stands, and the log says that it has no place there."""
        model = self.model
        self._draft(self._opening() + "Nobody knows why.")
        if not model.gone:
            model.gone, model.undoable = True, None
            model.entries += 1

    def _opening(self) -> str:
        return f"It is a fine place, number {self._drafts + 1}. "

    _drafts = 1

    def _draft(self, text: str) -> None:
        self._drafts += 1
        with self.stages.room.database.writing() as session:
            article = articles.article(session, self.stages.room.desk.id, self.article)
            editor = self.stages.actor("editor")
            carry_over(session, article, text, actor=editor, now=self._later())

    def _picture(self) -> Picture:
        with self.stages.room.database.reading() as session:
            return picture(claims.claim(session, self.stages.room.desk.id, self.claim))

    @invariant()
    def the_claim_is_as_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        found, model = self._picture(), self.model
        told = ("status", "stage", "stage_reason", "rating", "version", "evidence_count")
        assert [found[key] for key in told] == [
            model.status,
            model.stage,
            model.reason,
            model.rating,
            model.version,
            len(model.evidence),
        ]
        assert str(model.figure) in found["quote"]
        assert found["draft_number"] == model.draft
        assert found["version"] - self.version_before in {0, 1}
        self.version_before = found["version"]
        self.remembered.append((self.now, found))

    def teardown(self) -> None:
        if not hasattr(self, "remembered"):
            return
        self._the_reviews_are_all_there()
        self._the_log_chains()
        self._the_past_is_as_it_was()

    def _the_reviews_are_all_there(self) -> None:
        made = self.stages.reviews(self.claim)
        assert len(made) == self.model.decisions
        people = {self.stages.actor(name).person_id: name for name in PEOPLE}
        assert [(each.status, people[each.reviewer_id]) for each in made if each.counts] == [
            (each.status, each.by) for each in self.model.standing
        ]

    def _the_log_chains(self) -> None:
        events = self.stages.events(self.claim)
        assert len(events) == self.model.entries
        assert events[-1].object_version == self.model.version
        for one, other in itertools.pairwise(events):
            if one.stage_to is not None:
                assert (one.stage_to, one.status_to) == (other.stage_from, other.status_from)
            assert (other.object_version or 0) - (one.object_version or 0) in {0, 1}
        assert (events[-1].stage_to or "queued") == self.model.stage

    def _the_past_is_as_it_was(self) -> None:
        with self.stages.room.database.reading() as session:
            claim = claims.claim(session, self.stages.room.desk.id, self.claim)
            for moment, then in self.remembered:
                assert review.as_of(session, claim, moment) == then
                assert review.as_of(session, claim, moment + timedelta(seconds=59)) == then
            with pytest.raises(NotFound):
                review.as_of(session, claim, NOW - timedelta(seconds=1))


@pytest.fixture(scope="module")
def rooms(sqlite_template: Path) -> Iterator[Rooms]:
    """Desks on SQLite, one after the other."""
    memory = Path("/dev/shm")
    where = memory if RUNS and memory.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="factcheck-machine-", dir=where))
    made = Rooms(sqlite_template, folder)
    yield made
    shutil.rmtree(folder)


def test_the_workflow_never_parts_from_its_model(rooms: Rooms) -> None:
    Workflow.rooms = rooms
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=RUNS or 40,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    rooms.close()
