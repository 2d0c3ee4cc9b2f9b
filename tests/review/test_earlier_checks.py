"""Other publishers' ClaimReview becomes earlier checks: once each, never one's own."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from factcheck import review
from factcheck.publish.claimreview_rules import SOUND
from factcheck.review import FoundChecks, Imported
from factcheck.store import earlier_checks, log
from factcheck.store.earlier_checks import EarlierCheck, Filters
from tests.newsroom import Newsroom
from tests.review.stages import NOW

OWN = ("http://desk.example", "https://www.daily.example/checks")


def read(document: Any, **options: Any) -> FoundChecks:
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    return review.read_checks(text, **options)


def take(room: Newsroom, document: Any, **options: Any) -> Imported:
    found = read(document, **options)
    with room.database.writing() as session:
        actor = room.people["reviewer"]
        return review.import_checks(session, found, own=OWN, actor=actor, now=NOW)


def kept(room: Newsroom, **narrow: Any) -> list[EarlierCheck]:
    with room.database.reading() as session:
        filters = Filters(**narrow)
        found = earlier_checks.page(session, room.desk.id, filters, limit=200, after=None)
        return found.items


def counts(done: Imported) -> tuple[int, int, int]:
    return done.imported, done.updated, done.skipped


def check(number: int, **about: Any) -> dict[str, Any]:
    return SOUND | {"url": f"https://check.example/{number}"} | about


def test_a_review_is_kept_with_all_that_it_says_and_logged(newsroom: Newsroom) -> None:
    given = check(1, headline="No, it did not", inLanguage="en")
    done = take(newsroom, given, fetched_from="https://check.example/feed")
    assert counts(done) == (1, 0, 0)
    (one,) = kept(newsroom)
    told = {name: getattr(one, name) for name in EarlierCheck.__table__.columns.keys()}  # noqa: SIM118
    assert (
        told.items()
        >= {
            "claim": SOUND["claimReviewed"],
            "claimant": "Rosa Vidal",
            "claim_date": datetime(2026, 2, 27, tzinfo=UTC),
            "publisher": "The Checkers",
            "site": "check.example",
            "url": "https://check.example/1",
            "title": "No, it did not",
            "review_date": datetime(2026, 3, 2, tzinfo=UTC),
            "rating": "False",
            "rating_value": 1.0,
            "best_rating": 5.0,
            "worst_rating": 1.0,
            "language": "en",
            "raw": given,
            "fetched_from": "https://check.example/feed",
            "imported_by": newsroom.people["reviewer"].person_id,
            "imported_at": NOW,
        }.items()
    )
    with newsroom.database.reading() as session:
        (entry,) = log.history(session, "check", one.id, limit=10, after=None).items
    assert (entry.action, entry.desk_id, entry.before) == (
        "check.imported",
        newsroom.desk.id,
        None,
    )
    assert entry.after["url"] == one.url


def test_what_comes_twice_is_brought_up_to_date(newsroom: Newsroom) -> None:
    take(newsroom, [check(1), check(2)])
    before = {each.url: each.id for each in kept(newsroom)}
    again = check(1, reviewRating={"@type": "Rating", "alternateName": "Misleading"})
    again["url"] = "http://www.check.example/1/?utm_source=feed#top"
    again["claimReviewed"] = f"  “{SOUND['claimReviewed']}” "
    done = take(newsroom, [again, check(2), check(3), check(3)])
    assert counts(done)[2] == 0
    found = {each.id: each for each in kept(newsroom)}
    assert len(found) == 4  # `www.` may be another site; the address is not guessed at
    plain = check(1, reviewRating={"@type": "Rating", "alternateName": "Misleading"})
    plain["url"] = "http://check.example/1/?utm_source=feed#top"
    assert counts(take(newsroom, plain)) == (0, 1, 0)
    (one,) = [each for each in kept(newsroom) if each.id == before["https://check.example/1"]]
    assert (one.rating, one.rating_value, one.best_rating) == ("Misleading", None, None)
    with newsroom.database.reading() as session:
        entries = log.history(session, "check", one.id, limit=10, after=None).items
    assert [each.before and each.before["rating"] for each in entries] == [None, "False"]


def test_several_claims_of_one_page_are_several_checks(newsroom: Newsroom) -> None:
    page = [check(1), check(1, claimReviewed="The pier was free.")]
    assert counts(take(newsroom, page)) == (2, 0, 0)


def test_a_feed_is_read_item_by_item_and_broken_ones_stop_no_other(newsroom: Newsroom) -> None:
    broken = [
        {"@type": "ClaimReview"},
        check(2, claimReviewed="  "),
        check(3, url="/relative"),
        check(4, url="javascript:alert(1)"),
        check(5, url="https://[broken"),
        check(6, reviewRating=None),
        check(7, reviewRating={"ratingValue": -1, "bestRating": -1, "worstRating": -1}),
        check(8, itemReviewed=json.loads('{"a":' * 50 + "1" + "}" * 50)),
        check(9, text="x" * 200_000),
        check(10, url="https://check.example/" + "a" * 2000),
    ]
    items = [{"@type": "DataFeedItem", "item": [each]} for each in [*broken, check(1)]]
    items.append({"@type": "DataFeedItem", "dateDeleted": "2026-03-03", "item": [check(11)]})
    feed = {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items}
    done = take(newsroom, feed)
    assert counts(done) == (1, 0, len(broken) + 1)
    reasons = [each.reason for each in done.reasons]
    assert reasons == [
        "It has no claimReviewed.",
        "It has no claimReviewed.",
        "Its url is no whole web address.",
        "Its url is no whole web address.",
        "Its url cannot be read.",
        "It has no rating.",
        "It has no rating.",
        "It is nested too deep.",
        "It has more than 100,000 characters.",
        "Its url has more than 2,000 characters.",
        "Its publisher has withdrawn it.",
    ]
    assert done.reasons[2].path == "$.dataFeedElement[2].item[0]"
    assert done.reasons[2].url == "/relative"


def test_a_page_is_the_base_of_relative_addresses(newsroom: Newsroom) -> None:
    text = f'<script type="application/ld+json">{json.dumps(check(1, url="/a"))}</script>'
    take(newsroom, text, fetched_from="https://check.example/page")
    bare = {key: value for key, value in check(2, claimReviewed="B.").items() if key != "url"}
    take(newsroom, bare, fetched_from="https://check.example/page")
    assert {each.url for each in kept(newsroom)} == {
        "https://check.example/a",
        "https://check.example/page",
    }


@pytest.mark.parametrize(
    ("url", "author", "own"),
    [
        ("http://desk.example/facts/1", "https://else.example", True),
        ("https://www.desk.example/facts/1", "https://else.example", True),
        ("https://news.desk.example/1", "https://else.example", True),
        ("https://daily.example/checks/1", "https://else.example", True),
        ("https://check.example/1", "https://daily.example/checks/", True),
        ("https://daily.example/checkstand/1", "https://else.example", False),
        ("https://daily.example/1", "https://else.example", False),
        ("https://notdesk.example/1", "https://else.example", False),
        ("http://desk.example:81/1", "http://[broken", True),
    ],
)
@pytest.mark.one_backend
def test_ones_own_is_no_earlier_check(newsroom: Newsroom, url: str, author: str, own: bool) -> None:
    given = check(1, url=url, author={"@type": "Organization", "name": "A", "url": author})
    done = take(newsroom, given)
    assert counts(done) == ((0, 0, 1) if own else (1, 0, 0))
    assert [each.reason.startswith("It is the desk's own") for each in done.reasons] == (
        [True] if own else []
    )
    assert bool(kept(newsroom)) is not own


def test_what_no_database_can_keep_is_made_fit_or_left_out(newsroom: Newsroom) -> None:
    odd = (
        '[{"@type":"ClaimReview","url":"https://check.example/1","claimReviewed":"A\\u0000\\ud800",'
        '"author":{"name":["\\udfff"]},"datePublished":"0001-01-01T00:00:00+23:00",'
        '"reviewRating":{"alternateName":"No\\u0000","ratingValue":1e999,"bestRating":'
        + "9" * 400
        + ',"worstRating":1},"\\u0000":NaN}]'
    )
    assert counts(take(newsroom, odd)) == (0, 0, 1)  # NaN is no JSON
    assert counts(take(newsroom, odd.replace("NaN", "-1e999"))) == (1, 0, 0)
    (one,) = kept(newsroom)
    assert (one.claim, one.rating, one.rating_value, one.review_date) == ("A�?", "No�", None, None)
    assert one.raw["�"] is None


def test_the_list_is_narrowed_by_words_and_publisher_and_stays_on_the_desk(
    newsroom: Newsroom,
) -> None:
    take(newsroom, [check(1), check(2, claimReviewed="Rents rose 100%.", author="El Diario")])
    assert len(kept(newsroom)) == 2
    assert [each.claim for each in kept(newsroom, q="rents ROSE")] == ["Rents rose 100%."]
    assert [each.claim for each in kept(newsroom, q="0%")] == ["Rents rose 100%."]
    assert kept(newsroom, q="rents harbour") == []
    assert [each.publisher for each in kept(newsroom, publisher="diario")] == ["El Diario"]
    assert len(kept(newsroom, publisher="check.example")) == 2
    with newsroom.database.reading() as session:
        theirs = newsroom.people["foreign"].desk_id
        page = earlier_checks.page(session, theirs, Filters(), limit=10, after=None)
    assert page.items == []
