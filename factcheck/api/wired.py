"""What `create_app` has wired, for the views of the API."""

from collections.abc import Callable

from flask import current_app

from factcheck import publish
from factcheck.archive import Archive
from factcheck.db import Database
from factcheck.egress import Egress
from factcheck.llm import Proposer
from factcheck.report.style import Style
from factcheck.signing import Signer


def assistant() -> Proposer | None:
    """The language model that may propose claims, where one is set up."""
    found: Proposer | None = current_app.extensions["factcheck.assistant"]
    return found


def signer() -> Signer:
    """What signs heads of the log."""
    found: Signer = current_app.extensions["factcheck.signer"]
    return found


def report_style(desk_slug: str) -> Style:
    """How this desk's reports look and speak."""
    styles: Callable[[str], Style] = current_app.extensions["factcheck.report_style"]
    return styles(desk_slug)


def egress() -> Egress:
    """The one way out to other machines."""
    found: Egress = current_app.extensions["factcheck.egress"]
    return found


def archive() -> Archive:
    """Where copies of sources are kept."""
    found: Archive = current_app.extensions["factcheck.archive"]
    return found


def receipts() -> publish.Receipts:
    """What remembers which key was given what."""
    found: publish.Receipts = current_app.extensions["factcheck.receipts"]
    return found


def database() -> Database:
    """The application's database."""
    found: Database = current_app.extensions["factcheck.database"]
    return found
