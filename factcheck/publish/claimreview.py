"""A fact as schema.org's ClaimReview, by Google's rules for fact checks.

Source of the rules: https://developers.google.com/search/docs/appearance/structured-data/factcheck.
The mapping, and what stands under `factcheck:`, is told in docs/claimreview.md.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from factcheck.publish.imprint import Imprint
from factcheck.vocabulary import Status

MOST_CLAIM_CHARACTERS = 75
"""Google's aim for `claimReviewed`: what is longer is folded on a telephone."""
PREFIX = "factcheck"
"""What the names of our own extension begin with."""
_BODIES = frozenset(
    """
    agency army association authority bank board bureau centre center commission committee
    company congress council court department foundation government group inc institute
    ministry office organisation organization parliament party police senate society union
    university
    """.split()  # noqa: SIM905 - a table reads better than a column of quotes
)
_OPENING = "“„«‘\"'"


def claim_review(
    fact: Mapping[str, Any], imprint: Imprint, *, base_url: str
) -> dict[str, Any] | None:
    """The ClaimReview of a fact (`fact_shape`); None for one that may not leave as such.

    That is the check of one's own article, what is not public, and what stays unverified,
    unless the desk publishes that.
    """
    if fact.get("claimreview_url") is None:
        return None
    status = Status(fact["status"])
    if status is Status.UNVERIFIED and not imprint.unproven:
        return None
    review = {
        "@context": ["https://schema.org", {PREFIX: f"{base_url}/ns/claimreview#"}],
        "@type": "ClaimReview",
        "@id": f"{base_url}/facts/{fact['id']}#review",
        "url": f"{base_url}/facts/{fact['id']}",
        "claimReviewed": claim_text(fact),
        "author": _publisher(imprint),
        "datePublished": _moment(fact.get("published_at") or fact["reviewed_at"]),
        "dateModified": _moment(fact.get("updated_at")),
        "reviewRating": _rating(fact, status, imprint),
        "itemReviewed": _claim(fact),
        "inLanguage": fact.get("language") or imprint.language,
        **_extension(fact),
    }
    return {name: value for name, value in review.items() if value is not None}


def claim_text(fact: Mapping[str, Any]) -> str:
    """What was checked, in one line; short where that can be had without a lie.

    Words are never cut off. Of a long statement only the "…, the mayor said" is left out,
    for the speaker is named as its author anyway.
    """
    whole = " ".join(str(fact["statement"]).split())
    if len(whole) <= MOST_CLAIM_CHARACTERS:
        return whole
    bare = _without_speaker(whole, fact.get("speaker") or {})
    return bare if bare and len(bare) <= MOST_CLAIM_CHARACTERS else whole


def _without_speaker(text: str, speaker: Mapping[str, Any]) -> str | None:
    """The text without who says so, if that stands at its very end or beginning."""
    name, cue = (" ".join(str(speaker.get(key) or "").split()) for key in ("name", "cue"))
    if not name or not cue:
        return None
    body = text.rstrip(".")
    for tail in (f", {name} {cue}", f", {cue} {name}"):
        if body.casefold().endswith(tail.casefold()) and len(body) > len(tail):
            return _closed(body[: -len(tail)])
    for tail in (f",” {name} {cue}", f",” {cue} {name}", f'," {name} {cue}', f'," {cue} {name}'):
        if body.casefold().endswith(tail.casefold()) and body[0] in _OPENING:
            return body[: -len(tail)] + tail[1]
    for head in (f"{name} {cue} that ", f"{cue} {name}, "):
        if body.casefold().startswith(head.casefold()):
            rest = text[len(head) :]
            return rest[:1].upper() + rest[1:]
    return None


def _closed(text: str) -> str | None:
    """The text, unless a quotation that opens in it has lost its end."""
    opened = text.count("“") + text.count("„")
    return text if opened == text.count("”") and text.count('"') % 2 == 0 else None


def _publisher(imprint: Imprint) -> dict[str, Any]:
    said = {
        "@type": "Organization",
        "name": imprint.publisher,
        "url": imprint.site,
        "logo": imprint.logo,
        "sameAs": list(imprint.same_as) or None,
        "correctionsPolicy": imprint.corrections,
    }
    return {name: value for name, value in said.items() if value is not None}


def _rating(fact: Mapping[str, Any], status: Status, imprint: Imprint) -> dict[str, Any]:
    scale = imprint.scale
    label, number = scale.rating(status, fact.get("rating"))
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": label}
    if number is not None:
        rating |= {
            "ratingValue": _plain(number),
            "bestRating": _plain(scale.best),
            "worstRating": _plain(scale.worst),
        }
    if rationale := " ".join(str(fact.get("rationale") or "").split()):
        rating["ratingExplanation"] = rationale
    return rating


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _claim(fact: Mapping[str, Any]) -> dict[str, Any]:
    article = fact.get("article") or {}
    claim: dict[str, Any] = {"@type": "Claim", "@id": _claim_uri(fact)}
    if author := _claimant(fact, article):
        claim["author"] = author
    if published := _moment(article.get("published_at")):
        claim["datePublished"] = published
    if _host(article.get("url")):
        where = {"url": article["url"], "headline": article.get("title")}
        if publisher := article.get("publisher"):
            where["publisher"] = {"@type": "Organization", "name": publisher}
        claim["appearance"] = {"@type": "CreativeWork"} | {k: v for k, v in where.items() if v}
    return claim


def _claimant(fact: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whose claim it is: without a speaker it is the article's own, so its publisher's."""
    speaker = " ".join(str((fact.get("speaker") or {}).get("name") or "").split())
    if speaker:
        return {"@type": _kind_of(speaker), "name": speaker}
    publisher = " ".join(str(article.get("publisher") or "").split())
    name = publisher or _host(article.get("url"))
    return {"@type": "Organization", "name": name} if name else None


def _kind_of(speaker: str) -> str:
    """`Organization` for "the finance office", `Person` otherwise: readers want one of them."""
    words = {word.strip(".,").casefold() for word in speaker.split()}
    named_as_body = speaker.casefold().startswith("the ") or speaker.isupper()
    return "Organization" if named_as_body or words & _BODIES else "Person"


def _extension(fact: Mapping[str, Any]) -> dict[str, Any]:
    """What schema.org has no word for: the claim's lasting name, corrections, evidence."""
    evidence = [
        {
            f"{PREFIX}:{name}": source.get(key)
            for name, key in (
                ("title", "title"),
                ("url", "url"),
                ("publisher", "publisher"),
                ("kind", "kind"),
                ("stance", "stance"),
                ("locator", "locator"),
                ("sha256", "archived_sha256"),
            )
            if source.get(key) is not None
        }
        for source in fact.get("sources") or ()
    ]
    return {
        f"{PREFIX}:claim": _claim_uri(fact),
        f"{PREFIX}:version": fact.get("version"),
        f"{PREFIX}:corrected": bool(fact.get("corrected")),
        f"{PREFIX}:evidence": evidence or None,
    }


def _claim_uri(fact: Mapping[str, Any]) -> str:
    return f"urn:uuid:{fact.get('claim_id') or fact['id']}"


def _moment(value: Any) -> str | None:
    """A time as ISO 8601 has it."""
    if value is None:
        return None
    text: str = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.replace("+00:00", "Z")


def _host(url: Any) -> str | None:
    """The site of a web address; None for anything else."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        return None
    if parts is None or parts.scheme not in {"http", "https"}:
        return None
    return (parts.hostname or "").removeprefix("www.") or None
