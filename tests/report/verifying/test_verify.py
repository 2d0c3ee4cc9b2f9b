"""A report's JSON file is genuine to the byte, and only under a key that is trusted."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from factcheck.canonical import canonical_json, content_hash
from factcheck.report import Audience, whole
from factcheck.report.renderings.json import render
from factcheck.report.seal import hidden_for, index_of, sealed_by
from factcheck.report.verify import Outcome, verify_json
from factcheck.signing import Signer
from tests.report.verifying.conftest import Check, Editions, told
from tests.report.whole_story import freeze_a_period

pytestmark = pytest.mark.one_backend
"""What a file says does not depend on the database that kept it."""

PUBLIC, INTERNAL, LEGAL = Audience


@pytest.mark.parametrize("audience", Audience)
def test_a_file_is_genuine_as_it_was_made(
    editions: Editions, check: Check, signer: Signer, audience: Audience
) -> None:
    document = editions[audience]
    verdict = check(document)
    assert verdict.genuine
    assert verdict.sentences == ()
    assert verdict.report is not None
    desk = audience is not PUBLIC
    assert verdict.report["title"] == "The visit, in figures"
    assert verdict.report["content_hash"] == document["content_hash"]
    assert verdict.report["number"] == 2
    assert verdict.report["audience"] == audience
    assert verdict.report["made_by"] == ("Ben Okafor" if desk else None)
    assert [*signer.trusted()] == [verdict.report["key_id"]]
    assert (verdict.report["log"] or {}).keys() == (
        {"epoch", "seq", "hash", "at", "key_id", "algorithm", "public_key", "signature"}
        if desk
        else set()
    )


def test_canonical_json_is_genuine_too(editions: Editions, check: Check) -> None:
    for document in editions.values():
        assert check(canonical_json(document).encode()).genuine
        assert not check(canonical_json(document).encode() + b"\n").genuine


def test_a_name_that_looks_like_a_pdf_makes_none(story: Any, check: Check) -> None:
    story.article.author = "%PDF-1.7"
    data = render(story.edition())
    assert b"%PDF-1.7" in data[:1024]
    assert check(data).genuine


def test_a_report_of_a_period_is_genuine(story: Any, check: Check) -> None:
    story.checked_claim()
    report = freeze_a_period(story)
    for audience in Audience:
        document = whole(report, audience)
        verdict = check(document)
        assert verdict.report is not None
        assert (verdict.report["title"], verdict.report["desk"]) == (None, "World desk")
        document["content"]["cover"]["desk"] = "Another desk"
        assert "The cover was altered." in told(check(document))


def test_a_bit_turned_anywhere_is_found(story: Any, check: Check) -> None:
    """At every third place, one after another of the eight bits."""
    story.checked_claim()
    data = render(story.edition())
    assert check(data).genuine
    places = range(0, len(data), 3)
    assert len(places) > 2_000
    for at in places:
        turned = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
        verdict = check(turned)
        assert not verdict.genuine, at
        assert verdict.sentences, at


def test_an_altered_seal_vouches_for_nothing(editions: Editions, check: Check) -> None:
    document = editions[PUBLIC]
    for name in [*document["seal"]]:
        kept = document["seal"][name]
        document["seal"][name] = "x"
        assert told(check(document)).startswith("Nothing in it can be relied on. "), name
        del document["seal"][name]
        assert told(check(document)).startswith("Nothing in it can be relied on. "), name
        document["seal"][name] = kept
    document["seal"]["more"] = 1
    assert "does not hold: it was altered." in told(check(document))


def test_a_signature_has_one_spelling(editions: Editions, check: Check) -> None:
    seal = editions[PUBLIC]["seal"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    *rest, last, one, two = seal["signature"]
    other = "".join([*rest, letters[letters.index(last) ^ 1], one, two])
    assert b64decode(other) == b64decode(seal["signature"])
    seal["signature"] = other
    assert "written in another way than it was made" in told(check(editions[PUBLIC]))


def test_only_a_trusted_key_will_do(editions: Editions, signer: Signer, tmp_path: Path) -> None:
    data = render(editions[PUBLIC])
    other = Signer(tmp_path / "other")
    other.sign(b"")
    assert "signed by a foreign key" in told(verify_json(data, other.trusted()))
    assert "the trusted ones are: none" in told(verify_json(data, {}))
    assert verify_json(data, other.trusted() | signer.trusted()).genuine
    assert verify_json(data, None).genuine


def test_a_retired_key_still_vouches(editions: Editions, signer: Signer) -> None:
    data = render(editions[PUBLIC])
    (signer.folder / "signing.key").rename(signer.folder / "retired.key")
    fresh = Signer(signer.folder)
    fresh.sign(b"")
    assert len(fresh.trusted()) == 2
    assert verify_json(data, fresh.trusted()).genuine


def forged(document: dict[str, Any], signer: Signer) -> dict[str, Any]:
    """The document under a seal of one's own."""
    bare = document["content"], document["made"], document["disclosures"]
    seal = sealed_by(signer, *bare)
    return document | {"seal": seal, "content_hash": seal["content_hash"]}


def test_a_forgery_under_ones_own_key_is_by_a_foreign_key(
    editions: Editions, check: Check, tmp_path: Path
) -> None:
    document = editions[LEGAL]
    document["content"]["cover"]["title"] = "Forged"
    made = forged(document, Signer(tmp_path / "other"))
    assert "signed by a foreign key" in told(check(made))
    assert verify_json(render(made), None).genuine  # as it says: whichever key will do


def test_another_thing_that_we_signed_is_no_seal(
    editions: Editions, check: Check, signer: Signer
) -> None:
    document = editions[INTERNAL]
    seal = document["seal"]
    head = document["disclosures"][document["made"]["log"]["sealed"]]["value"]
    facts = {name: seal[name] for name in ("content_hash", "made_hash", "index", "disclosures")}
    for other in (
        head,
        signer.signed(facts),
        signer.signed(facts | {"schema": "factcheck.seal/2"}),
    ):
        document["seal"] = other
        assert "What was signed is something else than this seal." in told(check(document))
    for name in facts:
        document["seal"] = signer.signed(facts | {"schema": seal["schema"], name: None})
        assert told(check(document)) == "Its seal does not say what it is of."


def test_an_index_of_another_make_still_leads_to_a_verdict(
    editions: Editions, check: Check, signer: Signer
) -> None:
    """Of a report that a later version of ours has sealed, at least the hash is understood."""
    document = editions[PUBLIC]
    facts = {name: document["seal"][name] for name in document["seal"] if name != "signature"}
    document["seal"] = signer.signed(facts | {"index": index_of(document["content"])})
    assert check(document).genuine
    document["content"]["cover"]["title"] = "Forged"
    document["seal"] = signer.signed(facts | {"index": index_of(document["content"])})
    assert told(check(document)) == "Its content was altered."
    document["seal"] = signer.signed(facts | {"index": {"lines": [{}, []], "cover": 7}})
    assert "The cover was altered." in told(check(document))


ODD = [
    {"content": {}, "made": {}},
    {"content": {"cover": 1, "schema": []}, "made": {"by": {"sealed": []}, "log": {"sealed": 1}}},
    {"content": {"lines": {"sealed": "x"}}, "made": {"log": {"a": 1}, "by": ["x"]}},
]


@pytest.mark.parametrize("odd", ODD)
def test_what_somebody_signed_may_be_anything(
    editions: Editions, tmp_path: Path, odd: dict[str, Any]
) -> None:
    made = forged(editions[PUBLIC] | odd, Signer(tmp_path / "other"))
    assert verify_json(render(made), None).genuine
    made["content"] = {**made["content"], "lines": [{"paragraph": "x"}, 3]}
    assert not verify_json(render(made), None).genuine


def test_the_seal_tells_of_what_is_hidden_nothing_but_whether_it_is_all_there(
    editions: Editions,
) -> None:
    sealed = {json.dumps(each["seal"]["disclosures"], sort_keys=True) for each in editions.values()}
    assert len(sealed) == 1
    seal, hidden = editions[LEGAL]["seal"], editions[LEGAL]["disclosures"]
    for audience in Audience:
        assert seal["disclosures"][audience] == hidden_for(audience, hidden)
    assert seal["disclosures"]["public"] == content_hash([])
    assert len({*seal["disclosures"].values()}) == 3


@pytest.fixture
def unsigned(editions: Editions) -> dict[str, Any]:
    """A report as they were frozen before there were seals."""
    content = editions[INTERNAL]["content"] | {"schema": "factcheck.report/1"}
    made = {"report_id": "1", "number": 1, "at": "2025-10-07T09:30:00Z", "by": "Ben", "log": {}}
    return {"content": content, "content_hash": content_hash(content), "made": made}


def test_a_report_from_before_the_seals_is_told_so(unsigned: dict[str, Any], check: Check) -> None:
    for document in (unsigned, unsigned | {"audience": "internal", "disclosures": {}}):
        verdict = check(document)
        assert verdict.outcome is Outcome.UNSIGNED
        assert not verdict.genuine
        assert verdict.report is None
        [sentence] = verdict.sentences
        assert "frozen before reports were signed; its content hash holds." in sentence
        assert document["content_hash"] in sentence
    unsigned["content"]["cover"]["title"] = "Another"
    assert "its content hash does not hold: it was altered." in told(check(unsigned))


def test_taking_the_seal_out_makes_no_old_report(editions: Editions, check: Check) -> None:
    document = editions[INTERNAL]
    del document["seal"]
    assert "Its part “seal” is missing." in told(check(document))
    document["content"]["schema"] = "factcheck.report/1"
    assert "it was altered" in told(check(document))
