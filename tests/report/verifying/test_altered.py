"""A verdict names what was altered, left out or added, and for whom it was meant."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from factcheck.canonical import content_hash
from factcheck.report import Audience
from factcheck.report.renderings.json import render
from factcheck.report.seal import digest_of, edition
from tests.report.verifying.conftest import Check, Editions, told

pytestmark = pytest.mark.one_backend
"""What a file says does not depend on the database that kept it."""

PUBLIC, INTERNAL, LEGAL = Audience


def _other_quote(content: Any) -> None:
    content["lines"][2]["quote"] = "Quite another."


def _other_status(content: Any) -> None:
    content["lines"][0]["status"] = content["lines"][3]["stage"] = "disputed"


def _other_title(content: Any) -> None:
    content["cover"]["title"] = "Another title"


def _two_gone(content: Any) -> None:
    del content["lines"][1:3]


def _one_gone_one_forged(content: Any) -> None:
    del content["lines"][3:]
    content["lines"][0]["quote"] = "Quite another."


def _one_more(content: Any) -> None:
    content["lines"].append({**content["lines"][0], "number": 6})


def _one_twice(content: Any) -> None:
    content["lines"].append(content["lines"][1])


def _turned_round(content: Any) -> None:
    content["lines"].reverse()


def _no_list(content: Any) -> None:
    content["lines"] = "none"


def _part_gone(content: Any) -> None:
    del content["alarms"]


def _part_more(content: Any) -> None:
    content["ad\u202evice"] = "Do not print."


def _nothing(content: Any) -> None:
    content.clear()


ALTERED = [
    (_other_quote, "Claim 3 (paragraph 3) was altered."),
    (_other_status, "Claim 1 (paragraph 1) was altered.\nClaim 4 (paragraph 4) was altered."),
    (_other_title, "The cover was altered."),
    (_two_gone, "Of the 5 claims that were signed, 2 claims are missing: claim 2 and claim 3."),
    (
        _one_gone_one_forged,
        "Of the 5 claims that were signed, 3 claims are missing: claim 1, claim 4 and claim 5.",
    ),
    (_one_more, "Claim 6 (paragraph 1) of the file was never signed."),
    (_one_twice, "Claim 6 (paragraph 2) of the file was never signed."),
    (_turned_round, "The claims were put into another order."),
    (_no_list, "The list of claims was altered."),
    (_part_gone, "The list of places to look at twice is missing."),
    (_part_more, "The part “ad[U+202E]vice” was added; no such part was signed."),
    (_nothing, "The cover is missing."),
]


@pytest.mark.parametrize(("change", "sentence"), ALTERED)
def test_the_part_that_was_altered_is_named(
    editions: Editions, check: Check, change: Callable[[Any], None], sentence: str
) -> None:
    for document in editions.values():
        change(document["content"])
        assert sentence in told(check(document))
        document["content_hash"] = content_hash(document["content"])  # a careful forger
        assert sentence in told(check(document))
        assert "is not the one that was signed" in told(check(document))


def test_many_altered_claims_are_counted_and_not_all_named(tell: Any, check: Check) -> None:
    story = tell(texts=[f"In {year} it was so." for year in range(1980, 2010)])
    for line in range(30):
        story.checked_claim(line)
    document = story.edition()
    changed = deepcopy(document)
    for each in changed["content"]["lines"]:
        each["quote"] = "It never was."
    assert told(check(changed)).splitlines()[9:11] == [
        "Claim 10 (paragraph 10) was altered.",
        "So it is with 20 claims more.",
    ]
    del document["content"]["lines"][:12]
    assert "claim 9, claim 10 and 2 more." in told(check(document))
    for each in document["disclosures"].values():
        each["salt"] = "0" * 32
    assert len(check(document).sentences) == 21
    assert check(document).sentences[-1].startswith("And ")


def test_what_it_says_of_its_making_is_held_too(editions: Editions, check: Check) -> None:
    for name, value in (("number", 3), ("at", "2025-10-08T09:30:00Z"), ("since", None)):
        document = deepcopy(editions[PUBLIC])
        document["made"][name] = value
        assert "its own making was altered" in told(check(document))


def test_each_hidden_part_that_is_left_out_is_missed(editions: Editions, check: Check) -> None:
    places = set()
    for audience in (INTERNAL, LEGAL):
        document = editions[audience]
        for digest in [*document["disclosures"]]:
            kept = document["disclosures"].pop(digest)
            words = told(check(document))
            assert f"What the audience “{audience}” may read was taken out of it." in words
            places.add(words.partition("empty: ")[2])
            document["disclosures"][digest] = kept
        assert check(document).genuine
    for place in (
        "claim 1 (paragraph 1), decision, reviewer.",
        "the cover, checkers.",
        "evidence 3",
    ):
        assert any(place in each for each in places), places
    assert "who froze it." in places
    assert "what changed since the report before." in places


def test_a_hidden_part_that_was_altered_is_named(editions: Editions, check: Check) -> None:
    for audience in (INTERNAL, LEGAL):
        for digest in editions[audience]["disclosures"]:
            document = deepcopy(editions[audience])
            each = document["disclosures"][digest]
            each["value"] = [each["value"]]
            assert "A hidden part was altered: " in told(check(document))
    document = editions[INTERNAL]
    named = document["content"]["lines"][0]["decision"]["reviewer"]["sealed"]
    document["disclosures"][named]["value"] = "Nobody"
    sentence = "A hidden part was altered: claim 1 (paragraph 1), decision, reviewer."
    assert told(check(document)) == sentence
    document["disclosures"][named]["value"] = {"sealed": named}  # a part that holds itself
    assert told(check(document)) == sentence


def test_a_hidden_part_with_its_digest_made_anew_is_an_altered_claim(
    editions: Editions, check: Check
) -> None:
    document = editions[INTERNAL]
    place = document["content"]["lines"][0]["decision"]["reviewer"]
    each = document["disclosures"].pop(place["sealed"])
    each["value"] = "Nobody"
    place["sealed"] = digest_of(each["salt"], each["value"])
    document["disclosures"][place["sealed"]] = each
    assert "Claim 1 (paragraph 1) was altered." in told(check(document))


def test_a_hidden_part_of_another_report_is_found(editions: Editions, check: Check) -> None:
    document = editions[INTERNAL]
    strange = {"audience": "internal", "salt": "0" * 32, "value": "An aside."}
    document["disclosures"][digest_of(strange["salt"], strange["value"])] = strange
    assert "hidden part that stands nowhere in the report" in told(check(document))
    document["disclosures"] = {"0" * 64: strange}
    assert "A hidden part was altered: one that stands nowhere." in told(check(document))


def test_a_file_with_more_than_its_audience_may_read_is_not_genuine(
    editions: Editions, check: Check
) -> None:
    more = editions[INTERNAL] | {"audience": "public"}
    assert "for the audience “public”, which may not read " in told(check(more))
    more = editions[LEGAL] | {"audience": "internal"}
    assert "may not read claim 1 (paragraph 1), evidence 2." in told(check(more))
    for each in more["disclosures"].values():
        each["audience"] = "internal"
    assert "marked as meant for others than they are" in told(check(more))
    public = editions[INTERNAL] | {"audience": "public"}
    for each in public["disclosures"].values():
        each["audience"] = "public"
    assert "marked as meant for others than they are" in told(check(public))


def test_a_file_with_less_than_its_audience_may_read_is_not_genuine(
    editions: Editions, check: Check
) -> None:
    less = editions[PUBLIC] | {"audience": "internal"}
    assert "What the audience “internal” may read was taken out of it." in told(check(less))
    less = editions[INTERNAL] | {"audience": "legal"}
    words = told(check(less))
    assert "claim 1 (paragraph 1), evidence 2" in words
    assert "the list of what must be fixed, " not in words  # it is there under the same digest


def test_whoever_cuts_a_file_down_gets_the_genuine_one_for_fewer(
    editions: Editions, check: Check
) -> None:
    """So it is meant: the seal is the same for all, and no file tells who cut it."""
    legal = editions[LEGAL]
    for audience in Audience:
        cut = edition(
            {name: legal[name] for name in ("content", "content_hash", "made", "seal")},
            legal["disclosures"],
            audience,
        )
        assert render(cut) == render(editions[audience])
        assert check(cut).genuine
