"""The vault: each source once a desk, graded, completed, and never more open than it was."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from factcheck import review
from factcheck.clock import utcnow
from factcheck.review.fingerprints import fingerprint
from factcheck.review.vault import identity_of, keep_source, plain_address
from factcheck.store import sources
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import Reliability, SourceKind, Stance
from tests.api.at_once import at_once
from tests.review.stages import Stages

PAGE = "https://example.org/budget/2024"
SAME = (
    PAGE,
    "http://example.org/budget/2024",
    "https://example.org:443/budget/2024",
    "http://example.org:80/budget/2024",
    "HTTPS://EXAMPLE.org/budget/2024",
    "https://example.org./budget/2024",
    "https://example.org/budget/2024/",
    "https://example.org/budget/2024#page=12",
    "https://example.org/budget/2024?utm_source=mail&utm_medium=x",
    "https://example.org/budget/2024?fbclid=abc#top",
    "https://example.org/budget/2024?UTM_Source=mail&gclid=1",
    "  https://example.org/budget/2024  ",
)
OTHER = (
    "https://example.org/budget/2023",
    "https://example.org/Budget/2024",
    "https://www.example.org/budget/2024",
    "https://example.org:8443/budget/2024",
    "https://example.org/budget/2024?page=2",
    "https://example.org/budget/2024?Page=1",
    "https://example.com/budget/2024",
    "https://example.org/budget",
)


def brought(stages: Stages, claim_id: UUID, **source: Any) -> Evidence:
    """Evidence from a source as somebody types it in."""
    about = {"title": "The budget", "kind": SourceKind.PRIMARY, **source}
    made: Evidence = stages.act(review.add_evidence, claim_id, stance=Stance.SUPPORTS, source=about)
    return made


def kept(stages: Stages) -> list[Source]:
    with stages.room.database.reading() as session:
        return list(session.scalars(select(Source).order_by(Source.id)))


@pytest.mark.parametrize("address", SAME)
def test_one_page_has_one_identity(address: str) -> None:
    assert identity_of({"url": address}) == identity_of({"url": PAGE})


def test_other_pages_have_identities_of_their_own() -> None:
    found = {identity_of({"url": address}) for address in (PAGE, *OTHER)}
    assert len(found) == 1 + len(OTHER)


@pytest.mark.parametrize("address", [*SAME, *OTHER])
def test_a_plain_address_is_plain(address: str) -> None:
    assert plain_address(plain_address(address)) == plain_address(address)


def test_with_an_address_the_names_do_not_matter_and_without_one_each_does() -> None:
    page = identity_of({"url": PAGE, "title": "The budget", "kind": "primary"})
    assert page == identity_of({"url": PAGE, "title": "Budget 2024", "kind": "secondary"})
    named = {"title": "The budget", "publisher": "City", "kind": "primary"}
    assert identity_of(named) == identity_of(named | {"title": "  THE   budget "})
    assert identity_of(named) == identity_of(named | {"url": None, "independence_group": None})
    others = [
        named | change
        for change in (
            {"title": "The minutes"},
            {"publisher": "Port"},
            {"publisher": None},
            {"kind": "secondary"},
            {"independence_group": "wire"},
            {"url": PAGE},
        )
    ]
    assert len({identity_of(each) for each in (named, *others)}) == 1 + len(others)


def test_the_same_source_stands_on_two_claims_as_one_record(stages: Stages) -> None:
    article = stages.receive()
    first, second, third = (each.id for each in stages.claims(article))
    one = brought(stages, first, url=PAGE)
    other = brought(stages, second, url=SAME[8], title="Budget of the city")
    assert one.source.id == other.source.id
    assert (other.source.title, other.source.version) == ("The budget", 1)
    assert brought(stages, third, url=OTHER[0]).source.id != one.source.id
    assert len(kept(stages)) == 2
    events = stages.events(one.source.id, "source")
    assert [each.action for each in events] == ["source.added"]


def test_another_desk_has_its_own_record_of_the_same_page(stages: Stages) -> None:
    brought(stages, stages.claim().id, url=PAGE)
    with stages.room.database.writing() as session:
        actor = stages.actor("foreign")
        given = {"title": "Ours", "kind": SourceKind.PRIMARY, "url": PAGE}
        made, new = keep_source(session, given, actor=actor, now=utcnow())
        assert (new, made.title) == (True, "Ours")
    assert len(kept(stages)) == 2


@pytest.mark.one_backend
def test_what_a_record_left_open_is_filled_in_and_what_it_says_stays(stages: Stages) -> None:
    claim = stages.claim().id
    brought(stages, claim, url=PAGE)
    brought(
        stages,
        claim,
        url=PAGE,
        title="Another name",
        publisher="City",
        reliability=Reliability.B,
        kind=SourceKind.TERTIARY,
    )
    brought(stages, claim, url=PAGE, reliability=Reliability.E, publisher="Port")
    (found,) = kept(stages)
    assert (found.title, found.kind, found.publisher, found.reliability, found.version) == (
        "The budget",
        SourceKind.PRIMARY,
        "City",
        Reliability.B,
        2,
    )
    added, edited = stages.events(found.id, "source")
    assert (added.after or {})["publisher"] is None
    assert ((edited.before or {})["reliability"], (edited.after or {})["reliability"]) == (
        None,
        "B",
    )


@pytest.mark.one_backend
def test_once_confidential_always_confidential(stages: Stages) -> None:
    claim = stages.claim().id
    brought(stages, claim, url=PAGE)
    brought(stages, claim, url=PAGE, confidential=True)
    brought(stages, claim, url=PAGE, confidential=False)
    brought(stages, claim, url=PAGE)
    (found,) = kept(stages)
    assert (found.confidential, found.version) == (True, 2)
    after = stages.events(found.id, "source")[-1].after or {}
    assert (after["confidential"], after["title"], after["url"]) == (True, None, None)


@pytest.mark.one_backend
def test_source_and_what_it_says_are_graded_apart(stages: Stages) -> None:
    claim = stages.claim().id
    about = {"title": "A", "kind": SourceKind.PRIMARY, "reliability": Reliability.A}
    made = stages.act(
        review.add_evidence, claim, stance=Stance.SUPPORTS, source=about, credibility=4
    )
    assert (made.source.reliability, made.credibility) == (Reliability.A, 4)
    print_before = made.sha256
    again = stages.edit_evidence(claim, made.id, credibility=2)
    assert (again.credibility, again.source.reliability) == (2, Reliability.A)
    assert again.sha256 != print_before
    back = stages.edit_evidence(claim, made.id, credibility=4)
    assert back.sha256 == print_before


def test_a_fingerprint_speaks_of_the_source_as_it_stands(stages: Stages) -> None:
    """Also after the source's record was completed from another claim."""
    first, second, _ = (each.id for each in stages.claims(stages.receive()))
    early = brought(stages, first, url=PAGE)
    brought(stages, second, url=PAGE, publisher="City")
    (now,) = stages.standing_evidence(first)
    assert now.sha256 != early.sha256
    assert now.sha256 == fingerprint(now, None)


def test_many_who_bring_one_source_at_once_make_one_record(stages: Stages) -> None:
    room = stages.room
    text = " ".join(f"They sold {number + 2} million cars in 2024." for number in range(8))
    ids = [each["id"] for each in room.claims(room.article(text))]
    source = {"title": "The budget", "kind": "primary", "url": PAGE}
    for extra in ({}, {"publisher": "City"}):
        tags = [room.viewer.etag(f"/claims/{each}") for each in ids]
        body = {"stance": "supports", "source": source | extra}
        answers = at_once(
            [room.reviewer, room.second] * 4,
            lambda own, n, body=body, tags=tags: own.post(
                f"/claims/{ids[n]}/evidence", body, match=tags[n]
            ),
        )
        assert [each.status_code for each in answers] == [201] * 8, [each.json for each in answers]
        assert len({each.json["source"]["id"] for each in answers}) == 1
    with room.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Source)) == 1
        assert all(len(sources.evidence_of(session, UUID(each))) == 2 for each in ids)
    (found,) = kept(stages)
    assert (found.publisher, found.version) == ("City", 2)
