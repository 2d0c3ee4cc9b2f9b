"""The made-up report that a style is tried on."""

import json
from typing import Any

import jsonschema_rs
import pytest

from factcheck.report.compose import booklet
from factcheck.report.preview import preview, sample
from factcheck.report.reading import schema_text
from factcheck.report.style import LANGUAGES, SECTIONS, Style, labels_of, plain_style

pytestmark = pytest.mark.one_backend


def test_the_sample_is_what_a_real_report_is_but_for_its_seal() -> None:
    told: Any = jsonschema_rs.Draft202012Validator(json.loads(schema_text()))
    document = json.loads(json.dumps(sample()))
    assert [each.message for each in told.iter_errors(document)] == [
        '"seal" is a required property'
    ]


def test_its_claims_stand_where_it_says() -> None:
    content = sample()["content"]
    text = content["manuscript"]["text"]
    for part in ("lines", "dismissed"):
        for each in content[part]:
            assert text[each["start"] : each["end"]] == (each.get("quote") or each["text"])


def test_every_section_is_in_it_to_be_looked_at() -> None:
    found = booklet(sample(), plain_style()).sections
    assert [each.anchor for each in found] == [each.replace("_", "-") for each in SECTIONS]
    assert all(each.blocks for each in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_made_in_every_language(language: str) -> None:
    style = Style(language=language, labels=labels_of(language))
    page = preview(style).decode()
    assert f'<html lang="{language}"' in page
    assert all(f">{style.label(f'section.{name}')}<" in page for name in SECTIONS)


def test_the_ratings_of_the_house_stand_on_its_lines() -> None:
    lines = sample(["Cierto", "Falso"])["content"]["lines"]
    assert [each["rating"] for each in lines] == ["Cierto", "Falso", "Cierto", None, None]
