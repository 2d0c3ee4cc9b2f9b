"""What of a report is for whom, and what proves that nothing of it was changed.

One content, one hash, one signature for every audience: what only some may read is not in the
content but stands there as its salted digest, and goes along beside the content for those who
may. Whoever leaves it out leaves the hash as it is (the manner of SD-JWT, RFC 9901).
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from factcheck.canonical import canonical_json, content_hash
from factcheck.signing import NotGenuine, Signer, checked

SCHEMA = "factcheck.seal/1"
SEALED = "sealed"
_PARTS = ("content", "made")
_DIGITS = 16
"""Hexadecimal digits of a part's hash in the index, which only tells where to look."""

Content = Mapping[str, Any]
Document = Mapping[str, Any]


class Audience(StrEnum):
    """Who is to read a report; each may read what those before it may."""

    PUBLIC = "public"
    INTERNAL = "internal"
    LEGAL = "legal"

    def may_read(self, other: "Audience") -> bool:
        """Whether what is for `other` may be read here."""
        return _RANK[self] >= _RANK[other]


_RANK = {each: rank for rank, each in enumerate(Audience)}


class Veil:
    """Takes out of a content what is not for everybody, and keeps it beside.

    `key` makes the salts: the same state gives the same digests, which nobody else can guess.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.disclosures: dict[str, dict[str, Any]] = {}

    @classmethod
    def of(cls, signer: Signer, state: str) -> "Veil":
        """By our own key; `state` names what is reported on."""
        return cls(
            hashlib.sha256(signer.sign(f"factcheck.salts/1 {state}".encode()).encode()).digest()
        )

    def over(self, hidden: Any, audience: Audience, shown: Mapping[str, Any] | None = None) -> Any:
        """What stands in the content instead of `hidden`.

        With `shown`, a record of which `hidden` (a mapping) replaces or adds parts.
        """
        place = len(self.disclosures)
        told = f"{place}\n{audience}\n{canonical_json(hidden)}".encode()
        salt = hmac.new(self._key, told, "sha256").hexdigest()[:32]
        digest = digest_of(salt, hidden)
        self.disclosures[digest] = {"audience": audience.value, "salt": salt, "value": hidden}
        return {**(shown or {}), SEALED: digest}


def digest_of(salt: str, hidden: Any) -> str:
    """What stands in the content for a hidden value: the SHA-256 of its salt and itself."""
    return content_hash([salt, hidden])


def sealed_by(
    signer: Signer, content: Content, made: Mapping[str, Any], disclosures: Mapping[str, Any]
) -> dict[str, Any]:
    """The seal: content and making by their hashes, and what tells where to look, signed.

    `index` holds a short hash of each part, `disclosures` one of all that is hidden for each
    audience, so that nothing of it can be left out unseen.
    """
    return signer.signed(
        {
            "schema": SCHEMA,
            "content_hash": content_hash(content),
            "made_hash": content_hash(made),
            "index": index_of(content),
            "disclosures": {each.value: hidden_for(each, disclosures) for each in Audience},
        }
    )


def unsealed(
    signed: Mapping[str, Any], schema: str, trusted: Mapping[str, bytes] | None
) -> dict[str, Any]:
    """The facts of a seal by this schema, if its signature holds and is by a trusted key.

    Base64 has several spellings of one signature; only the one that was written will do.
    Raises `NotGenuine`.
    """
    facts = checked(signed, trusted)
    signature = str(signed["signature"])
    if b64encode(b64decode(signature)).decode() != signature:
        raise NotGenuine("Its signature was written in another way than it was made.")
    if facts.get("schema") != schema:
        raise NotGenuine("What was signed is something else than this seal.")
    return facts


def hidden_for(audience: Audience, disclosures: Mapping[str, Any]) -> str:
    """The hash of the digests of all that is hidden for exactly this audience."""
    return content_hash(
        sorted(digest for digest, each in disclosures.items() if each["audience"] == audience)
    )


def index_of(content: Content) -> dict[str, Any]:
    """A short hash of every part of the content, of every line by itself: where to look."""
    return {
        name: [_short(each) for each in part]
        if name == "lines" and isinstance(part, list)
        else _short(part)
        for name, part in content.items()
    }


def _short(part: Any) -> str:
    return content_hash(part)[:_DIGITS]


def edition(
    document: Document, disclosures: Mapping[str, Any], audience: Audience
) -> dict[str, Any]:
    """The report as this audience gets it: what a file holds and what a rendering prints."""
    return {
        **document,
        "audience": audience.value,
        "disclosures": {
            digest: each
            for digest, each in disclosures.items()
            if audience.may_read(Audience(each["audience"]))
        },
    }


def opened(document: Document, *, keep: Audience | None = None) -> dict[str, Any]:
    """Content and making of an edition with all in place that this audience may read.

    What it may not is None, left out of a list, or the record without its hidden parts. What
    is for `keep` alone stays under its digest.
    """
    known = {
        digest: each
        for digest, each in (document.get("disclosures") or {}).items()
        if each["audience"] != keep
    }
    return {
        name: _opened(part, known, keep is not None) if name in _PARTS else part
        for name, part in document.items()
    }


def _opened(value: Any, known: Mapping[str, Any], keeps: bool) -> Any:
    if isinstance(value, list):
        kept = (each for each in value if keeps or not _hidden(each, known))
        return [_opened(each, known, keeps) for each in kept]
    if not isinstance(value, dict):
        return value
    rest = {name: _opened(each, known, keeps) for name, each in value.items() if name != SEALED}
    if SEALED not in value:
        return rest
    if (found := known.get(value[SEALED])) is None:
        return {**rest, SEALED: value[SEALED]} if keeps else rest or None
    hidden = _opened(found["value"], known, keeps)
    return {**rest, **hidden} if rest else hidden


def _hidden(value: Any, known: Mapping[str, Any]) -> bool:
    """Whether nothing of it may be read here."""
    return isinstance(value, dict) and value.keys() == {SEALED} and value[SEALED] not in known
