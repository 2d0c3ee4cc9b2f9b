"""ClaimReview in bulk: a schema.org DataFeed, as platforms pull it."""

from typing import Any

from factcheck.publish.claimreview import claim_review
from factcheck.publish.feed import Feed, Item, stamp

MEDIA_TYPE = "application/ld+json"


def data_feed(feed: Feed, *, base_url: str) -> dict[str, Any]:
    """The page as plain values. Facts that say nothing as ClaimReview are left out."""
    elements = [element for each in feed.items if (element := _element(each, base_url))]
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "@id": feed.first,
        "url": feed.address,
        "name": feed.title,
        "description": feed.description,
    }
    if feed.changed:
        about["dateModified"] = about["sdDatePublished"] = stamp(feed.changed)
    if feed.imprint:
        about["sdPublisher"] = {
            "@type": "Organization",
            "name": feed.imprint.publisher,
            "url": feed.imprint.site,
        }
        about["sdLicense"] = feed.imprint.licence
    known = {name: value for name, value in about.items() if value is not None}
    return known | {"dataFeedElement": elements}


def _element(item: Item, base_url: str) -> dict[str, Any] | None:
    """`item` holds one ClaimReview, in a list: consumers read its first. None: nothing to say."""
    about = {
        "@type": "DataFeedItem",
        "@id": f"{item.address}#item",
        "url": item.address,
        "dateCreated": stamp(item.published),
        "dateModified": stamp(item.changed),
    }
    if item.said is not None:
        if review := claim_review(item.said, item.imprint, base_url=base_url):
            return about | {"item": [review]}
        if not item.said["corrected"] and item.said["claimreview_url"]:
            return None  # it stays unverified, and never left as ClaimReview
    return about | {"dateDeleted": stamp(item.changed)}
