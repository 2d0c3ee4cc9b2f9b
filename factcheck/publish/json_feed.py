"""Facts as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from collections.abc import Mapping
from typing import Any

from factcheck.publish.feed import Feed, Item, html, linkable, plain, stamp, title, withdrawn
from factcheck.publish.imprint import Imprint

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> dict[str, Any]:
    """The page as plain values. What is unknown is left out, as the format wants it."""
    return _known(
        {
            "version": VERSION,
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": feed.address,
            "description": feed.description,
            "next_url": feed.next,
            "authors": [_author(feed.imprint)] if feed.imprint else None,
            "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
            "items": [_item(each) for each in feed.items],
        }
    )


def _item(item: Item) -> dict[str, Any]:
    if item.said is None:
        return {
            "id": item.address,
            "content_text": withdrawn(item),
            "date_modified": stamp(item.changed),
            "_factcheck": {"deleted": True},
        }
    said = item.said
    article = said["article"]["url"]
    return _known(
        {
            "id": item.address,
            "url": item.address,
            "external_url": article if linkable(article) else None,
            "title": title(said),
            "content_text": plain(said, item.imprint),
            "content_html": html(said, item.imprint),
            "date_published": stamp(item.published),
            "date_modified": stamp(item.changed),
            "authors": [_author(item.imprint)],
            "tags": list(said["topics"]) or None,
            "language": said["language"] if said["language"] != "und" else None,
            "_factcheck": _ours(item.address, said),
        }
    )


def _ours(address: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What programs want to know and the format has no word for."""
    return {
        "deleted": False,
        "status": said["status"],
        "rating": said["rating"],
        "corrected": said["corrected"],
        "version": said["version"],
        "statement": said["statement"],
        "speaker": said["speaker"]["name"] if said["speaker"] else None,
        "desk": said["desk"],
        "fact_url": f"{address}.json",
        "claimreview_url": said["claimreview_url"],
    }


def _author(imprint: Imprint) -> dict[str, Any]:
    return _known({"name": imprint.publisher, "url": imprint.site, "avatar": imprint.logo})


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
