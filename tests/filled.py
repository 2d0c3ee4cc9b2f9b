"""A desk on which every table has a row, for what is true of all tables."""

from factcheck import review
from factcheck.ids import uuid7
from factcheck.intake import set_threshold
from factcheck.report import freeze
from factcheck.store import articles, claims, desks
from factcheck.store.claims import Claim
from factcheck.store.snapshots import Snapshot
from factcheck.store.sources import Evidence, Source
from factcheck.vocabulary import Flag, SourceState
from tests.hinted import HINTED, hinted
from tests.newsroom import TEXT
from tests.review.stages import NOW, Stages


def fill(stages: Stages) -> None:
    """Let everything happen once that leaves a row."""
    claim = stages.verified()
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
