"""What others do on an article meanwhile, for a page that asks every few seconds."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import g, jsonify, request

from factcheck.store import acts, articles, manuscripts, presence
from factcheck.workbench.edge import blueprint, database, reads
from factcheck.workbench.forms import chosen
from factcheck.workbench.states import digest, states
from factcheck.workbench.wording import ago, change

_LOOKS_BACK = timedelta(minutes=2)
_MOST = 20


@blueprint.get("/articles/<uuid:article_id>/pulse")
@reads(polled=True)
def pulse(article_id: UUID) -> Any:
    """How the claims stand, what was done to them just now, and who is there.

    `?known=` is the digest of the states that the page has; while it holds, `states` is
    null. `?claim=` is the claim that the reader has before them.
    """
    article = articles.article(g.session, g.actor.desk_id, article_id)
    marks = manuscripts.marks(g.session, article)
    claim_id = chosen(request.args.get("claim"))
    if claim_id not in {each.id for each in marks}:
        claim_id = None
    there = presence.present(g.session, article.id, g.now)
    if presence.stale(there, g.actor.person_id, claim_id, g.now):
        with database().writing() as session:
            presence.note(session, g.actor.person_id, article.id, claim_id, g.now)
    found = states(marks)
    word = digest(found)
    return jsonify(
        digest=word,
        draft=article.draft_number,
        states=None if request.args.get("known") == word else found,
        recent=_told(article.id),
        present=[
            {"name": each.name, "claim": str(each.claim_id) if each.claim_id else None}
            for each in there
            if each.person_id != g.actor.person_id
        ],
    )


def _told(article_id: UUID) -> list[dict[str, str]]:
    """What other people did to claims of the article in the last minutes, newest first.

    What a blind second person must not know is no part of it: a proposal changes no status.
    """
    events = acts.recent(g.session, article_id, g.now - _LOOKS_BACK, limit=_MOST)
    return [
        {"claim": str(each.object_id), "said": f"{change(each)}, {ago(each.at)}"}
        for each in events
        if each.actor_id != g.actor.person_id
    ]
