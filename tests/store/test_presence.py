"""Who is at work on an article: noted, renewed, and forgotten again."""

from sqlalchemy import func, select

from factcheck.clock import utcnow
from factcheck.store import presence
from factcheck.store.presence import Presence
from tests.review.stages import Stages


def test_it_is_renewed_and_what_is_old_goes(stages: Stages) -> None:
    claim = stages.claim()
    now = utcnow()
    one, two = (stages.actor(role).person_id for role in ("reviewer", "editor"))
    long_ago = now - presence.LASTS * 20
    with stages.room.database.writing() as session:
        presence.note(session, two, claim.article_id, None, long_ago)
        presence.note(session, one, claim.article_id, None, now)
        presence.note(session, one, claim.article_id, claim.id, now)
    with stages.room.database.reading() as session:
        (there,) = presence.present(session, claim.article_id, now)
        assert (there.person_id, there.claim_id) == (one, claim.id)
        assert not presence.stale([there], one, claim.id, now)
        assert presence.stale([there], one, None, now)
        assert presence.stale([there], two, claim.id, now)
        everybody = session.scalar(select(func.count()).select_from(Presence))
    assert everybody == 1
