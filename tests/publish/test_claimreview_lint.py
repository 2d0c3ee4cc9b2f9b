"""The linter: every rule by its example, markup wherever it stands, and hostile documents."""

import json
import os
import re
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.publish.claimreview_lint import MOST_FINDINGS, lint, lint_value
from factcheck.publish.claimreview_rules import RULES, SOUND, Severity

POOL = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).parents[3] / "shared"))


def broken(changes: dict[str, Any], sound: dict[str, Any] = SOUND) -> dict[str, Any]:
    """The sound review with some parts changed, None: taken away."""
    made = deepcopy(sound)
    for key, value in changes.items():
        if value is None:
            made.pop(key, None)
        elif isinstance(value, dict) and isinstance(made.get(key), dict):
            made[key] = broken(value, made[key])
        else:
            made[key] = value
    return made


def rules(document: Any, **options: Any) -> list[str]:
    """The rules that a document breaks."""
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    return [each.rule for each in lint(text, **options)]


def page(*blocks: Any, head: str = "") -> str:
    """A page with scripts of JSON-LD."""
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in blocks
    )
    return f"<!doctype html><html><head>{head}{scripts}</head><p>a < b</p></html>"


def test_a_sound_review_has_no_findings_wherever_it_stands() -> None:
    bare = {key: value for key, value in SOUND.items() if key != "@context"}
    item = {"@type": "DataFeedItem", "item": [SOUND]}
    for document in (
        SOUND,
        [SOUND],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, bare]},
        {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [item, item]},
        {"@context": "http://schema.org/", "@type": "NewsArticle", "review": bare},
        bare | {"@context": {"@vocab": "http://schema.org/"}},
        bare | {"@context": ["https://schema.org", {"own": "https://own.example/#"}]},
        SOUND | {"@type": ["ClaimReview", "Review"]},
        SOUND | {"@type": "schema:ClaimReview"},
        SOUND | {"@type": "http://schema.org/ClaimReview"},
    ):
        assert lint_value(document) == [], document
        assert rules(document) == rules(json.dumps(document).encode("utf-8-sig")) == []
        assert rules(page(document)) == []
    assert rules(page({"@type": "WebPage"}, SOUND)) == []
    assert rules(page(SOUND).replace("<script type=", "<SCRIPT data-x='>' async TYPE =")) in (
        [],
        ["no_claim_review"],
    )


@pytest.mark.parametrize("name", RULES)
def test_each_rule_is_broken_by_its_example(name: str) -> None:
    rule = RULES[name]
    example = rule.example if isinstance(rule.example, str) else json.dumps(broken(rule.example))
    found = [each for each in lint(example) if each.rule == name]
    assert found, lint(example)
    for each in found:
        assert (each.severity, each.source) == (rule.severity, rule.source)
        assert each.path.startswith("$")
        assert each.message[-1] == "."
        assert rule.source.startswith("https://")
    if isinstance(rule.example, dict) and name != "best_not_above_worst":
        assert {each.rule for each in lint(example)} == {name}


@pytest.mark.parametrize(
    ("changes", "path", "rule"),
    [
        ({"reviewRating": {"ratingValue": 0}}, "$.reviewRating.ratingValue", "value_below_worst"),
        ({"reviewRating": {"ratingValue": "9"}}, "$.reviewRating.ratingValue", "value_above_best"),
        ({"reviewRating": {"worstRating": "0"}}, "$.reviewRating.worstRating", "worst_below_one"),
        ({"reviewRating": {"bestRating": "high"}}, "$.reviewRating.bestRating", "not_a_number"),
        ({"reviewRating": [{"alternateName": ""}]}, "$.reviewRating[0]", "alternate_name"),
        ({"reviewRating": "False"}, "$.reviewRating", "rating"),
        ({"claimReviewed": "It cost 48 million (FALSE)"}, "$.claimReviewed", "rating_in_claim"),
        ({"claimReviewed": "It cost 48 million – false"}, "$.claimReviewed", "rating_in_claim"),
        ({"claimReviewed": "[Misleading] It did"}, "$.claimReviewed", "rating_in_claim"),
        (
            {"claimReviewed": "Four Apes: it did", "reviewRating": {"alternateName": "Four Apes"}},
            "$.claimReviewed",
            "rating_in_claim",
        ),
        ({"url": "//check.example/1"}, "$.url", "url_relative"),
        ({"url": "javascript:alert(1)"}, "$.url", "url_relative"),
        ({"url": "http://[::1/"}, "$.url", "url_relative"),
        ({"datePublished": "2026-13-01"}, "$.datePublished", "date"),
        ({"datePublished": "03/02/2026"}, "$.datePublished", "date"),
        ({"itemReviewed": {"datePublished": "1 May"}}, "$.itemReviewed.datePublished", "date"),
        ({"@context": "https://example.org"}, "$['@context']", "context"),
        ({"author": [{"@type": "Person"}]}, "$.author[0]", "author_unnamed"),
    ],
)
def test_findings_name_the_place(changes: dict[str, Any], path: str, rule: str) -> None:
    found = lint_value(broken(changes))
    assert (path, rule) in {(each.path, each.rule) for each in found}, found


@pytest.mark.parametrize(
    "changes",
    [
        {"claimReviewed": "The statement that taxes fell is false"},
        {"claimReviewed": "Says: true patriots pay taxes"},
        {"claimReviewed": "The story of the mayor: a false friend"},
        {"datePublished": "2026"},
        {"datePublished": "2026-03"},
        {"datePublished": "2026-03-02T09:30:00+01:00"},
        {"datePublished": "2026-03-02T09:30:00.123456Z"},
        {"reviewRating": {"ratingValue": "1", "bestRating": "5", "worstRating": "1"}},
        {"reviewRating": {"ratingValue": None, "bestRating": None, "worstRating": None}},
        {"reviewRating": {"alternateName": "Pants on Fire!"}},
        {"author": "The Checkers"},
    ],
)
def test_what_is_right_is_not_complained_of(changes: dict[str, Any]) -> None:
    assert lint_value(broken(changes)) == []


def test_a_url_must_be_on_the_domain_of_the_page() -> None:
    assert rules(SOUND, page_url="https://www.check.example/a") == []
    assert rules(SOUND, page_url="https://paper.example/a") == ["url_domain"]
    assert rules(SOUND, page_url="https://example/a") == []  # one below it
    elsewhere = '<link rel="canonical" href="https://paper.example/a">'
    assert rules(page(SOUND, head=elsewhere)) == ["url_domain"]
    assert rules(page(SOUND, head=f"<!-- {elsewhere} -->")) == []


def test_blocks_of_a_page_are_told_apart_and_broken_ones_named_by_line() -> None:
    text = page(SOUND, {"@type": "Article"}).replace(
        "</head>", "\n\n<script type='application/ld+json'>\n{\"a\": }</script></head>"
    )
    (found,) = lint(text)
    assert (found.path, found.rule) == ("$[2]", "json")
    assert "Line 4, column 7" in found.message
    assert rules(page(SOUND, SOUND)) == ["many_reviews"]
    assert rules(f"<!-- {page(SOUND)} -->") == ["no_claim_review"]
    assert rules('{"a": NaN}') == ["json"]
    assert rules("") == rules("just words") == rules("17") == ["json"]


def test_findings_are_not_listed_without_end() -> None:
    found = lint(json.dumps([{"@type": "ClaimReview"}] * 10_000))
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].rule == "too_many"


HOSTILE = {
    "deep list": "[" * 1_000_000,
    "deep object": '{"a":' * 500_000,
    "deep and sound": '{"@type":"ClaimReview","itemReviewed":' * 900 + "1" + "}" * 900,
    "wide": "[" + "{}," * 300_000 + "{}]",
    "scripts": "<script " * 100_000,
    "quotes": '<script a="' * 100_000,
    "comments": "<!--" * 200_000,
    "open scripts": '<script type="application/ld+json">' * 30_000,
    "numbers": "9" * 1_000_000,
    "a long number": '{"@type":"ClaimReview","reviewRating":{"ratingValue":1e999}}',
    "an integer": '{"@type":"ClaimReview","reviewRating":{"ratingValue":' + "9" * 4000 + "}}",
    "half a pair": '{"@type":"ClaimReview","url":"https://\\ud800.example","claimReviewed":"\\u0000"}',
    "a long claim": json.dumps(SOUND | {"claimReviewed": "( " * 500_000}),
    "a long url": json.dumps(SOUND | {"url": "https://" + "[" * 500_000}),
    "types": json.dumps({"@type": ["ClaimReview"] * 100_000}),
    "keys": json.dumps({"x'" * 50_000: {"@type": "ClaimReview"}}),
    "bytes": b"\xff\xfe\x00\xd8{" * 100_000,
    "nul": b"\x00" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_give_findings_in_bounded_time(name: str) -> None:
    began = time.process_time()
    found = lint(HOSTILE[name])
    assert found
    assert time.process_time() - began < 5  # a tenth of a second where it is well
    for each in found:
        assert len(each.message) < 500
        json.dumps(each.path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*SOUND, *SOUND["reviewRating"], "name", "@graph", "item"]) | st.text(),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from([*SOUND, "dateDeleted"]), json_values))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_review_is_a_finding_at_most(parts: dict[str, Any]) -> None:
    for each in lint_value(SOUND | parts | {"@type": "ClaimReview"}):
        assert each.rule in RULES


@given(st.text() | st.binary())
@settings(max_examples=300, deadline=None)
def test_whatever_a_document_is_there_is_an_answer(document: str | bytes) -> None:
    assert {each.severity for each in lint(document)} <= set(Severity)


def test_verdicts_of_real_checks_are_labels_or_told_to_be_too_long() -> None:
    path = POOL / "data" / "factcheck_pool_averitec" / "claims.jsonl"
    if not path.exists():
        pytest.skip(f"needs {path} (set FACTCHECK_SHARED)")
    lines = path.read_text(encoding="utf-8").splitlines()[:2000]
    told = {}
    for line in lines:
        known = json.loads(line)
        rating = {"@type": "Rating", "alternateName": known["verdict"]}
        parts = {"claimReviewed": known["claim"], "reviewRating": rating, "url": known["url"]}
        told[known["verdict"]] = {each.rule for each in lint_value(SOUND | parts)}
    assert "label_long" not in told["False"] | told["True"]
    assert any("label_long" in each for each in told.values())


def test_the_document_has_the_table_of_rules_as_the_code_has_it() -> None:
    text = (Path(__file__).parents[2] / "docs" / "claimreview.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \| \[.+\]\((\S+)\) \|$", text, re.MULTILINE)
    assert listed == [(each.name, each.severity, each.asks, each.source) for each in RULES.values()]
