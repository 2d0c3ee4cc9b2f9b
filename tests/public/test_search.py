"""`/v1alpha1/claims:search`: a client that was written for Google's API works here."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs
import pytest

from factcheck.clock import utcnow
from factcheck.public import search
from tests.public.press import BASE, Press

TEXT_OF = {"type": "string"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "additionalProperties": False}


# The names and types of the discovery document of factchecktools v1alpha1, each object called
# GoogleFactcheckingFactchecktoolsV1alpha1… there: FactCheckedClaimSearchResponse, Claim,
# ClaimReview, Publisher.
PUBLISHER = _object(name=TEXT_OF, site=TEXT_OF)
REVIEW = _object(
    publisher=PUBLISHER, url=TEXT_OF, title=TEXT_OF, reviewDate=TIME, textualRating=TEXT_OF,
    languageCode=TEXT_OF,
)  # fmt: skip
CLAIM = _object(
    text=TEXT_OF, claimant=TEXT_OF, claimDate=TIME, claimReview={"type": "array", "items": REVIEW}
)
RESPONSE = _object(claims={"type": "array", "items": CLAIM}, nextPageToken=TEXT_OF)
ERROR = {
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "status"],
            "properties": {"code": {"type": "integer"}, "message": TEXT_OF, "status": TEXT_OF},
        }
    },
}


class GoogleClient:
    """Such a client in small: it knows the base address, the method and nothing of us."""

    def __init__(self, press: Press, base: str) -> None:
        self._press, self._base = press, base

    def search(self, **parameters: Any) -> dict[str, Any]:
        query = urlencode({"key": "AIzaSomething", "alt": "json"} | parameters)
        answer = self._press.get(f"{self._base}/v1alpha1/claims:search?{query}")
        assert answer.content_type == "application/json; charset=UTF-8"
        shape: dict[str, Any] = json.loads(answer.data)
        if answer.status_code != 200:
            jsonschema_rs.validate(ERROR, shape)
            assert shape["error"]["code"] == answer.status_code
            raise ValueError(shape["error"]["status"], shape["error"]["message"])
        jsonschema_rs.validate(RESPONSE, shape)
        return shape

    def every(self, **parameters: Any) -> list[dict[str, Any]]:
        found, token = [], ""
        while True:
            page = self.search(**parameters, **({"pageToken": token} if token else {}))
            found += page.get("claims", [])
            token = page.get("nextPageToken", "")
            if not token:
                return found


@pytest.fixture
def google(press: Press) -> GoogleClient:
    return GoogleClient(press, "http://localhost")


def test_a_result_has_all_that_the_client_knows(press: Press, google: GoogleClient) -> None:
    press.imprint(publisher="City Checks", site="https://www.city.example/checks")
    fact = press.publish("disputed", claim=1, rating="Half true")
    unknown = press.publish("disputed", publisher=None, url=None, published_at=None)
    (bare,) = google.search(query="spent 48 million")["claims"]
    (full,) = google.search(query="pier created jobs")["claims"]
    assert "320 jobs" in full["text"]
    assert full["claimant"] == "Mayor Rosa Vidal"
    assert full["claimDate"] == "2025-10-14T09:30:00Z"
    (review,) = full["claimReview"]
    assert review["publisher"] == {"name": "City Checks", "site": "city.example"}
    assert review["url"] == f"{BASE}/facts/{fact}"
    assert review["title"].startswith("Disputed: ")
    assert (review["textualRating"], review["languageCode"]) == ("Half true", "en")
    assert bare.keys() == {"text", "claimReview"}
    assert bare["claimReview"][0]["url"].endswith(unknown)


def test_pages_hold_each_result_once(press: Press, google: GoogleClient) -> None:
    facts = [press.publish("disputed") for _ in range(12)]
    first = google.search(query="city harbour")
    assert len(first["claims"]) == 10
    assert first["nextPageToken"]

    def ids(found: list[dict[str, Any]]) -> list[str]:
        return [each["claimReview"][0]["url"].rpartition("/")[2] for each in found]

    assert ids(google.every(query="city harbour", pageSize=5)) == facts[::-1]
    assert (
        ids(google.search(query="city harbour", pageSize=3, offset=4)["claims"]) == facts[5:8][::-1]
    )
    assert google.search(query="city harbour", offset=12) == {}
    ignored = google.search(query="city harbour", offset=4, pageToken=first["nextPageToken"])
    assert ids(ignored["claims"]) == facts[:2][::-1]
    token = first["nextPageToken"]
    forged = token[:3] + ("A" if token[3] != "A" else "B") + token[4:]
    with pytest.raises(ValueError, match="INVALID_ARGUMENT"):
        google.search(query="city harbour", pageToken=forged)


def test_results_can_be_narrowed(
    press: Press, google: GoogleClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.imprint(site="https://www.city.example")
    german, english = press.publish("disputed", language="de"), press.publish("verified")
    press.publish("unverified", claim=2)

    def found(**parameters: Any) -> list[str]:
        claims = google.search(**parameters).get("claims", [])
        return [each["claimReview"][0]["url"].rpartition("/")[2] for each in claims]

    assert found(query="harbour") == [english, german]
    assert found(query="unemployment") == []  # what stays unverified is no ClaimReview
    assert found(query="harbour", languageCode="de-AT") == [german]
    assert found(reviewPublisherSiteFilter="city.example") == [english, german]
    assert found(reviewPublisherSiteFilter="www.city.example", query="harbour") == [english, german]
    assert found(reviewPublisherSiteFilter="other.example", query="harbour") == []
    assert found(query="harbour", maxAgeDays=2) == [english, german]
    monkeypatch.setattr(search, "utcnow", lambda: utcnow() + timedelta(days=5))
    assert found(query="harbour", maxAgeDays=2) == []
    assert found(query="harbour", maxAgeDays=10) == [english, german]
    assert google.search(query="zebra") == {}
    press.imprint(unproven=True)
    (claim,) = google.search(query="unemployment")["claims"]
    assert claim["claimReview"][0]["textualRating"] == "Unproven"


def test_an_old_review_that_was_touched_since_is_old(
    press: Press, google: GoogleClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.store import facts as store

    press.publish("disputed")
    then = utcnow() + timedelta(days=5)
    monkeypatch.setattr(search, "utcnow", lambda: then)
    monkeypatch.setattr(store, "number_at", lambda _: 0)  # as if it had been changed just now
    assert google.search(query="harbour", maxAgeDays=2) == {}


def test_answers_are_written_as_google_writes_them(press: Press) -> None:
    press.publish("disputed")
    path = "/v1alpha1/claims:search?query=harbour"
    assert press.get(path).text.startswith('{\n  "claims": [\n    {\n      "text": ')
    assert "\n" not in press.get(f"{path}&prettyPrint=false").text
    assert press.get("/v1alpha1/claims:search?query=zebra").text == "{}\n"


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"query": "  "},
        {"query": "x", "pageSize": "ten"},
        {"query": "x", "pageSize": -1},
        {"query": "x", "maxAgeDays": "-3"},
        {"query": "x", "offset": 10**9},
        {"query": "x", "pageToken": "garbage"},
        {"query": "x" * 6000},
        {"query": "x", "colour": "red"},
        {"query": "a\x00b"},
    ],
)
@pytest.mark.one_backend
def test_wrong_parameters_are_refused_in_googles_words(
    google: GoogleClient, parameters: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="INVALID_ARGUMENT"):
        google.search(**parameters)


@pytest.mark.one_backend
def test_every_other_error_has_that_shape_too(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: str, status: int, word: str, method: str = "GET") -> None:
        answer = press.room.app.test_client().open(path, method=method)
        jsonschema_rs.validate(ERROR, answer.json)
        assert (answer.status_code, answer.json["error"]["status"]) == (status, word)
        assert answer.headers["Cache-Control"] == (
            "public, max-age=60" if status == 404 else "no-store"
        )

    path = "/v1alpha1/claims:search"
    refused("/v1alpha1/claims:imageSearch", 404, "NOT_FOUND")
    refused(f"{path}?query=x", 405, "UNIMPLEMENTED", "POST")
    monkeypatch.setattr("factcheck.public.search.outlets", lambda *_, **__: 1 / 0)
    refused(f"{path}?query=x", 500, "INTERNAL")


def test_a_withdrawn_fact_is_found_no_more(press: Press, google: GoogleClient) -> None:
    fact = press.publish("disputed")
    assert google.search(query="harbour")
    press.reopen(fact)
    assert google.search(query="harbour") == {}
    press.publish("disputed", own=True, public=True)
    assert google.search(query="harbour") == {}
