"""Facts in the shape in which they are pulled, as `publish.fact_shape` gives them."""

from typing import Any

from hypothesis import strategies as st

BASE = "https://desk.example"
ID = "01a206da-5455-7005-a9f0-a7d772e98357"
FACT: dict[str, Any] = {
    "id": ID,
    "claim_id": ID,
    "version": 3,
    "status": "verified",
    "statement": "The first stage costs 48 million euros.",
    "quote": "The first stage costs 48 million euros",
    "speaker": {"name": "Rosa Vidal", "cue": "said", "speech": "indirect"},
    "rating": None,
    "rationale": "The budget annex gives the same sum.",
    "article": {
        "id": ID,
        "title": "Harbour plan passes",
        "url": "https://paper.example/harbour",
        "publisher": "The Paper",
        "published_at": "2026-02-27T08:00:00Z",
    },
    "sources": [
        {
            "title": "Budget annex",
            "url": "https://city.example/budget.pdf",
            "publisher": None,
            "kind": "primary",
            "stance": "supports",
            "passage": "EUR 48,000,000",
            "locator": "p. 12",
            "archived_sha256": "a" * 64,
        }
    ],
    "confidential_sources": 1,
    "reviewed_at": "2026-03-02T09:30:00Z",
    "valid_since": "2026-03-02T09:30:00Z",
    "published_at": "2026-03-02T09:30:00.123456Z",
    "updated_at": "2026-03-03T10:00:00Z",
    "corrected": False,
    "overridden": False,
    "desk": "city",
    "language": "en",
    "topics": ["harbour"],
    "public": True,
    "history_url": f"{BASE}/api/v1/facts/{ID}/history",
    "claimreview_url": f"{BASE}/facts/{ID}",
}


def fact(**about: Any) -> dict[str, Any]:
    """A fact of another publisher's article."""
    return FACT | about


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)
_NAMES = st.none() | st.builds(
    lambda name, cue: {"name": name, "cue": cue, "speech": "direct"},
    _TEXTS,
    st.none() | st.sampled_from(["said", "according to"]),
)
_ARTICLES = st.builds(
    lambda title, publisher, day: (
        FACT["article"] | {"title": title, "publisher": publisher, "published_at": day}
    ),
    _TEXTS,
    st.none() | _TEXTS,
    st.none() | st.datetimes().map(lambda each: each.isoformat() + "Z"),
)
facts = st.builds(
    fact,
    status=st.sampled_from(["verified", "disputed", "unverified"]),
    # No mark that could set off a verdict: whose statement is "False: …" gets told so.
    statement=st.text(
        st.characters(categories=["L", "N", "Zs", "So"], include_characters=",.’"), min_size=1
    )
    .filter(str.strip)
    .filter(lambda each: len(" ".join(each.split())) <= 75),
    speaker=_NAMES,
    rating=st.none()
    | st.sampled_from(["True", "mostly false", "Misleading", "FALSE", "Half true", "Satire"])
    | _TEXTS,
    rationale=_TEXTS,
    article=_ARTICLES,
    corrected=st.booleans(),
    language=st.none() | st.sampled_from(["en", "pt-BR"]),
    sources=st.lists(st.just(FACT["sources"][0]), max_size=3),
)
"""Facts as they may come, with statements that fit a line."""
