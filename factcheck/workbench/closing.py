"""The end of an article's check: who was asked for a reply, and who answers for the draft."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.actor import Actor
from factcheck.clock import utcnow
from factcheck.errors import FactcheckError, IllegalTransition, Rejected, StaleVersion
from factcheck.saying import say
from factcheck.schemas.closing import ReplyAnswerIn, ReplyIn, SignOffIn
from factcheck.store import articles, closing, figures, manuscripts, people
from factcheck.store.articles import Article
from factcheck.store.pages import Cursor
from factcheck.vocabulary import Role
from factcheck.workbench import charts, forms
from factcheck.workbench.article_form import local, zoned
from factcheck.workbench.asking import behind
from factcheck.workbench.deadlines import due
from factcheck.workbench.edge import REFUSALS, blueprint, database, reads, status_of, writes

_ENTRIES = 30
_TIMES = frozenset({"asked_at", "deadline", "answered_at"})
_ASKED = ("asked", "channel", "question", "asked_at", "deadline", "answer", "answered_at")
_ANSWERED = ("answer", "answered_at")
_TWICE = timedelta(minutes=2)
"""The same question to the same one within this time is a form that was sent twice."""
Words = dict[str, str]


@blueprint.get("/articles/<uuid:article_id>/closing", endpoint="closing")
@reads()
def closing_page(article_id: UUID) -> Any:
    """What is still open, the right-of-reply log, and the sign-off."""
    return _page(g.session, g.actor, article_id, after=behind(request.args))


@blueprint.post("/articles/<uuid:article_id>/replies")
@writes(Role.REVIEWER)
def post_reply(article_id: UUID) -> Any:
    """Note whom the desk asked for a reply, and what."""

    def note(session: Session, article: Article, words: Words) -> None:
        asked = _meant(ReplyIn(), words)
        now = utcnow()
        pair, since = (asked["asked"], asked["question"]), now - _TWICE
        if not closing.noted(session, article.id, g.actor.person_id, pair, since=since):
            review.ask_reply(session, article, actor=g.actor, now=now, **asked)

    return _done(article_id, "ask", _ASKED, note, say("It is noted in the right-of-reply log."))


@blueprint.post("/articles/<uuid:article_id>/replies/<uuid:reply_id>/answer")
@writes(Role.REVIEWER)
def post_answer(article_id: UUID, reply_id: UUID) -> Any:
    """Note what came back."""

    def note(session: Session, article: Article, words: Words) -> None:
        reply = closing.reply(session, article.id, reply_id)
        answered = _meant(ReplyAnswerIn(), words)
        if reply.answer is None or reply.answer != answered["answer"]:
            review.answer_reply(session, reply, actor=g.actor, now=utcnow(), **answered)

    return _done(article_id, str(reply_id), _ANSWERED, note, say("The answer is noted."))


@blueprint.post("/articles/<uuid:article_id>/sign-off")
@writes(Role.EDITOR)
def post_sign_off(article_id: UUID) -> Any:
    """Answer for the newest draft; a refusal says what is still open."""

    def sign(session: Session, article: Article, words: Words) -> None:
        if article.version != forms.version(request.form):
            raise StaleVersion(
                say("This article was changed since you opened this page. Look at it as it is now.")
            )
        given = _meant(SignOffIn(), words)
        review.sign_off(session, article, actor=g.actor, now=utcnow(), **given)

    return _done(article_id, "sign", ("override_reason",), sign, say("The article is signed off."))


def _done(
    article_id: UUID,
    form: str,
    names: tuple[str, ...],
    step: Callable[[Session, Article, Words], None],
    told: str,
) -> Any:
    """Take the step in one transaction; refused, show the page with every word of the form."""
    words = {name: forms.plain(request.form.get(name, "")) for name in names}
    try:
        with database().writing() as session:
            step(session, articles.article(session, g.actor.desk_id, article_id), words)
    except REFUSALS as error:
        with database().reading() as session:
            page = _page(session, g.actor, article_id, refusal=_refusal(form, words, error))
        return make_response(page, status_of(error))
    flash(told, "message")
    return redirect(url_for("workbench.closing", article_id=article_id), 303)


def _meant(schema: Schema, words: Words) -> dict[str, Any]:
    """What the form says. Raises `Rejected` with the messages of each field."""
    filled = {name: value for name, value in words.items() if value.strip()}
    return forms.checked(
        schema, {name: zoned(value) if name in _TIMES else value for name, value in filled.items()}
    )


def _refusal(form: str, words: Words, error: FactcheckError) -> Mapping[str, Any]:
    """Which form was refused, why, and what was typed in it."""
    return {
        "form": form,
        "message": error.message,
        "reasons": error.reasons if isinstance(error, IllegalTransition) else [],
        "faults": error.errors if isinstance(error, Rejected) else {},
        "typed": words,
    }


def _page(
    session: Session,
    actor: Actor,
    article_id: UUID,
    *,
    after: Cursor | None = None,
    refusal: Mapping[str, Any] | None = None,
) -> str:
    article = articles.article(session, actor.desk_id, article_id)
    log = closing.replies(session, article_id, limit=_ENTRIES, after=after)
    recorders = {each.recorded_by for each in log.items}
    recorders |= {each.answer_recorded_by for each in log.items if each.answer_recorded_by}
    found = review.ledger(session, article)
    marks = manuscripts.marks(session, article)
    moments = figures.open_claims(session, [article_id])[article_id]
    return render_template(
        "closing.html",
        article=article,
        reasons=review.against_signing(found, [mark.stage for mark in marks]),
        signed=review.signed(session, article),
        least_reason=review.LEAST_REASON,
        coverage=found.coverage,
        strip=charts.coverage_strip(found.items, {mark.id: mark for mark in marks}),
        burn_down=charts.burn_down(moments, deadline=article.deadline, now=g.now),
        replies=[(each, due(each.deadline, g.now, left=each.answer is None)) for each in log.items],
        names=people.names(session, recorders),
        more=log.next,
        later=bool(after),
        present=local(g.now),
        may_note=actor.role >= Role.REVIEWER,
        may_sign=actor.role >= Role.EDITOR,
        refusal=refusal or {"form": "", "faults": {}, "typed": {}},
    )
