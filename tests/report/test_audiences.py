"""Who reads what of a report: one content and one hash, and less of it for outsiders."""

import json
from datetime import timedelta
from typing import Any

import pytest

from factcheck.actor import Actor
from factcheck.errors import NotAllowed, NotFound
from factcheck.ids import uuid7
from factcheck.report import FORMATS, Audience, compare, edition_for, whole
from factcheck.report.seal import digest_of, opened
from factcheck.store.closing import Reply, SignOff
from factcheck.vocabulary import DismissReason, Role, Stage, Stance, Status
from tests.report.conftest import rendered

FOR_LAWYERS = ("SECRETTITLE", "SECRETPAPER", "SECRETWORDS", "SECRETPLACE", "SECRETGROUP")
FOR_DESK = ("Ana Paz", "Ben Okafor", "ASKEDPERSON", "THEANSWER", "DRAFTONLY", "SIGNEDANYWAY")
FOR_ALL = ("World desk", "The swap is worth", "OPENRATIONALE", "Treasury statement")


@pytest.fixture
def full(tell: Any) -> Any:
    """A story with something of everything that not everybody may read."""
    story = tell(texts=["The swap is worth US$20 billion.", "DRAFTONLY is a second line."])
    claim = story.claim()
    secret = story.source(
        title="SECRETTITLE",
        url="https://secretpaper.example/",
        publisher="SECRETPAPER",
        independence_group="SECRETGROUP",
        confidential=True,
    )
    hidden = story.evidence(claim, secret, passage="SECRETWORDS", locator="SECRETPLACE")
    shown = story.evidence(claim, story.source())
    story.decide(claim, Status.VERIFIED, hidden, shown, rationale="OPENRATIONALE, it says so.")
    story.session.add(
        Reply(
            id=uuid7(),
            desk_id=story.desk.id,
            article_id=story.article.id,
            asked="ASKEDPERSON",
            question="Is it so?",
            asked_at=story.now,
            answer="THEANSWER",
            answered_at=story.now,
            recorded_by=story.ana.id,
            created_at=story.now,
        )
    )
    story.session.add(
        SignOff(
            id=uuid7(),
            desk_id=story.desk.id,
            article_id=story.article.id,
            draft_number=1,
            sentences=2,
            accounted=1,
            claims=1,
            open_claims=0,
            override_reason="SIGNEDANYWAY, it is late.",
            signed_by=story.ben.id,
            created_at=story.now - timedelta(hours=1),
        )
    )
    return story


def test_every_audience_has_the_same_content_hash_and_seal(full: Any) -> None:
    report = full.freeze()
    editions = [whole(report, each) for each in Audience]
    for name in ("content", "content_hash", "made", "seal"):
        assert editions[0][name] == editions[1][name] == editions[2][name]
    assert [each["audience"] for each in editions] == ["public", "internal", "legal"]


@pytest.mark.parametrize("form", [each for each in FORMATS if each in {"json", "html", "md"}])
def test_each_audience_reads_its_own_and_no_more(full: Any, form: str) -> None:
    report = full.freeze()
    for audience in Audience:
        words = rendered(whole(report, audience), form).decode()
        desk, legal = audience is not Audience.PUBLIC, audience is Audience.LEGAL
        for each in FOR_ALL:
            assert each in words, (audience, each)
        for each in FOR_DESK:
            assert (each in words) is desk, (audience, each)
        for each in FOR_LAWYERS:
            assert (each.lower() in words.lower()) is legal, (audience, each)


def test_what_is_hidden_stands_in_the_content_as_its_digest(full: Any) -> None:
    document = whole(full.freeze(), Audience.LEGAL)
    content = json.dumps(document["content"]) + json.dumps(document["made"])
    inner = json.dumps([each["value"] for each in document["disclosures"].values()])
    for digest, each in document["disclosures"].items():
        assert digest == digest_of(each["salt"], each["value"])
        assert digest in content or digest in inner
        assert len(each["salt"]) == 32
    salts = {each["salt"] for each in document["disclosures"].values()}
    assert len(salts) == len(document["disclosures"])  # equal values have digests of their own


def test_the_public_may_read_who_decided_where_the_policy_says_so(full: Any) -> None:
    full.policy.rules = {"names_reviewers": True}
    told = opened(whole(full.freeze(), Audience.PUBLIC))["content"]
    assert told["cover"]["checkers"] == ["Ana Paz"]
    assert told["lines"][0]["decision"]["reviewer"] == "Ana Paz"


def test_the_public_reads_of_an_open_claim_no_more_than_its_words(story: Any) -> None:
    claim = story.claim(stage_reason="correction")
    evidence = story.evidence(claim, story.source())
    story.decide(claim, Status.DISPUTED, evidence, stage=Stage.AWAITING_SECOND)
    [line] = story.document(Audience.PUBLIC)["content"]["lines"]
    assert line["quote"] == "The swap is worth US$20 billion."
    assert (line["decision"], line["stage_reason"], line["evidence"]) == (None, None, [])


def test_the_public_sees_the_evidence_that_the_decision_leans_on(story: Any) -> None:
    claim = story.claim()
    leant = story.evidence(claim, story.source())
    story.evidence(claim, story.source(title="A mere note"), Stance.CONTEXT)
    story.decide(claim, Status.VERIFIED, leant)
    [line] = story.document(Audience.PUBLIC)["content"]["lines"]
    assert [each["title"] for each in line["evidence"]] == ["Treasury statement"]


def test_the_annexes_hold_replies_sentences_sign_off_and_the_log(full: Any) -> None:
    content = full.document()["content"]
    [reply] = content["replies"]
    assert (reply["asked"], reply["answer"]) == ("ASKEDPERSON", "THEANSWER")
    assert content["sign_off"]["name"] == "Ben Okafor"
    assert content["sign_off"]["stands"] is False  # the claim was decided afterwards
    [sentence] = content["dismissed"]
    assert sentence["text"] == "DRAFTONLY is a second line."
    assert content["manuscript"]["text"] == full.text
    assert content["summary"]["coverage"] == {"accounted": 1, "total": 2}
    assert content["audit"]["left_out"] == 0


def test_a_dismissed_claim_tells_why_its_sentence_is_out(story: Any) -> None:
    story.claim(stage=Stage.DISMISSED, stage_reason=DismissReason.OPINION.value)
    content = story.document()["content"]
    [sentence] = content["dismissed"]
    assert sentence["disposition"] == "dismissed"
    assert sentence["dismissed"][0]["reason"] == "opinion"


def _reader(story: Any, role: Role) -> Actor:
    actor: Actor = story.actor
    return Actor(**{**{name: getattr(actor, name) for name in _FIELDS}, "role": role})


_FIELDS = ("person_id", "name", "email", "desk_id", "scopes", "auth_method", "channel")


def test_the_edition_for_lawyers_is_for_editors(full: Any) -> None:
    report = full.freeze()
    with pytest.raises(NotAllowed):
        edition_for(_reader(full, Role.REVIEWER), report, Audience.LEGAL)
    assert edition_for(_reader(full, Role.EDITOR), report, Audience.LEGAL)
    assert edition_for(_reader(full, Role.VIEWER), report, Audience.PUBLIC)


def test_a_report_from_before_the_audiences_has_no_public_edition(story: Any) -> None:
    report = story.freeze()
    document = json.loads(report.document)
    del document["seal"]
    report.document = json.dumps(document)
    with pytest.raises(NotFound):
        whole(report, Audience.PUBLIC)
    assert whole(report)["audience"] == "internal"


def test_the_second_report_says_what_changed_since_the_first(tell: Any) -> None:
    story = tell(texts=["One is two.", "Two is three."])
    claim = story.claim(0)
    assert story.document()["made"]["since"] is None
    claim, ana = story.session.merge(claim), story.session.merge(story.ana)
    story.decide(claim, Status.DISPUTED, by=ana, rationale="It is not so.")
    since = story.document()["made"]["since"]
    assert since["number"] == 1
    [moved] = since["decided"]
    changes = {each["field"]: (each["before"], each["after"]) for each in moved["changes"]}
    assert changes["status"] == (["unverified"], ["disputed"])


def test_reports_of_two_articles_are_not_compared(tell: Any, story: Any) -> None:
    one = story.freeze()
    other = story.freeze()
    assert compare(other, one).empty
    other.article_id = None
    with pytest.raises(NotFound):
        compare(one, other)
