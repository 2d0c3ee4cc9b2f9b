"""Deciding against the rules: who may, why it must be said, and where it shows for good."""

import csv
import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2
import pytest

from factcheck import review
from factcheck.db import Database
from factcheck.errors import IllegalTransition
from factcheck.report.seal import opened
from factcheck.vocabulary import PolicyName, Stage, Status
from tests.api.problem import problem
from tests.newsroom import Newsroom, open_newsroom
from tests.review.stages import NOW, WHY, Stages

REASON = "We heard the recording ourselves."


def adopt(stages: Stages, name: PolicyName, **rules: Any) -> None:
    with stages.room.database.writing() as session:
        admin = stages.actor("admin")
        review.adopt_policy(session, name, rules=rules, actor=admin, now=NOW)


def refused(
    stages: Stages, claim_id: UUID, by: str, reason: str = REASON, **more: Any
) -> list[str]:
    with pytest.raises(IllegalTransition) as found:
        stages.decide(claim_id, by=by, override_reason=reason, **more)
    return list(found.value.reasons)


def test_an_editor_decides_without_the_evidence_and_it_is_on_record(stages: Stages) -> None:
    claim = stages.claim().id
    made = stages.decide(claim, by="editor", override_reason=REASON)
    assert (made.claim.status, made.claim.stage) == (Status.VERIFIED, Stage.FINAL)
    (found,) = stages.reviews(claim)
    assert (found.override_reason, found.settled, found.rationale) == (REASON, True, WHY)
    event = stages.events(claim)[-1]
    assert (event.after or {})["override_reason"] == REASON
    assert (event.actor_role, event.reason) == ("editor", WHY)


@pytest.mark.one_backend
def test_it_takes_the_role_that_the_policy_names(stages: Stages) -> None:
    claim = stages.claim().id
    assert refused(stages, claim, "reviewer") == [
        "Deciding against the rules takes the role of editor."
    ]
    adopt(stages, PolicyName.STANDARD, override="admin")
    assert refused(stages, claim, "editor") == [
        "Deciding against the rules takes the role of admin."
    ]
    adopt(stages, PolicyName.STANDARD, override=None)
    for by in ("editor", "admin"):
        assert refused(stages, claim, by) == [
            "The desk's policy lets nobody decide against its rules."
        ]
    assert stages.claim(claim).version == 1
    adopt(stages, PolicyName.STANDARD, override="admin")
    stages.decide(claim, by="admin", override_reason=REASON)
    assert stages.claim(claim).stage is Stage.FINAL


@pytest.mark.one_backend
@pytest.mark.parametrize("reason", ["", " ", "Trust me", "\u200b" * 20, " " * 20 + "short"])
def test_it_takes_a_reason_and_a_rationale_beside_it(stages: Stages, reason: str) -> None:
    claim = stages.claim().id
    assert refused(stages, claim, "editor", reason) == [
        "An override needs a reason of at least 10 characters."
    ]
    assert refused(stages, claim, "editor", rationale="Yes.") == [
        "It needs a rationale of at least 10 characters."
    ]


@pytest.mark.one_backend
def test_it_lifts_the_second_person_but_not_the_ban_on_ones_own(two_person_stages: Stages) -> None:
    stages = two_person_stages
    claim = stages.claim(author="Admin").id
    stages.evidence(claim)
    stages.decide(claim, by="editor")
    assert refused(stages, claim, "editor") == [
        "An override must come from somebody who has not reviewed the claim yet."
    ]
    assert refused(stages, claim, "admin") == ["An override cannot come from the article's author."]
    stages.act(review.undo, claim, by="editor")
    stages.decide(claim, by="reviewer")
    stages.decide(claim, Status.DISPUTED, by="editor", override_reason=REASON)
    assert stages.claim(claim).status is Status.DISPUTED
    assert [each.counts for each in stages.reviews(claim)] == [False, False, True]


@pytest.mark.one_backend
def test_it_keeps_the_proposal_that_it_agrees_with(two_person_stages: Stages) -> None:
    stages = two_person_stages
    claim = stages.claim().id
    stages.evidence(claim)
    first = stages.decide(claim, by="reviewer", rating="True")
    made = stages.decide(claim, by="editor", override_reason=REASON, evidence_ids=[])
    assert (made.review["confirms_id"], made.claim.rating) == (first.review["id"], "True")
    assert [each.counts for each in stages.reviews(claim)] == [True, True]


@pytest.mark.one_backend
def test_it_is_taken_back_like_any_decision(stages: Stages) -> None:
    claim = stages.claim().id
    stages.decide(claim, by="editor", override_reason=REASON)
    stages.act(review.undo, claim, by="editor")
    assert stages.claim(claim).stage is Stage.QUEUED
    assert stages.reviews(claim)[0].override_reason == REASON


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Newsroom:
    return open_newsroom(database, tmp_path)


def test_the_mark_is_in_facts_reviews_and_every_report(room: Newsroom) -> None:
    article = room.article()
    claim, plain, _ = (each["id"] for each in room.claims(article))
    room.support(plain)
    assert room.decide(plain).status_code == 201
    answer = room.decide(claim, by="reviewer", override_reason=REASON)
    assert problem(answer, 409, "transition_refused")["reasons"]
    answer = room.decide(claim, by="editor", override_reason=REASON)
    assert answer.status_code == 201
    assert answer.json["override_reason"] == REASON

    (shown,) = room.viewer.get(f"/claims/{claim}/reviews").json["items"]
    assert shown["override_reason"] == REASON
    (other,) = room.viewer.get(f"/claims/{plain}/reviews").json["items"]
    assert other["override_reason"] is None
    assert room.viewer.get(f"/facts/{claim}").json["overridden"] is True
    assert room.viewer.get(f"/facts/{plain}").json["overridden"] is False

    report = room.editor.post(f"/articles/{article['id']}/reports").json["id"]
    files = {
        form: room.viewer.get(f"/reports/{report}/file?format={form}")
        for form in ("json", "html", "csv", "pdf")
    }
    assert {each.status_code for each in files.values()} == {200}
    lines = opened(files["json"].json)["content"]["lines"]
    told = {each["claim_id"]: each["decision"] for each in lines}
    assert told[claim]["override_reason"] == REASON
    assert told[plain]["override_reason"] is None
    assert files["html"].text.count(REASON) == 1
    table = list(csv.DictReader(io.StringIO(files["csv"].data.decode("utf-8-sig"))))
    assert {each["claim_id"]: each["override_reason"] for each in table if each["rationale"]} == {
        claim: REASON,
        plain: "",
    }
    with pypdfium2.PdfDocument(files["pdf"].data) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "".join(REASON.split()) in "".join(words.split())
