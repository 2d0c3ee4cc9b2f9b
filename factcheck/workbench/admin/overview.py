"""The first page of administration: what there is to look after, in numbers."""

from datetime import timedelta
from typing import Any

from flask import g

from factcheck import review
from factcheck.publish.imprint import imprint_of
from factcheck.review import policy_words
from factcheck.store import desks, log, people, webhooks
from factcheck.vocabulary import HookState, Role
from factcheck.workbench.admin.frame import page
from factcheck.workbench.edge import blueprint, reads, settings

_SOON = timedelta(days=30)


@blueprint.get("/admin")
@reads(Role.ADMIN)
def admin() -> Any:
    """What an administrator looks after."""
    session, desk_id = g.session, g.actor.desk_id
    policy = desks.policy(session, desk_id)
    states = webhooks.states(session, desk_id)
    return page(
        "overview.html",
        counted=people.counted(session, desk_id, now=g.now, soon=g.now + _SOON),
        policy=policy,
        sentences=policy_words.sentences(review.rules_of(policy)),
        hooks={state: states.get(state, 0) for state in HookState},
        imprint=imprint_of(g.desk, base_url=settings().base_url),
        head=log.head(session),
    )
