"""What is written otherwise than a report is, or is none, is told so."""

import json
from itertools import takewhile
from typing import Any

import pytest

from factcheck.report import Audience, verify
from factcheck.report.renderings.json import render
from tests.report.verifying.conftest import Check, Editions, told

pytestmark = pytest.mark.one_backend
"""What a file says does not depend on the database that kept it."""

PUBLIC, INTERNAL, LEGAL = Audience


SPELLINGS = [
    ("\n", "\r\n"),
    ('"audience": ', '"audience":  '),
    ("}\n", "}"),
    ("}\n", "}\n\n"),
    ("{\n", " {\n"),
    ("“", "\\u201c"),
    ("Scott", "\\u0053cott"),
    ('"number"', '"\\u006eumber"'),
    ('"number": 1', '"number": 1.0'),
    ('"number": 1', '"number": 1e0'),
    ('"start": 0', '"start": -0'),
    ('"start": 0', '"start": -0.0'),
    ('"start": 0', '"start": 0.0'),
    ("20000000000", "2e10"),
    ("0.5", "5e-1"),
    ("0.5", "0.50"),
    ("0.5", "0.5000000000000000000001"),
]


@pytest.mark.parametrize(("written", "otherwise"), SPELLINGS)
def test_a_file_that_says_the_same_in_other_bytes_was_rewritten(
    editions: Editions, check: Check, written: str, otherwise: str
) -> None:
    text = render(editions[INTERNAL]).decode()
    at = text.rindex(written) if written == "}\n" else text.index(written)
    changed = text[:at] + otherwise + text[at + len(written) :]
    pairs = zip(text.encode(), changed.encode(), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    sentence = f"the file itself was rewritten: from byte {same + 1:,} on"
    assert sentence in told(check(changed.encode()))


def test_members_in_another_order_are_a_rewritten_file(editions: Editions, check: Check) -> None:
    document = editions[PUBLIC]
    turned = dict(reversed(document.items()))
    data = json.dumps(turned, ensure_ascii=False, indent=2).encode() + b"\n"
    assert "the file itself was rewritten" in told(check(data))


UNREADABLE = [
    (b"", "neither a PDF nor well-formed JSON"),
    (b"\xff\xfe{\x00", "byte 1 is no part of a letter"),
    (b"\xef\xbb\xbf{}", "neither a PDF nor well-formed JSON"),
    (b"[]", "no report"),
    (b"7", "no report"),
    (b"{}", "Its part “content” is missing."),
    (b'{"a": 1, "a": 1}', "says something twice"),
    (b'{"a": {"b": 1, "\\u0062": 2}}', "says something twice"),
    (b'{"a": NaN}', "NaN, which is no number"),
    (b'{"a": -Infinity}', "-Infinity, which is no number"),
    (b'{"a": 1e999}', "a number or a letter"),
    (b'{"a": 9007199254740993}', "a number or a letter"),
    (b'{"a": %s}' % (b"9" * 5_000), "neither a PDF nor well-formed JSON"),
    (b'{"a": "\\ud800"}', "a number or a letter"),
    (b'{"\\udfff": 1}', "a number or a letter"),
    (b"[" * 100_000, "nested more deeply"),
    (b'{"a":' * 900 + b"1" + b"}" * 900, "nested more deeply"),
    (b"\x89PNG\r\n", "byte 1 is no part of a letter"),
    (b"<!doctype html><p>Report", "neither a PDF nor well-formed JSON"),
]


@pytest.mark.parametrize(("data", "sentence"), UNREADABLE)
def test_what_is_no_report_is_told_so(check: Check, data: bytes, sentence: str) -> None:
    assert sentence in told(check(data))


def test_a_file_that_is_too_large_is_not_read(
    editions: Editions, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = render(editions[PUBLIC])
    monkeypatch.setattr(verify, "MOST_BYTES", len(data))
    assert check(data).genuine
    monkeypatch.setattr(verify, "MOST_BYTES", len(data) - 1)
    assert "It is larger than" in told(check(data))


MISSHAPEN = [
    ({"seal": None}, "It is not built like a report."),
    ({"content": []}, "It is not built like a report."),
    ({"disclosures": []}, "It is not built like a report."),
    ({"audience": "everybody"}, "an audience that there is not"),
    ({"audience": ["public"]}, "an audience that there is not"),
    ({"comment": "Genuine!"}, "carries a part “comment”"),
    ({"disclosures": {"a": 1}}, "One of its hidden parts is not built like one."),
    ({"disclosures": {"a": {"audience": "public", "salt": "", "value": 1, "more": 1}}}, "One of"),
    ({"disclosures": {"a": {"audience": "all", "salt": "", "value": 1}}}, "One of its hidden"),
    ({"disclosures": {"a": {"audience": [], "salt": "", "value": 1}}}, "One of its hidden parts"),
]


@pytest.mark.parametrize(("change", "sentence"), MISSHAPEN)
def test_what_is_not_built_like_a_report_is_told_so(
    editions: Editions, check: Check, change: dict[str, Any], sentence: str
) -> None:
    assert sentence in told(check(editions[INTERNAL] | change))


def test_no_member_may_be_missing(editions: Editions, check: Check) -> None:
    for name in editions[PUBLIC]:
        document = {**editions[PUBLIC]}
        del document[name]
        assert f"Its part “{name}” is missing." in told(check(document))
