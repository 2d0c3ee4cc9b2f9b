import json
from typing import Any

import pytest

from factcheck.report import FORMATS
from factcheck.report.lines import CONFIDENTIAL
from factcheck.vocabulary import SourceKind, Stage, Stance, Status
from tests.report.conftest import words_of


def test_the_cover_names_article_draft_policy_and_checkers(story: Any) -> None:
    story.checked_claim()
    cover = story.document()["content"]["cover"]
    assert cover["title"] == "The visit, in figures"
    assert cover["desk"] == "World desk"
    assert cover["author"] == "Carla Ruiz"
    assert cover["published_at"] == "2025-10-07T09:30:00Z"
    assert cover["draft"] == {"number": 1, "sha256": story.sha256}
    assert cover["policy"] == {"name": "standard", "version": 3}
    assert cover["checkers"] == ["Ana Paz"]


def test_claims_stand_in_text_order_with_their_exact_places(tell: Any) -> None:
    story = tell(texts=["First, 1 percent 😀.", "", "Then, 2 percent.", "Last, 3 percent."])
    for line in (3, 0, 2):
        story.claim(line)
    lines = story.document()["content"]["lines"]
    assert [(each["number"], each["paragraph"]) for each in lines] == [(1, 1), (2, 2), (3, 3)]
    for each in lines:
        assert story.text[each["start"] : each["end"]] == each["quote"]


def test_a_line_tells_speaker_facets_and_evidence(story: Any) -> None:
    claim = story.claim()
    story.spoken(claim, "Scott Bessent")
    story.facet(claim, "US$20 billion", 20_000_000_000, "USD")
    evidence = story.evidence(claim, story.source(independence_group="AP"))
    story.decide(claim, Status.VERIFIED, evidence)
    [line] = story.document()["content"]["lines"]
    assert line["speaker"] == {
        "name": "Scott Bessent",
        "cue": "said",
        "speech": "indirect",
        "mention": None,
        "suggestion": None,
    }
    [facet] = line["facets"]
    assert (facet["type"], facet["value"], facet["unit"]) == ("money", 20_000_000_000, "USD")
    [source] = line["evidence"]
    assert source == {
        "stance": "supports",
        "relied_on": True,
        "confidential": False,
        "title": "Treasury statement",
        "url": "https://example.gov/swap",
        "publisher": "US Treasury",
        "kind": "primary",
        "reliability": "A",
        "independence_group": "AP",
        "passage": "a swap line of $20 billion",
        "locator": "p. 2",
        "accessed_at": "2025-10-07T09:30:00Z",
        "credibility": None,
        "snapshot_sha256": None,
        "source_version": 1,
    }


def test_a_number_that_json_cannot_carry_is_kept_as_words(story: Any) -> None:
    claim = story.claim()
    story.facet(claim, "a lot", 10**17)
    [line] = story.document()["content"]["lines"]
    assert line["facets"][0]["value"] == str(10**17)


def test_a_decision_names_who_when_and_under_which_policy(story: Any) -> None:
    story.checked_claim()
    [line] = story.document()["content"]["lines"]
    assert (line["status"], line["stage"]) == ("verified", "final")
    assert line["decision"] == {
        "status": "verified",
        "rating": None,
        "rationale": "The statement says so.",
        "reviewer": "Ana Paz",
        "reviewed_at": "2025-10-07T10:30:00Z",
        "second_person": None,
        "decided_at": "2025-10-07T10:30:00Z",
        "policy": {"name": "standard", "version": 3},
        "override_reason": None,
    }


def test_a_decision_against_the_rules_says_so_in_every_format(story: Any) -> None:
    story.decide(story.claim(), Status.VERIFIED).override_reason = "The minister is on the record."
    document = story.document()
    [line] = document["content"]["lines"]
    assert line["decision"]["override_reason"] == "The minister is on the record."
    for form in set(FORMATS) - {"csv-sources"}:
        assert "The minister is on the record" in words_of(document, form), form


def test_a_second_person_is_named_beside_the_first(story: Any) -> None:
    claim = story.claim()
    evidence = story.evidence(claim, story.source())
    proposal = story.decide(claim, Status.VERIFIED, evidence, stage=Stage.AWAITING_SECOND)
    story.decide(claim, Status.VERIFIED, by=story.ben, confirms=proposal, rationale="I agree.")
    content = story.document()["content"]
    decision = content["lines"][0]["decision"]
    assert decision["reviewer"] == "Ana Paz"
    assert decision["rationale"] == "The statement says so."
    assert decision["second_person"]["reviewer"] == "Ben Okafor"
    assert decision["second_person"]["rationale"] == "I agree."
    assert content["lines"][0]["witnesses"] == 1  # the proposal's evidence counts
    assert content["cover"]["checkers"] == ["Ana Paz", "Ben Okafor"]


def test_a_proposal_is_shown_as_one(story: Any) -> None:
    claim = story.claim()
    story.decide(claim, Status.DISPUTED, stage=Stage.AWAITING_SECOND)
    content = story.document()["content"]
    [line] = content["lines"]
    assert (line["status"], line["decision"]["status"]) == ("unverified", "disputed")
    assert line["decision"]["decided_at"] is None
    assert content["must_fix"] == []


def test_a_reopened_claim_shows_no_decision_but_the_reason(story: Any) -> None:
    claim = story.checked_claim()
    claim.status, claim.stage, claim.stage_reason = (
        Status.UNVERIFIED,
        Stage.REOPENED,
        "text_changed",
    )
    [line] = story.document()["content"]["lines"]
    assert line["decision"] is None
    assert line["stage_reason"] == "text_changed"


def test_a_superseded_review_is_not_shown(story: Any) -> None:
    claim = story.claim()
    earlier = story.decide(claim, Status.UNVERIFIED, rationale="Nothing found.")
    later = story.decide(claim, Status.VERIFIED, by=story.ben)
    earlier.superseded_by_id = later.id
    [line] = story.document()["content"]["lines"]
    assert line["decision"]["reviewer"] == "Ben Okafor"


def test_a_final_claim_without_a_review_has_no_decision(story: Any) -> None:
    story.claim(stage=Stage.FINAL)
    [line] = story.document()["content"]["lines"]
    assert (line["decision"], line["witnesses"]) == (None, None)


def test_a_disputed_claim_must_be_fixed(story: Any) -> None:
    claim = story.checked_claim(status=Status.DISPUTED)
    story.evidence(claim, story.source(title="An agency report"), Stance.CONTEXT)
    claim.statement = "The swap is worth US$2 billion."
    [fix] = story.document()["content"]["must_fix"]
    assert fix["as_written"] == "The swap is worth US$20 billion."
    assert fix["suggested_wording"] == "The swap is worth US$2 billion."
    assert fix["rationale"] == "The statement says so."
    assert [each["title"] for each in fix["refuting"]] == ["Treasury statement"]
    assert (fix["number"], fix["paragraph"], fix["start"], fix["end"]) == (1, 1, 0, 32)


def test_without_a_wording_of_their_own_nothing_is_suggested(story: Any) -> None:
    story.checked_claim(status=Status.DISPUTED)
    [fix] = story.document()["content"]["must_fix"]
    assert fix["suggested_wording"] is None


def test_the_summary_counts_every_status_stage_and_sentence(tell: Any) -> None:
    story = tell(texts=["One is two.", "Two is three.", "Three is four."])
    story.checked_claim(0)
    story.checked_claim(1, Status.DISPUTED)
    story.claim(2)
    summary = story.document()["content"]["summary"]
    assert summary["claims"] == 3
    assert summary["status"] == {"verified": 1, "disputed": 1, "unverified": 1}
    assert summary["stage"]["final"] == 2
    assert summary["stage"]["reopened"] == 0
    assert summary["sentences"]["total"] == summary["sentences"]["disposition"]["claim"] == 3
    assert summary["single_source_claims"] == 2
    assert summary["confidential_sources"] == 0


@pytest.mark.parametrize(("group", "witnesses"), [("one wire", 1), (None, 2)])
def test_sources_of_one_group_are_one_witness(
    story: Any, group: str | None, witnesses: int
) -> None:
    claim = story.claim()
    papers = [
        story.source(
            title=title,
            url=f"https://{title.split()[-2].lower()}.example/",
            kind=SourceKind.SECONDARY,
            independence_group=group,
        )
        for title in ("The Paper", "The Other Paper")
    ]
    story.decide(claim, Status.VERIFIED, *[story.evidence(claim, each) for each in papers])
    content = story.document()["content"]
    assert content["lines"][0]["witnesses"] == witnesses
    assert content["summary"]["single_source_claims"] == (1 if group else 0)


def test_a_confidential_source_is_only_graded(story: Any) -> None:
    secret = story.source(
        title="CANARY title",
        url="https://canary.example/",
        publisher="CANARY publisher",
        independence_group="CANARY group",
        confidential=True,
    )
    for _ in range(2):
        claim = story.claim()
        evidence = story.evidence(
            claim, secret, Stance.REFUTES, passage="CANARY passage", locator="CANARY locator"
        )
        story.decide(claim, Status.DISPUTED, evidence)
    document = story.document()
    assert "canary" not in json.dumps(document).lower()
    shown = document["content"]["lines"][0]["evidence"][0]
    assert (shown["title"], shown["kind"], shown["reliability"]) == (CONFIDENTIAL, "primary", "A")
    assert document["content"]["summary"]["confidential_sources"] == 1


def test_removed_evidence_is_not_shown(story: Any) -> None:
    claim = story.claim()
    story.evidence(claim, story.source()).removed_at = story.now
    [line] = story.document()["content"]["lines"]
    assert line["evidence"] == []


def test_claims_that_the_newest_draft_lost_are_listed_apart(story: Any) -> None:
    story.claim()
    story.next_draft("Quite another text.")
    content = story.document()["content"]
    assert content["lines"] == []
    [lost] = content["earlier"]
    assert (lost["draft"], lost["quote"]) == (1, "The swap is worth US$20 billion.")
    assert content["cover"]["draft"]["number"] == 2


def test_an_article_without_claims_is_finished(story: Any) -> None:
    content = story.document()["content"]
    assert (content["notice"], content["lines"]) == (None, [])


def test_one_claim_is_spoken_of_in_the_singular(story: Any) -> None:
    story.claim()
    assert story.document()["content"]["notice"] == "Unfinished: 1 of 1 claim is not final."
