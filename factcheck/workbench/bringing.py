"""A text that comes by a form: pasted, as a file, or from the page at an address."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from flask import current_app, g, request
from marshmallow import Schema

from factcheck import errors, intake
from factcheck.egress import Egress
from factcheck.extraction import Extraction
from factcheck.intake import Given
from factcheck.llm import Proposer
from factcheck.saying import say
from factcheck.schemas.fields import WebAddress
from factcheck.workbench import edge, forms
from factcheck.workbench.translating import gettext as _

_AT_ONCE = BoundedSemaphore(4)
"""Pages take seconds; so many threads may wait for them, and no more."""
_WAIT = 5.0
_SENT = "factcheck_sent"
"""The cookie that `sent.js` reads: the name of a kept text that has arrived."""
_FILE_TWICE = say("Send the text or the file, not both.")

REFUSALS = (
    *edge.REFUSALS,
    errors.TooLarge,
    errors.Unreadable,
    errors.EgressRefused,
    errors.Unreachable,
)


class _Address(Schema):
    url = WebAddress(required=True)


def brought(words: Mapping[str, str]) -> Given:
    """The text that the form brings; its address is asked for one where there is no other.

    Raises what `intake.at_address` and `intake.in_file` do, and `Rejected` for no text.
    """
    given = request.files.get("file")
    has_text, has_file = bool(words["text"].strip()), given is not None and bool(given.filename)
    if has_text and has_file:
        raise errors.Rejected(_FILE_TWICE, {"file": [say("Choose it again if you want the file.")]})
    if has_text:
        return intake.pasted(words["text"])
    if given is not None and has_file:
        return intake.in_file(given.read(), media_type=_media_type(given), filename=given.filename)
    if words["url"].strip():
        return _fetched(forms.checked(_Address(), {"url": words["url"].strip()})["url"])
    raise errors.Rejected(
        say("There is no text yet."),
        {"text": [say("Paste it, choose a file, or give an address.")]},
    )


def found_in(text: str, published_at: Any) -> Extraction:
    """What the text holds, by the desk's threshold; found while no transaction is open."""
    with edge.database().reading() as session:
        threshold = intake.threshold_of(session, g.actor.desk_id)
    assistant: Proposer | None = current_app.extensions["factcheck.assistant"]
    return intake.read(text, published_at, threshold=threshold, assistant=assistant)


def explained(error: errors.FactcheckError, words: Mapping[str, str]) -> dict[str, list[str]]:
    """The messages for single fields, so that each stands where something is to be done."""
    if isinstance(error, errors.Rejected):
        return error.errors
    of_text = (errors.Unreadable, errors.TooLarge, errors.EgressRefused, errors.Unreachable)
    if not isinstance(error, of_text):
        return {}
    where = "file" if _has_file() else "text" if words["text"].strip() else "url"
    return {where: [error.message]}


def forgotten(response: Any, name: str) -> Any:
    """Have the browser erase what it kept under this name: it arrived."""
    response.set_cookie(_SENT, name, max_age=60, samesite="Lax", secure=request.is_secure)
    return response


def lost_file() -> str | None:
    """What to say of a file that a form shown again cannot hold any more."""
    if not _has_file():
        return None
    name = request.files["file"].filename
    return str(
        _("The file %(name)s has to be chosen again; everything else is as you left it.", name=name)
    )


def _has_file() -> bool:
    given = request.files.get("file")
    return given is not None and bool(given.filename)


def _media_type(given: Any) -> str | None:
    """What the browser calls the file, if that is more than that it is one."""
    kind: str = given.content_type or ""
    return None if not kind or kind.startswith("application/octet-stream") else kind


def _fetched(url: str) -> Given:
    egress: Egress = current_app.extensions["factcheck.egress"]
    with a_turn():
        return intake.at_address(egress, url)


@contextmanager
def a_turn() -> Iterator[None]:
    """Wait for a page of elsewhere only while few others do. Raises `Busy`."""
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise errors.Busy(say("Many pages are being fetched right now. Try again."))
    try:
        yield
    finally:
        _AT_ONCE.release()
