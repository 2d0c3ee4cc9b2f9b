"""Sentences that reach a page as plain text are known by the templates they were made of."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from time import perf_counter
from typing import Any

import pytest
from marshmallow import Schema, ValidationError, fields, validate

from factcheck import schemas
from factcheck.egress import Egress
from factcheck.errors import EgressRefused
from factcheck.extraction import extract
from factcheck.extraction.worth.labels import LABELS
from factcheck.workbench.recalled import recalled
from tests.extraction.test_alarms import CONTRADICTIONS
from tests.workbench.catalogues import texts

SPANISH = {"Accept-Language": "es"}
WRONG = ["", "?", "x" * 100_000, -(10**12), 10**12, [], list(range(10_000))]
NEVER_READ = {"format", "invalid_awareness"}
"""What marshmallow says of values that it cannot write, and of times that ours check first."""


@pytest.fixture(autouse=True)
def in_spanish(bench: Any) -> Iterator[None]:
    with bench.app.test_request_context(headers=SPANISH):
        yield


def every_field() -> Iterator[fields.Field[Any]]:
    """The fields of all schemas, and those inside them."""
    waiting: list[Any] = []
    for module in iter_modules(schemas.__path__):
        named = vars(import_module(f"factcheck.schemas.{module.name}")).values()
        kinds = [each for each in named if isinstance(each, type) and issubclass(each, Schema)]
        waiting += [field for kind in kinds for field in kind().declared_fields.values()]
    while waiting:
        field = waiting.pop()
        yield field
        inner = (getattr(field, name, None) for name in ("inner", "key_field", "value_field"))
        waiting += [each for each in inner if each is not None]


def said_of(field: fields.Field[Any]) -> Iterator[str]:
    """What the field may say of what somebody typed."""
    kind = {"obj_type": getattr(field, "OBJ_TYPE", ""), "choices": "a, b", "known": "a, b"}
    for name, message in field.error_messages.items():
        if name not in NEVER_READ:
            yield message.format(input="x", **kind)
    for validator in field.validators:
        for value in WRONG if isinstance(validator, validate.Validator) else ():
            try:
                validator(value)
            except ValidationError as error:
                yield from (str(each) for each in error.messages)
            except (TypeError, AttributeError):
                continue  # a value of another type never comes so far


def test_whatever_a_schema_says_is_known() -> None:
    said = {each for field in every_field() for each in said_of(field)}
    assert len(said) > 30
    assert not [each for each in said if recalled(each) == each]
    assert recalled("Longer than maximum length 500.") == "Tiene más de 500, lo máximo."


@pytest.mark.parametrize("message", [each[2] for each in CONTRADICTIONS])
def test_whatever_an_alarm_says_is_known_with_its_figures(message: str) -> None:
    told = recalled(message)
    assert told != message
    assert sorted(re.findall(r"\d+", told)) == sorted(re.findall(r"\d+", message))
    assert not re.search(r"\b(is|from|and|not|the|with)\b", re.sub("«.*?»", "", told).lower())


def test_the_days_of_the_week_are_put_into_words() -> None:
    said = recalled("2025-10-14 was a Tuesday, not a Monday.")
    assert said == "El 2025-10-14 fue martes, no lunes."


def test_reasons_notices_and_identities_are_known() -> None:
    assert not [each for each in LABELS.values() if each not in texts()]
    assert recalled("names a date") == "nombra una fecha"
    found = extract("En 2024 la ciudad gastó dos millones de dólares en el puente nuevo del río.")
    assert found.notice
    assert recalled(found.notice).startswith("Este texto parece estar en español. ")
    hint = "“He” follows “Holt”, who speaks in sentence 4; “Holt” is short for “Bo Holt” in "
    said = recalled(f"{hint}sentence 5")
    assert said.startswith("«He» sigue a «Holt», que habla en la frase 4; «Holt» es la forma breve")


def test_a_sentence_that_was_kept_as_text_is_known() -> None:
    with pytest.raises(EgressRefused) as caught:
        Egress().check("http://127.0.0.1/")
    assert recalled(str(caught.value)).startswith("127.0.0.1 no está en la internet pública")
    large = recalled(
        "What example.org sends is larger than 20,000,000 bytes, the most that is read."
    )
    assert "20.000.000 bytes" in large
    trouble = "A secret cannot be read: FACTCHECK_SECRET_KEY is not the one it was kept with."
    said = recalled(f"{trouble} Rotate the webhook's secret.")
    assert said.endswith("con la que se guardó. Cambie el secreto del webhook.")


@pytest.mark.parametrize("words", ["", "Somebody’s own words.", "a or b", "x, y", "1; 2", "{0}"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert recalled(words) == words


def test_a_long_text_of_strangers_is_not_held_against_every_template() -> None:
    text = "x = y, more than " * 3000
    began = perf_counter()
    assert recalled(text) == text
    assert perf_counter() - began < 1
