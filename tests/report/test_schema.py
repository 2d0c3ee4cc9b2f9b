"""The published JSON Schema holds every real edition, and nothing of ours goes beyond it."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from factcheck import vocabulary
from factcheck.report import Audience, whole
from factcheck.report.reading import schema_text
from factcheck.report.seal import opened
from tests.report.whole_story import TEXTS, fill, freeze_a_period

pytestmark = pytest.mark.one_backend
"""What a report holds does not depend on the database that kept it."""

SCHEMA = json.loads(schema_text())
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


def faults(document: Any) -> list[str]:
    return [
        f"{each.instance_path}: {each.message[:300]}" for each in VALIDATOR.iter_errors(document)
    ]


@pytest.fixture
def editions(tell: Any) -> dict[Audience, dict[str, Any]]:
    report = fill(tell(texts=TEXTS)).freeze()
    return {each: whole(report, each) for each in Audience}


def test_the_schema_is_one_itself() -> None:
    jsonschema_rs.meta.validate(SCHEMA)


def test_the_editions_of_every_audience_are_as_the_schema_says(editions: Any) -> None:
    for audience, edition in editions.items():
        assert faults(json.loads(json.dumps(edition))) == [], audience


def test_an_edition_with_all_in_its_place_is_as_the_schema_says(editions: Any) -> None:
    """So every hidden value is held against the place where it belongs."""
    for audience, edition in editions.items():
        assert faults(opened(edition)) == [], audience
    content = opened(editions[Audience.LEGAL])["content"]
    for name, part in content.items():
        assert part, f"the story has no {name}, so the schema was not tried"


def test_a_first_and_an_empty_report_are_as_the_schema_says(story: Any) -> None:
    for audience in Audience:
        edition = story.edition(audience)
        assert faults(edition) == []
        assert faults(opened(edition)) == []


def test_a_report_of_a_period_is_as_the_schema_says(story: Any) -> None:
    story.checked_claim()
    report = freeze_a_period(story)
    for audience in Audience:
        assert faults(whole(report, audience)) == []
        assert faults(opened(whole(report, audience))) == []


def records(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every record inside, with its path."""
    if isinstance(value, dict):
        yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in pairs:
        if isinstance(each, dict | list):
            yield from records(each, (*path, name))


def test_a_member_that_the_schema_does_not_know_is_refused_everywhere(editions: Any) -> None:
    edition = editions[Audience.LEGAL]
    known = 0
    for each in (edition, opened(edition)):
        document = json.loads(json.dumps(each))
        for path, record in records(document):
            if path in {("disclosures",), ("seal", "index")}:  # these may have any names
                continue
            record["unheard_of"] = 1
            assert faults(document), path
            del record["unheard_of"]
            known += 1
    assert known > 150


def test_a_member_that_is_left_out_is_missed(editions: Any) -> None:
    document = json.loads(json.dumps(editions[Audience.LEGAL]))
    for path in ((), ("content",), ("made",), ("seal",), ("content", "lines", 0)):
        record = document
        for step in path:
            record = record[step]
        for name in [*record]:
            kept = record.pop(name)
            assert faults(document), (path, name)
            record[name] = kept
    assert faults(document) == []


def test_the_words_of_the_schema_are_those_of_the_vocabulary() -> None:
    parts = SCHEMA["$defs"]
    line, evidence = parts["line"]["properties"], parts["evidence"]["properties"]
    for found, words in (
        (parts["status"], vocabulary.Status),
        (parts["stage"], vocabulary.Stage),
        (parts["policy"]["properties"]["name"], vocabulary.PolicyName),
        (line["kind"], vocabulary.Kind),
        (parts["facet"]["properties"]["type"], vocabulary.FacetType),
        (evidence["stance"], vocabulary.Stance),
        (evidence["kind"], vocabulary.SourceKind),
        (SCHEMA["properties"]["audience"], Audience),
    ):
        assert found["enum"] == [each.value for each in words]
    counts = parts["summary"]["properties"]
    assert [*counts["stage"]["properties"]] == [each.value for each in vocabulary.Stage]


def test_every_part_that_may_be_hidden_is_described() -> None:
    named = {
        each["$ref"] for each in SCHEMA["$defs"]["hidden_of_report"]["anyOf"] if "$ref" in each
    }
    for name, part in SCHEMA["$defs"]["report"]["properties"].items():
        refs = {each.get("$ref") for each in part.get("anyOf", [])}
        if "#/$defs/sealed" in refs:
            assert refs - {"#/$defs/sealed", None} <= named, name
    for name, part in SCHEMA["$defs"].items():
        if name not in {"uuid", "base64"}:
            assert part.get("description") or part["type"] == "array", name
