"""Facts as ClaimReview: the mapping, what never leaves, and what the linter says to it."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings

from factcheck.errors import Rejected
from factcheck.publish.claimreview import claim_review, claim_text
from factcheck.publish.claimreview_lint import lint, lint_value
from factcheck.publish.imprint import Imprint
from factcheck.publish.scale import Scale, scale_from
from tests.publish.facts_of_others import BASE, ID, fact, facts

IMPRINT = Imprint("The Daily", "https://daily.example")


def review(imprint: Imprint = IMPRINT, **about: Any) -> dict[str, Any]:
    """The review of a fact that leaves."""
    made = claim_review(fact(**about), imprint, base_url=BASE)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("status", "rating", "words", "number"),
    [
        ("verified", None, "True", 5),
        ("verified", "mostly  TRUE", "Mostly true", 4),
        ("verified", "False", "True", 5),  # the words say the opposite of the decision
        ("disputed", "False", "False", 1),
        ("disputed", "Mostly false", "Mostly false", 2),
        ("disputed", "Half true", "Half true", 3),
        ("disputed", "misleading", "Misleading", 3),
        ("disputed", "True", "Disputed", None),
        ("disputed", None, "Disputed", None),
        ("disputed", "Satire", "Satire", None),
        ("disputed", "This picture was taken years before at another place", "Disputed", None),
    ],
)
def test_a_decision_becomes_a_rating_by_the_scale(
    status: str, rating: str | None, words: str, number: int | None
) -> None:
    made = review(status=status, rating=rating)["reviewRating"]
    assert made["alternateName"] == words
    assert made["ratingExplanation"] == "The budget annex gives the same sum."
    numbers = {"ratingValue": number, "bestRating": 5, "worstRating": 1}
    held = {name: made[name] for name in numbers if name in made}
    assert held == ({} if number is None else numbers)


def test_a_desk_has_its_own_scale() -> None:
    given_scale = {"worst": 1, "best": 4, "labels": {"Falso": 1, "Verdadero": 4}}
    scale = scale_from(given_scale | {"verified": "Verdadero", "disputed": "En duda"})
    own = Imprint("El Diario", "https://diario.example", scale=scale)
    assert review(own)["reviewRating"]["alternateName"] == "Verdadero"
    assert review(own)["reviewRating"]["bestRating"] == 4
    assert review(own, status="disputed")["reviewRating"]["alternateName"] == "En duda"
    assert lint_value(review(own)) == []


def test_what_is_ones_own_or_unverified_does_not_leave() -> None:
    assert claim_review(fact(claimreview_url=None), IMPRINT, base_url=BASE) is None
    assert claim_review(fact(status="unverified"), IMPRINT, base_url=BASE) is None
    asked = Imprint("The Daily", "https://daily.example", unproven=True)
    made = review(asked, status="unverified", rating="False")
    assert made["reviewRating"]["alternateName"] == "Unproven"
    assert "ratingValue" not in made["reviewRating"]
    assert (
        claim_review(fact(status="unverified", claimreview_url=None), asked, base_url=BASE) is None
    )


def test_the_review_says_who_checked_whose_claim_and_where_it_was_made() -> None:
    imprint = Imprint(
        "The Daily",
        "https://daily.example",
        corrections="https://daily.example/corrections",
        language="de",
        same_as=("https://social.example/@daily",),
    )
    made = review(imprint, language=None)
    assert made["url"] == f"{BASE}/facts/{ID}"
    assert made["claimReviewed"] == "The first stage costs 48 million euros."
    assert made["inLanguage"] == "de"
    assert made["datePublished"] == "2026-03-02T09:30:00.123456Z"
    assert made["author"] == {
        "@type": "Organization",
        "name": "The Daily",
        "url": "https://daily.example",
        "sameAs": ["https://social.example/@daily"],
        "correctionsPolicy": "https://daily.example/corrections",
    }
    assert made["itemReviewed"] == {
        "@type": "Claim",
        "@id": f"urn:uuid:{ID}",
        "author": {"@type": "Person", "name": "Rosa Vidal"},
        "datePublished": "2026-02-27T08:00:00Z",
        "appearance": {
            "@type": "CreativeWork",
            "url": "https://paper.example/harbour",
            "headline": "Harbour plan passes",
            "publisher": {"@type": "Organization", "name": "The Paper"},
        },
    }


def test_without_a_speaker_the_claim_is_the_articles_own() -> None:
    author = review(speaker=None)["itemReviewed"]["author"]
    assert author == {"@type": "Organization", "name": "The Paper"}
    nameless = fact()["article"] | {"publisher": None}
    site = review(speaker=None, article=nameless)["itemReviewed"]["author"]
    assert site["name"] == "paper.example"
    unknown = nameless | {"url": None}
    assert "author" not in review(speaker=None, article=unknown)["itemReviewed"]
    body = {"name": "the finance office", "cue": "according to", "speech": "indirect"}
    assert review(speaker=body)["itemReviewed"]["author"]["@type"] == "Organization"


def test_our_own_terms_stand_under_a_context_of_their_own() -> None:
    made = review(corrected=True)
    context, own = made["@context"]
    assert (context, own) == ("https://schema.org", {"factcheck": f"{BASE}/ns/claimreview#"})
    assert made["factcheck:claim"] == f"urn:uuid:{ID}"
    assert made["factcheck:corrected"] is True
    (evidence,) = made["factcheck:evidence"]
    assert evidence["factcheck:sha256"] == "a" * 64
    assert evidence["factcheck:url"] == "https://city.example/budget.pdf"
    plain = {key: value for key, value in made.items() if ":" not in key}
    assert lint_value(plain) == []
    assert "factcheck" not in json.dumps({k: v for k, v in plain.items() if k != "@context"})


LONG = "The city will have spent forty-eight million euros on the harbour by May"
VIDAL = {"name": "Mayor Rosa Vidal", "cue": "said", "speech": "indirect"}


@pytest.mark.parametrize(
    ("statement", "speaker", "told"),
    [
        ("It costs\n 48 million.", VIDAL, "It costs 48 million."),
        (f"{LONG}, Mayor Rosa Vidal said.", VIDAL, LONG),
        (f"“{LONG},” Mayor Rosa Vidal said.", VIDAL, f"“{LONG}”"),
        (f"Mayor Rosa Vidal said that {LONG[0].lower()}{LONG[1:]}", VIDAL, LONG),
        (f"{LONG}, and more, Mayor Rosa Vidal said.", VIDAL, None),
        (f"{LONG}, Mayor Rosa Vidal said.", None, None),
        (f"{LONG}, Mayor Rosa Vidal said on Tuesday.", VIDAL, None),
    ],
)
def test_a_long_claim_is_told_without_its_speaker_or_else_whole(
    statement: str, speaker: Any, told: str | None
) -> None:
    found = claim_text(fact(statement=statement, speaker=speaker))
    assert found == (told or " ".join(statement.split()))


@given(facts)
@settings(max_examples=300, deadline=None)
def test_the_linter_finds_nothing_in_what_we_emit(found: dict[str, Any]) -> None:
    imprint = Imprint("The Daily", "https://daily.example", unproven=True)
    made = claim_review(found, imprint, base_url=BASE)
    assert made is not None
    page = f'<script type="application/ld+json">{json.dumps(made)}</script>'
    assert lint(page.replace("</", "<\\/", page.count("</") - 1), page_url=made["url"]) == []
    feed = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "dataFeedElement": [
            {"@type": "DataFeedItem", "item": [made]},
            {"@type": "DataFeedItem", "item": [made]},
            {
                "@type": "DataFeedItem",
                "dateDeleted": "2026-03-04",
                "item": [{"@type": "ClaimReview", "url": made["url"]}],
            },
        ],
    }
    assert lint_value(feed) == []


def test_a_claim_that_stays_long_is_the_only_thing_to_be_said() -> None:
    made = review(statement=f"{LONG}, and they will spend more.", speaker=None)
    assert [each.rule for each in lint_value(made)] == ["claim_reviewed_long"]


@pytest.mark.parametrize(
    ("given_scale", "said"),
    [
        ({"worst": 0}, "at least 1"),
        ({"worst": -1, "best": -1}, r"must be above the worst"),
        ({"best": 3}, r"'True' stands for 5, which is not on the scale 1 to 3"),
        ({"labels": {"True": 6}}, "not on the scale 1 to 5"),
        ({"labels": {}}, "1 to 50 labels"),
        ({"labels": {"This is what we think of it all": 1}}, "too long for a label"),
        ({"labels": {"True": 5, "true": 4}}, "same words"),
        ({"labels": {"True": "five"}}, "'five' is no number"),
        ({"labels": {" ": 5}}, "no label"),
        ({"labels": ["True"]}, "words with a number each"),
        ({"verified": 5}, "no label"),
        ({"best": True}, "no number"),
        ({"worst": float("nan")}, "too large"),
        ({"numbers": 5}, "no 'numbers'"),
    ],
)
def test_a_scale_that_cannot_be_published_is_refused(
    given_scale: dict[str, Any], said: str
) -> None:
    with pytest.raises(Rejected) as refused:
        scale_from(given_scale)
    (sentences,) = refused.value.errors.values()
    assert re.search(said, " ".join(sentences))
    assert scale_from({}) == scale_from({"worst": None}) == Scale()
