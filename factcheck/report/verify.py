"""Whether a file is a report as it was signed, and if not, what of it differs.

Needs the file and the public keys to trust: no database, no network. What is not exactly the
file that was made fails, down to its white space; a verdict says so in plain sentences.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from factcheck.canonical import canonical_json, content_hash
from factcheck.documents import read_attachment
from factcheck.errors import FactcheckError
from factcheck.report.altered import (
    Path,
    altered_parts,
    enumerated_places,
    place_named,
    sealed_places,
)
from factcheck.report.legible import legible
from factcheck.report.renderings import json as pretty
from factcheck.report.seal import SCHEMA, SEALED, Audience, digest_of, hidden_for, unsealed
from factcheck.report.sealed_pdf import seal_of_pdf
from factcheck.signing import NotGenuine

ATTACHED = "report.json"
"""What the report is called that a PDF carries with it."""
MOST_BYTES = 64_000_000
"""A larger file is refused unread; a report of 2,000 claims has some 15 million bytes."""
_PDF_HEAD = 1_024
_PARTS = ("content", "content_hash", "made", "seal", "audience", "disclosures")
_DISCLOSURE = {"audience": str, "salt": str, "value": object}
_SEAL = {"content_hash": str, "made_hash": str, "index": dict, "disclosures": dict}
_SAME = ("content_hash", "report_id", "audience")
_MOST_TOLD = 20
_UNSIGNED = "factcheck.report/1"

Keys = Mapping[str, bytes] | None
"""The raw public keys to trust by their ids; None: whichever key a file names."""


class Outcome(StrEnum):
    """What became of a check."""

    GENUINE = "genuine"
    NOT_GENUINE = "not_genuine"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `sentences` say what is wrong; `report` what a genuine file is, else None.

    `report` holds `schema`, `report_id`, `number`, `title`, `made_at`, `made_by`, `audience`,
    `content_hash`, `key_id` and `log` (the pinned head); None for what its readers may not know.
    """

    outcome: Outcome
    sentences: tuple[str, ...] = ()
    report: Mapping[str, Any] | None = None

    @property
    def genuine(self) -> bool:
        """Whether the file is as it was signed."""
        return self.outcome is Outcome.GENUINE


def verify(data: bytes, trusted: Keys) -> Verdict:
    """Check a report's PDF or JSON file, whichever the bytes are."""
    if len(data) > MOST_BYTES:
        return _refused(f"It is larger than {MOST_BYTES:,} bytes, the most that is checked.")
    head = data[:_PDF_HEAD]
    if b"%PDF-" in head and not head.lstrip().startswith(b"{"):  # an author may be called so
        return verify_pdf(data, trusted)
    return verify_json(data, trusted)


def verify_json(data: bytes, trusted: Keys) -> Verdict:
    """Check the JSON file of a report, for whatever audience."""
    try:
        document = _read(data)
        if document.get("seal") is None and _schema(document) == _UNSIGNED:
            return _unsigned(document)
        _check_shape(document)
        seal = _seal(document, trusted)
        faults = [*_content_faults(document, seal), *_disclosure_faults(document, seal)]
        faults = faults or _spelling_faults(data, document)
    except NotGenuine as error:
        return _refused(error.message)
    except RecursionError:
        return _refused("It is nested more deeply than any report.")
    if faults:
        return _refused(*faults)
    return Verdict(Outcome.GENUINE, report=_told(document, seal))


def verify_pdf(data: bytes, trusted: Keys) -> Verdict:
    """Check the PDF of a report: its pages by their seal, then the report attached to it."""
    attached = _attached(data, trusted)
    try:
        seal = seal_of_pdf(data, trusted)
    except NotGenuine as error:
        return _refused(error.message, _beside(attached))
    if not attached.genuine or attached.report is None:
        told = "Its pages are as they were signed, but the report attached to it does not hold:"
        return _refused(f"{told} {' '.join(attached.sentences)}")
    if all(seal[name] == attached.report[name] for name in _SAME):
        return attached
    return _refused(
        "Its pages are as they were signed, and so is the report attached to it; but they are "
        "not of the same report for the same audience."
    )


def _attached(data: bytes, trusted: Keys) -> Verdict:
    """The verdict on the attachment, which is read in a process of its own."""
    try:
        name, content = read_attachment(data)
    except FactcheckError as error:
        return _refused(f"No attached report could be read. {error.message}")
    if name != ATTACHED:
        return _refused(f"The file attached to it is not called {ATTACHED}.")
    return verify_json(content, trusted)


def _beside(attached: Verdict) -> str:
    """What to say of the attachment of a PDF that was changed."""
    if attached.report is None:
        return f"Nor does the report attached to it hold: {' '.join(attached.sentences)}"
    hash_ = attached.report["content_hash"]
    return (
        f"The report attached to it, {ATTACHED}, is genuine (content hash {hash_}): rely on that "
        "file, and not on these pages."
    )


def _refused(*sentences: str) -> Verdict:
    told, more = sentences[:_MOST_TOLD], len(sentences) - _MOST_TOLD
    return Verdict(Outcome.NOT_GENUINE, (*told, f"And {more} things more.") if more > 0 else told)


def _read(data: bytes) -> dict[str, Any]:
    """The document, every number in its plain form. Raises `NotGenuine`, `RecursionError`."""
    try:
        document = json.loads(
            data.decode(), object_pairs_hook=_once_each, parse_constant=_no_number
        )
    except UnicodeDecodeError as error:
        raise NotGenuine(
            f"It is neither a PDF nor JSON in UTF-8: byte {error.start + 1} is no part of a letter."
        ) from error
    except ValueError as error:
        raise NotGenuine(f"It is neither a PDF nor well-formed JSON: {error}.") from error
    if not isinstance(document, dict):
        raise NotGenuine("It is JSON, but no report.")
    try:
        written = canonical_json(document)
        written.encode()
    except ValueError as error:
        raise NotGenuine("It holds a number or a letter that no report can hold.") from error
    plain: dict[str, Any] = json.loads(written)
    return plain


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotGenuine("It says something twice: two members of one record have the same name.")
    return found


def _no_number(word: str) -> NoReturn:
    raise NotGenuine(f"It holds {word}, which is no number that a report can hold.")


def _schema(document: Mapping[str, Any]) -> Any:
    content = document.get("content")
    return content.get("schema") if isinstance(content, dict) else None


def _unsigned(document: Mapping[str, Any]) -> Verdict:
    """Of a report without a seal only the content hash can be tried, which anybody can make."""
    before = "This report was frozen before reports were signed"
    if content_hash(document["content"]) != document.get("content_hash"):
        return _refused(f"{before}; its content hash does not hold: it was altered.")
    told = (
        f"{before}; its content hash holds. No signature vouches for it: compare the hash with "
        f"the one in the desk's log, {document['content_hash']}."
    )
    return Verdict(Outcome.UNSIGNED, (told,))


def _check_shape(document: Mapping[str, Any]) -> None:
    """Raise `NotGenuine` for anything that is not built like an edition."""
    for name in _PARTS:
        if name not in document:
            raise NotGenuine(f"Its part “{name}” is missing.")
    for name in document:
        if name not in _PARTS:
            raise NotGenuine(f"It carries a part “{legible(name)[:40]}”, which no report has.")
    whole = all(isinstance(document[name], dict) for name in ("content", "made", "seal"))
    disclosures = document["disclosures"]
    if not whole or not isinstance(disclosures, dict):
        raise NotGenuine("It is not built like a report.")
    if document["audience"] not in [*Audience]:
        raise NotGenuine("It is for an audience that there is not.")
    for each in disclosures.values():
        if not _has(each, _DISCLOSURE, exactly=True) or each["audience"] not in [*Audience]:
            raise NotGenuine("One of its hidden parts is not built like one.")


def _has(record: Any, members: Mapping[str, type], *, exactly: bool = False) -> bool:
    """Whether it is a record that has these members, each of its type."""
    if not isinstance(record, dict) or (exactly and record.keys() != members.keys()):
        return False
    return all(isinstance(record.get(name), kind) for name, kind in members.items())


def _seal(document: Mapping[str, Any], trusted: Keys) -> dict[str, Any]:
    """What the seal says. Raises `NotGenuine` unless it is one, by a trusted key."""
    try:
        seal = unsealed(document["seal"], SCHEMA, trusted)
    except NotGenuine as error:
        raise NotGenuine(f"Nothing in it can be relied on. {error.message}") from error
    if not _has(seal, _SEAL):
        raise NotGenuine("Its seal does not say what it is of.")
    return seal


def _content_faults(document: Mapping[str, Any], seal: Mapping[str, Any]) -> list[str]:
    """What of the content and the making is not as the seal has it."""
    faults = []
    if content_hash(document["content"]) != seal["content_hash"]:
        faults += altered_parts(document["content"], seal["index"])
        faults = faults or ["Its content was altered."]
    if document["content_hash"] != seal["content_hash"]:
        faults.append("The content hash that it states is not the one that was signed.")
    if content_hash(document["made"]) != seal["made_hash"]:
        faults.append(
            "What it says of its own making was altered: its number, when it was frozen and by "
            "whom, or the head of the log."
        )
    return faults


def _disclosure_faults(document: Mapping[str, Any], seal: Mapping[str, Any]) -> Iterator[str]:
    """What of the hidden parts was altered, added, or left out for this audience."""
    audience, disclosures = Audience(document["audience"]), document["disclosures"]
    places = sealed_places(document)
    sound = True
    for digest, each in disclosures.items():
        where = place_named(document, places[digest][0]) if digest in places else None
        if digest_of(each["salt"], each["value"]) != digest:
            yield f"A hidden part was altered: {where or 'one that stands nowhere'}."
        elif where is None:
            yield "It carries a hidden part that stands nowhere in the report."
        elif not audience.may_read(Audience(each["audience"])):
            yield f"It is for the audience “{audience}”, which may not read {where}."
        else:
            continue
        sound = False
    signed = seal["disclosures"]
    readable = [each for each in Audience if audience.may_read(each)]
    if all(hidden_for(each, disclosures) == signed.get(each) for each in readable):
        return
    if empty := _empty(audience, disclosures, places):
        yield (
            f"What the audience “{audience}” may read was taken out of it. These places are "
            f"empty: {enumerated_places(document, empty)}."
        )
    elif sound:
        yield "Hidden parts were taken out of it, or marked as meant for others than they are."


def _empty(
    audience: Audience, disclosures: Mapping[str, Any], places: Mapping[str, tuple[Path, bool]]
) -> list[Path]:
    """Where something is missing; inside a record that is shown, it may be for lawyers alone."""
    if audience is Audience.PUBLIC:
        return []
    return [
        path
        for digest, (path, alone) in places.items()
        if digest not in disclosures and (alone or audience is Audience.LEGAL)
    ]


def _spelling_faults(data: bytes, document: Mapping[str, Any]) -> list[str]:
    """Where the bytes cease to be those that we write for this document, if they do."""
    forms = (pretty.render(document), canonical_json(document).encode())
    if data in forms:
        return []
    first = max(_common(data, each) for each in forms)
    told = (
        "What it says is genuine, but the file itself was rewritten: from byte "
        f"{first + 1:,} on it is not as it was made."
    )
    return [told]


def _common(one: bytes, other: bytes) -> int:
    """How many bytes at the beginning are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _told(document: Mapping[str, Any], seal: Mapping[str, Any]) -> dict[str, Any]:
    """What a genuine report is, as far as it says so itself."""
    content, made, shown = document["content"], document["made"], document["disclosures"]
    cover = content.get("cover")
    cover = cover if isinstance(cover, dict) else {}
    return {
        "schema": content.get("schema"),
        "report_id": made.get("report_id"),
        "number": made.get("number"),
        "title": cover.get("title"),
        "desk": cover.get("desk"),
        "made_at": made.get("at"),
        "made_by": _disclosed(made.get("by"), shown),
        "audience": document["audience"],
        "content_hash": seal["content_hash"],
        "key_id": seal["key_id"],
        "log": _disclosed(made.get("log"), shown),
    }


def _disclosed(value: Any, shown: Mapping[str, Any]) -> Any:
    """The value itself, or what is hidden there; None if that is for others."""
    if not isinstance(value, dict) or SEALED not in value:
        return value
    return shown.get(str(value[SEALED]), {}).get("value")
