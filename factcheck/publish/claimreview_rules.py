"""The linter's rules as data: name, severity, what they ask, where that comes from, an example.

An example is the smallest change that breaks the rule: a merge into `SOUND`, where None takes
a part away; or, as a text, a whole document. docs/claimreview.md shows this table.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

GOOGLE = "https://developers.google.com/search/docs/appearance/structured-data/factcheck"
CLAIM_REVIEW = "https://schema.org/ClaimReview"
RATING = "https://schema.org/Rating"
FEED = "https://schema.org/DataFeedItem"
DATE = "https://schema.org/Date"
JSON = "https://www.rfc-editor.org/rfc/rfc8259"
JSON_LD = "https://www.w3.org/TR/json-ld11/"


class Severity(StrEnum):
    """`error`: consumers drop the review or misread it; `warning`: they show less of it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the linter."""

    name: str
    severity: Severity
    asks: str
    source: str
    example: Any


SOUND: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://check.example/facts/1",
    "claimReviewed": "The harbour cost 48 million euros.",
    "author": {"@type": "Organization", "name": "The Checkers", "url": "https://check.example"},
    "datePublished": "2026-03-02",
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Rosa Vidal"},
        "datePublished": "2026-02-27",
        "appearance": {"@type": "CreativeWork", "url": "https://paper.example/harbour"},
    },
}
"""A review that breaks no rule."""


def _rating(**parts: Any) -> dict[str, Any]:
    return {"reviewRating": parts}


_E, _W = Severity.ERROR, Severity.WARNING
_WITHDRAWN = (
    '{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": '
    '[{"@type": "DataFeedItem", "dateDeleted": "2026-03-04", "item": '
    '[{"@type": "ClaimReview", "url": "https://check.example/facts/1", '
    '"reviewRating": {"@type": "Rating", "ratingValue": 1}}]}]}'
)
_TWO = (
    '[{"@context": "https://schema.org", "@type": "ClaimReview"},'
    ' {"@context": "https://schema.org", "@type": "ClaimReview"}]'
)
_ELSEWHERE = (
    '<link rel="canonical" href="https://other.example/a"><script type="application/ld+json">'
    '{"@context": "https://schema.org", "@type": "ClaimReview", '
    '"url": "https://check.example/facts/1"}</script>'
)
_MICRODATA = '<div itemscope itemtype="https://schema.org/ClaimReview"></div>'

_TABLE = (
    ("json", _E, "The markup is JSON.", JSON, '{"@type": "ClaimReview",}'),
    ("no_claim_review", _E, "There is a ClaimReview.", CLAIM_REVIEW, '{"@type": "Article"}'),
    (
        "microdata",
        _W,
        "The review is JSON-LD; microdata and RDFa are not read here.",
        JSON_LD,
        _MICRODATA,
    ),
    (
        "many_reviews",
        _E,
        "A page holds one ClaimReview; a DataFeed many.",
        GOOGLE,
        _TWO,
    ),
    ("context", _E, "`@context` is https://schema.org.", JSON_LD, {"@context": None}),
    (
        "claim_reviewed",
        _E,
        "`claimReviewed` tells the claim.",
        GOOGLE,
        {"claimReviewed": None},
    ),
    (
        "claim_reviewed_long",
        _W,
        "`claimReviewed` has at most 75 characters.",
        GOOGLE,
        {"claimReviewed": "The harbour cost " + "very, " * 12 + "very much."},
    ),
    (
        "rating_in_claim",
        _E,
        "`claimReviewed` holds the claim alone, not its rating.",
        GOOGLE,
        {"claimReviewed": "FALSE: The harbour cost 48 million euros."},
    ),
    ("url", _E, "`url` is the address of the page with the review.", GOOGLE, {"url": None}),
    (
        "url_relative",
        _E,
        "`url` is a whole address, from https:// on.",
        GOOGLE,
        {"url": "/facts/1"},
    ),
    (
        "url_domain",
        _E,
        "`url` is on the domain of the page that holds the markup.",
        GOOGLE,
        _ELSEWHERE,
    ),
    ("author", _W, "`author` says who reviewed.", GOOGLE, {"author": None}),
    (
        "author_unnamed",
        _E,
        "`author` has a name or an address.",
        GOOGLE,
        {"author": {"name": None, "url": None}},
    ),
    ("date_published", _W, "`datePublished` says when.", CLAIM_REVIEW, {"datePublished": None}),
    ("date", _E, "Dates are ISO 8601: 2026-03-02.", DATE, {"datePublished": "2 March 2026"}),
    ("item_reviewed", _W, "`itemReviewed` describes the claim.", GOOGLE, {"itemReviewed": None}),
    (
        "item_type",
        _W,
        "`itemReviewed` is a Claim.",
        GOOGLE,
        {"itemReviewed": {"@type": "CreativeWork"}},
    ),
    (
        "claim_author",
        _W,
        "`itemReviewed.author` says whose claim it is.",
        GOOGLE,
        {"itemReviewed": {"author": None}},
    ),
    (
        "claim_author_unnamed",
        _E,
        "`itemReviewed.author` has a name.",
        GOOGLE,
        {"itemReviewed": {"author": {"name": None}}},
    ),
    ("rating", _E, "`reviewRating` gives the verdict.", GOOGLE, {"reviewRating": None}),
    (
        "alternate_name",
        _E,
        "`alternateName` gives the verdict in words.",
        GOOGLE,
        _rating(alternateName=None),
    ),
    (
        "alternate_name_missing",
        _W,
        "The words stand in `alternateName`; `name` is a fallback.",
        GOOGLE,
        _rating(alternateName=None, name="False"),
    ),
    (
        "label_long",
        _W,
        "`alternateName` is a label of a few words; sentences go to `ratingExplanation`.",
        GOOGLE,
        _rating(alternateName="This picture was taken years before at another place."),
    ),
    ("not_a_number", _E, "Ratings are numbers.", RATING, _rating(ratingValue="five")),
    (
        "numbers_incomplete",
        _W,
        "Value, best and worst come together, or none of them.",
        GOOGLE,
        _rating(bestRating=None),
    ),
    ("worst_below_one", _E, "`worstRating` is at least 1.", GOOGLE, _rating(worstRating=0)),
    (
        "best_not_above_worst",
        _E,
        "`bestRating` is above `worstRating`.",
        GOOGLE,
        _rating(ratingValue=-1, bestRating=-1, worstRating=-1),
    ),
    (
        "value_below_worst",
        _E,
        "`ratingValue` is not below `worstRating`.",
        GOOGLE,
        _rating(ratingValue=0),
    ),
    (
        "value_above_best",
        _E,
        "`ratingValue` is not above `bestRating`.",
        GOOGLE,
        _rating(ratingValue=6),
    ),
    (
        "withdrawn_with_rating",
        _E,
        "A withdrawn DataFeedItem (`dateDeleted`) carries no rating.",
        FEED,
        _WITHDRAWN,
    ),
    (
        "too_many",
        _W,
        "Only the first 500 findings are listed.",
        CLAIM_REVIEW,
        "[" + ",".join(['{"@type": "ClaimReview"}'] * 100) + "]",
    ),
)
RULES = {row[0]: Rule(*row) for row in _TABLE}
