"""What an embargo held back leaves when it is over."""

from datetime import datetime

from factcheck import accounts
from factcheck.db import Database
from factcheck.store import log, releases


def lift_embargoes(database: Database, now: datetime) -> int:
    """Let the facts of all articles leave whose embargo is over; gives how many articles.

    The worker does so each second, and whoever reads facts does so before: what a reader
    gets does not hang on a worker being there.
    """
    with database.reading() as session:
        found = releases.due(session, now)
    for article_id, desk_id in found:
        with database.writing() as session:
            log.lift_embargo(session, article_id, actor=accounts.worker(desk_id), now=now)
    return len(found)
