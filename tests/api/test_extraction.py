"""POST /extract: claims of a text, and nothing stored."""

from tests.api.problem import everything, problem
from tests.newsroom import TEXT, Newsroom

STRANGE = (
    "🏖️ Rents rose by 3 percent in 2024.\r\n\r\n"
    "«El puerto ganó 9 millones de euros en 2023», dijo Rosa Vidal. "
    "e\u0301 \u202eabc\u202c 𝟜𝟠 percent of the 👩‍👩‍👧 paid in 2022."
)


def test_extraction_finds_the_claims_that_the_article_would_have_and_stores_nothing(
    newsroom: Newsroom,
) -> None:
    before = everything(newsroom.database)
    answer = newsroom.viewer.post("/extract", {"text": TEXT})
    assert answer.status_code == 200
    assert everything(newsroom.database) == before
    assert answer.headers["Cache-Control"] == "private, no-store"
    found = answer.json
    stored = newsroom.claims(newsroom.article())
    places = [(each["start"], each["end"], each["quote"], each["score"]) for each in stored]
    assert [(c["start"], c["end"], c["quote"], c["score"]) for c in found["claims"]] == places
    assert {each["status"] for each in found["claims"]} == {"unverified"}
    assert [each["disposition"] for each in found["sentences"]].count("claim") == 3
    assert (found["language"], found["notice"]) == ("en", None)
    assert {each["note"] for each in found["sentences"]} >= {None, "question"}
    said = [(each["speaker"] or {}).get("text") for each in found["attributions"]]
    assert "Mayor Rosa Vidal" in said
    again = newsroom.viewer.post("/extract", {"text": TEXT}).json
    assert again == found


def test_every_span_is_exact_in_code_points_and_in_utf16(newsroom: Newsroom) -> None:
    found = newsroom.viewer.post("/extract", {"text": STRANGE}).json
    assert found["claims"]
    units = STRANGE.encode("utf-16-le")
    for claim in found["claims"]:
        assert STRANGE[claim["start"] : claim["end"]] == claim["quote"]
        narrow = units[2 * claim["start_utf16"] : 2 * claim["end_utf16"]].decode("utf-16-le")
        assert narrow == claim["quote"]
        for facet in claim["facets"]:
            assert STRANGE[facet["start"] : facet["end"]] == facet["text"]


def test_the_day_of_publication_turns_last_year_into_a_date(newsroom: Newsroom) -> None:
    def value(**more: str) -> object:
        body = {"text": "Rents rose by 3 percent last year.", **more}
        claims = newsroom.viewer.post("/extract", body).json["claims"]
        return next(f["value"] for f in claims[0]["facets"] if f["type"] == "date")

    assert value(published_at="2025-10-14T00:00:00Z") == "2024"
    assert value() != "2024"
    for day in ("0001-01-01", "9999-12-31"):
        assert value(published_at=day) != "2024"


def test_a_threshold_of_its_own_holds_for_the_call(newsroom: Newsroom) -> None:
    def claims(threshold: object) -> int:
        answer = newsroom.viewer.post("/extract", {"text": TEXT, "threshold": threshold})
        return len(answer.json["claims"])

    assert claims(1.0) == 0 < claims(0.4) <= claims(0.0)
    for wrong in (-0.1, 1.1, "much"):
        answer = newsroom.viewer.post("/extract", {"text": TEXT, "threshold": wrong})
        assert problem(answer, 422, "invalid")["errors"].keys() == {"threshold"}


def test_a_text_that_no_claim_could_be_found_in_is_refused(newsroom: Newsroom) -> None:
    for text in ("", " \n ", "Rents \x00 rose."):
        answer = newsroom.viewer.post("/extract", {"text": text})
        assert problem(answer, 422, "invalid")["errors"].keys() == {"text"}
    problem(newsroom.viewer.post("/extract", {"text": "a " * 1_000_001}), 413, "too_large")
