"""A desk on which every table has a row, for what is true of all tables."""

import json
from typing import Any

import pyotp

from factcheck import review, second_factor, sign_in
from factcheck.egress import Egress
from factcheck.ids import uuid7
from factcheck.intake import set_threshold
from factcheck.press import Press
from factcheck.publish.claimreview_rules import SOUND
from factcheck.publish.imprint import set_imprint
from factcheck.publish.sending import Outcome
from factcheck.publish.webhooks import add_webhook, hook_sealer, keep_ping, rotate_webhook
from factcheck.report import Audience, freeze, orders
from factcheck.report.style import plain_style
from factcheck.store import (
    articles,
    claims,
    desks,
    people,
    presence,
    reports,
    saved_searches,
    second_factors,
)
from factcheck.store.claims import Claim
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import Flag, LoginMethod, SourceState
from tests.hinted import HINTED, hinted
from tests.newsroom import TEXT
from tests.review.stages import NOW, Stages

EARLIER = SOUND | {
    "url": "https://paper.example/1",
    "headline": "No, it did not cost 48 million",
    "inLanguage": "en",
}


def fill(stages: Stages) -> None:
    """Let everything happen once that leaves a row."""
    claim = stages.verified()
    stages.room.viewer.get("/facts")
    stages.room.app.extensions["factcheck.receipts"].write()
    stages.edit(claim.id, priority=1, deadline=NOW)
    _look_at_the_source(stages, claim)
    stages.act(review.comment, claim.id, "@editor, have a look.")
    _close(stages, claim)
    stages.draft(claim.article_id, TEXT.replace("320", "330"))
    _link(stages, claim)
    stages.receive(HINTED, found=hinted())
    body = {"title": "T", "text": "They sold 3 million cars in 2024."}
    answer = stages.room.editor.post("/articles", body, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 201, answer.json
    _take_in_checks(stages)
    _tell_a_webhook(stages)
    _sign_in(stages)
    _keep_a_search(stages)
    _make_a_file(stages, claim)


def _make_a_file(stages: Stages, claim: Claim) -> None:
    """A file of the report, for editors."""
    room = stages.room
    with room.database.writing() as session:
        report = reports.newest(session, claim.article_id)
        assert report
        orders.ask(
            session,
            report.id,
            form="html",
            audience=Audience.LEGAL,
            style=plain_style(),
            actor=stages.actor("editor"),
            now=NOW,
        )
    made = Press(room.database, room.signer, lambda _: plain_style(), now=lambda: NOW).due()
    assert made.keys() == {"done"}


def _keep_a_search(stages: Stages) -> None:
    """A search that somebody wants to run again."""
    reviewer, desk_id = stages.actor("reviewer"), stages.room.desk.id
    with stages.room.database.writing() as session:
        saved_searches.keep(
            session, desk_id, reviewer.person_id, name="Harbour", query="q=harbour", now=NOW
        )


def _tell_a_webhook(stages: Stages) -> None:
    """A webhook with a rotated secret, and a message that it did not get."""
    editor = stages.actor("editor")
    given = {"url": "https://hooks.example/in", "events": ["fact.published"], "description": "D"}
    sealer = hook_sealer("s" * 32)
    outcome = Outcome(NOW, given["url"], {}, 3, code=500, answer_headers=[], error="It failed.")
    with stages.room.database.writing() as session:
        common: dict[str, Any] = {"actor": editor, "now": NOW}
        hook, _ = add_webhook(session, given, egress=Egress(), sealer=sealer, **common)
        rotate_webhook(session, hook, sealer=sealer, **common)
        keep_ping(session, hook, ("msg_1", "{}"), outcome, now=NOW)


def _sign_in(stages: Stages) -> None:
    """A login that is over, and a second factor with its recovery codes."""
    sealer = second_factor.factor_sealer("s" * 32)
    with stages.room.database.writing() as session:
        editor = people.person(session, stages.actor("editor").person_id)
        begun = sign_in.begin(
            session,
            editor,
            stages.room.desk,
            how=LoginMethod.PASSWORD,
            agent="Firefox on Linux",
            now=NOW,
        )
        sign_in.leave(session, begun.token, now=NOW)
        second_factor.prepare(session, editor, sealer=sealer, now=NOW)
        found = second_factors.find(session, editor.id)
        assert found
        code = pyotp.TOTP(second_factor.pairing(found, editor.email, sealer=sealer)[0]).at(NOW)
        common: dict[str, Any] = {"actor": stages.actor("editor"), "now": NOW}
        codes = second_factor.confirm(session, editor, code, sealer=sealer, **common)
        assert second_factor.admits(session, editor, codes[0], sealer=sealer, **common)


def _take_in_checks(stages: Stages) -> None:
    """An earlier check by somebody else, and an imprint of the desk."""
    with stages.room.database.writing() as session:
        found = review.read_checks(json.dumps(EARLIER), fetched_from="https://paper.example/feed")
        review.import_checks(session, found, own=(), actor=stages.actor("reviewer"), now=NOW)
        desk = desks.desk(session, stages.room.desk.id)
        set_imprint(session, desk, {"publisher": "P"}, actor=stages.actor("admin"), now=NOW)


def _look_at_the_source(stages: Stages, claim: Claim) -> None:
    """A stored copy of the source that the claim's evidence rests on."""
    (piece,) = stages.standing_evidence(claim.id)
    with stages.room.database.writing() as session:
        copy = Snapshot(
            id=uuid7(),
            desk_id=stages.room.desk.id,
            source_id=piece.source.id,
            url="https://city.example/budget",
            http_status=200,
            media_type="text/html",
            size=7,
            sha256="a" * 64,
            stored_sha256="b" * 64,
            text="The budget",
            text_sha256="c" * 64,
            state=SourceState.FIRST,
            taken_by=stages.actor("reviewer").person_id,
            taken_at=NOW,
        )
        session.add(copy)
        session.flush()
        evidence = session.get_one(Evidence, piece.id)
        evidence.snapshot_id, evidence.credibility = copy.id, 2
        source = session.get_one(Source, piece.source.id)
        source.state, source.checked_at, source.next_check_at = SourceState.FIRST, NOW, NOW


def _close(stages: Stages, claim: Claim) -> None:
    """A sign-off, an entry of the right-of-reply log, a report, and a threshold of the desk."""
    editor, desk_id = stages.actor("editor"), stages.room.desk.id
    with stages.room.database.writing() as session:
        article = articles.article(session, desk_id, claim.article_id)
        common = {"actor": editor, "now": NOW}
        review.sign_off(session, article, override_reason="It goes to print.", **common)
        review.ask_reply(session, article, asked="The mayor", question="How many?", **common)
        freeze(session, article, signer=stages.room.signer, **common)
        desk = desks.desk(session, desk_id)
        set_threshold(session, desk, 0.5, actor=stages.actor("admin"), now=NOW)


def _link(stages: Stages, claim: Claim) -> None:
    """What the columns of claims and articles hold that nothing above has set."""
    other = next(each for each in stages.claims(claim.article_id) if each.id != claim.id)
    with stages.room.database.writing() as session:
        found = claims.claim(session, stages.room.desk.id, claim.id)
        found.flag = Flag.SOURCE_CHANGED
        found.merged_into_id = found.split_from_id = other.id
        found.touch(NOW)
        article = articles.article(session, stages.room.desk.id, claim.article_id)
        article.deadline = NOW
        article.version += 1
        presence.note(session, stages.actor("editor").person_id, article.id, claim.id, NOW)
