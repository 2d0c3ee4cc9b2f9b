"""Who a speaker is likely to be: shown until a person says who it is."""

from typing import Any

import pytest

from tests.hinted import EVIDENCE, HINTED, MENTION, NAME, NOTICE, hinted
from tests.newsroom import TEXT, Newsroom
from tests.review.stages import Stages


@pytest.fixture
def claim(newsroom: Newsroom) -> dict[str, Any]:
    """A claim that “She” makes."""
    article = Stages(newsroom).receive(HINTED, found=hinted())
    found = newsroom.claims({"id": str(article)})
    return next(each for each in found if "320" in each["quote"])


def edit(newsroom: Newsroom, claim: dict[str, Any], **changes: Any) -> dict[str, Any]:
    path, reviewer = f"/claims/{claim['id']}", newsroom.reviewer
    answer = reviewer.patch(path, changes, match=reviewer.etag(path))
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def test_a_claim_says_who_its_speaker_is_likely_to_be_and_why(claim: dict[str, Any]) -> None:
    speaker = claim["speaker"]
    at, start = HINTED.index(NAME), HINTED.index(MENTION)
    assert speaker["mention"] == {"text": MENTION, "start": start, "end": start + len(MENTION)}
    assert speaker["suggestion"] == {
        "name": NAME,
        "start": at,
        "end": at + len(NAME),
        "sentence": 2,
        "evidence": EVIDENCE,
    }
    assert (speaker["name"], speaker["cue"], speaker["speech"]) == (NAME, "said", "indirect")


@pytest.mark.parametrize("name", [NAME, "Somebody Else"])
def test_whoever_names_the_speaker_settles_the_suggestion(
    newsroom: Newsroom, claim: dict[str, Any], name: str
) -> None:
    assert edit(newsroom, claim, tags=["jobs"])["speaker"] == claim["speaker"]
    named = {"name": name, "cue": "said", "speech": "indirect"}
    edited = edit(newsroom, claim, speaker=named)
    nothing = {"start": None, "end": None, "mention": None, "suggestion": None}
    assert edited["speaker"] == named | nothing
    assert edited["version"] == 3
    events = newsroom.viewer.get(f"/claims/{claim['id']}/history").json["items"]
    assert events[-1]["before"]["speaker_suggestion"]["name"] == NAME
    assert events[-1]["after"]["speaker_suggestion"] is None
    # A new draft that says the same asks nobody again.
    base, editor = f"/articles/{claim['article_id']}", newsroom.editor
    text = HINTED.replace("84", "85")
    assert editor.post(f"{base}/drafts", {"text": text}, match=editor.etag(base)).status_code == 201
    now = newsroom.viewer.get(f"/claims/{claim['id']}").json
    assert (now["draft"], now["speaker"]) == (2, edited["speaker"])


def test_language_and_notice_stand_on_the_article_and_its_drafts(
    newsroom: Newsroom, claim: dict[str, Any]
) -> None:
    path = f"/articles/{claim['article_id']}"
    article = newsroom.viewer.get(path).json
    assert (article["language"], article["notice"]) == ("xx", NOTICE)
    assert [(each["language"], each["notice"]) for each in article["drafts"]] == [("xx", NOTICE)]
    draft = newsroom.viewer.get(f"{path}/drafts/1").json
    assert (draft["language"], draft["notice"]) == ("xx", NOTICE)
    editor = newsroom.editor
    editor.post(f"{path}/drafts", {"text": TEXT}, match=editor.etag(path))
    again = newsroom.viewer.get(path).json
    assert again["notice"] is None
    assert [each["language"] for each in again["drafts"]] == ["xx", "en"]


def test_a_language_that_was_given_holds(newsroom: Newsroom) -> None:
    article = newsroom.article(language="es")
    assert (article["language"], article["drafts"][0]["language"]) == ("es", "en")
