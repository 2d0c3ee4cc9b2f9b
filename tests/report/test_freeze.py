import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from factcheck.canonical import canonical_json
from factcheck.db import Database
from factcheck.report import contents
from factcheck.signing import NotGenuine
from factcheck.store import log, reports
from factcheck.store.pins import pinned
from factcheck.vocabulary import Stage, Stance, Status
from tests.report.conftest import words_of


def test_two_freezes_of_one_state_have_the_same_hash_and_their_own_numbers(story: Any) -> None:
    story.checked_claim()
    first = story.freeze()
    second = story.freeze(story.now + timedelta(days=2))
    assert first.content_hash == second.content_hash
    assert (first.number, second.number) == (1, 2)
    assert first.document != second.document


def test_the_hash_is_the_sha256_of_the_contents_canonical_json(story: Any) -> None:
    story.checked_claim()
    report = story.freeze()
    document = json.loads(report.document)
    content = canonical_json(document["content"]).encode()
    assert report.content_hash == hashlib.sha256(content).hexdigest()
    assert document["content_hash"] == report.content_hash
    assert canonical_json(document) == report.document


def _status(story: Any, claim: Any, evidence: Any) -> None:
    claim.status = Status.DISPUTED


def _title(story: Any, claim: Any, evidence: Any) -> None:
    story.article.title = "Another title"
    story.article.version += 1


def _passage(story: Any, claim: Any, evidence: Any) -> None:
    evidence.passage = "a swap line of $21 billion"


def _removed(story: Any, claim: Any, evidence: Any) -> None:
    evidence.removed_at = story.now


def _secret(story: Any, claim: Any, evidence: Any) -> None:
    evidence.source.title = "Somebody else"
    evidence.source.version += 1


def _facet(story: Any, claim: Any, evidence: Any) -> None:
    story.facet(claim, "US$20 billion", 20_000_000_000, "USD")


CHANGES = [_status, _title, _passage, _removed, _secret, _facet]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_gives_another_hash(story: Any, change: Any) -> None:
    claim = story.claim()
    evidence = story.evidence(claim, story.source(confidential=change is _secret))
    story.decide(claim, Status.VERIFIED, evidence)
    before = story.freeze().content_hash
    claim, evidence = story.session.merge(claim), story.session.merge(evidence)
    story.session.refresh(evidence, ["source"])
    change(story, claim, evidence)
    assert story.freeze().content_hash != before


def test_what_happens_later_does_not_change_a_report(story: Any) -> None:
    claim = story.checked_claim()
    report = story.freeze()
    kept = report.document
    story.session.merge(claim).status = Status.DISPUTED
    story.session.flush()
    story.session.expunge_all()
    assert reports.report(story.session, story.desk.id, report.id).document == kept


def test_the_freezing_is_in_the_log_and_the_logs_head_is_in_the_report(
    database: Database, tell: Any
) -> None:
    with database.reading() as reader:
        head = log.head(reader)
    story = tell()
    story.checked_claim()
    report = story.freeze()
    made = contents(report)["made"]
    pin = pinned(made["log"], trusted=story.signer.trusted(), origin="report")
    assert (pin.epoch, pin.seq, pin.hash) == (head.epoch, head.seq, head.hash)
    assert made["log"]["at"] == made["at"]
    forged = made["log"] | {"seq": head.seq + 1}
    with pytest.raises(NotGenuine):
        pinned(forged, trusted=story.signer.trusted(), origin="report")
    assert (made["number"], made["by"], made["at"]) == (1, "Ben Okafor", "2025-10-07T09:30:00Z")
    story.session.commit()
    with database.reading() as reader:
        entry = reader.scalars(select(log.Event).order_by(log.Event.seq.desc()).limit(1)).one()
    assert (entry.action, entry.object_type, entry.object_id) == (
        "report.frozen",
        "report",
        report.id,
    )
    assert entry.article_id == story.article.id
    assert entry.after == {"number": 1, "content_hash": report.content_hash}


def queries_of_a_freeze(story: Any) -> int:
    story.session.flush()
    story.session.expunge_all()
    sent: list[str] = []

    def note(*given: Any) -> None:
        sent.append(given[2])

    event.listen(story.session.connection(), "before_cursor_execute", note)
    story.freeze()
    event.remove(story.session.connection(), "before_cursor_execute", note)
    return len(sent)


def test_twenty_claims_take_as_many_queries_as_one(tell: Any) -> None:
    story = tell(
        texts=[f"In {year} the rate was {year % 7} percent." for year in range(2000, 2020)]
    )

    def fill(line: int) -> None:
        claim = story.checked_claim(line)
        story.evidence(claim, story.source(), Stance.CONTEXT)
        story.facet(claim, "percent", line)

    fill(0)
    one = queries_of_a_freeze(story)
    for line in range(1, 20):
        fill(line)
    assert queries_of_a_freeze(story) == one


def test_an_unfinished_article_can_be_frozen_and_says_so(tell: Any) -> None:
    story = tell(texts=["One is two.", "Two is three.", "Three is four."])
    story.checked_claim(0)
    story.claim(1)
    story.claim(2, stage=Stage.DISMISSED)
    assert story.document()["content"]["notice"] == "Unfinished: 1 of 2 claims are not final."


def test_the_key_of_the_signed_head_is_shown_and_may_be_missing_in_older_reports(
    tell: Any,
) -> None:
    document = tell().document()
    key = document["made"]["log"]["key_id"]
    plain = {name: document["made"]["log"][name] for name in ("seq", "hash")}
    older = document["made"] | {"log": plain}
    for shown, made in ((True, document["made"]), (False, older)):
        for form in ("html", "pdf"):
            text = words_of(document | {"made": made}, form).replace(" ", "")
            assert (key in text) is shown
            assert document["made"]["log"]["hash"][:20] in text
