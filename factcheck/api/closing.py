"""The end of an article's check: sign-off, right of reply, and its whole history."""

from typing import Any
from uuid import UUID

from flask import g

from factcheck import review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import reads, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.clock import utcnow
from factcheck.schemas.closing import ReplyAnswerIn, ReplyIn, ReplyOut, SignOffIn, SignOffOut
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.schemas.reviews import EventOut
from factcheck.store import articles, closing, log
from factcheck.store.pages import Page
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("closing", __name__, url_prefix="/api/v1/articles/<uuid:article_id>")


@blueprint.post("/sign-off")
@writes(Scope.EDIT, Role.EDITOR, within=articles.version, once=True)
@blueprint.arguments(SignOffIn)
@blueprint.response(201, SignOffOut)
def post_sign_off(body: dict[str, Any], article_id: UUID) -> Any:
    """Answer for the newest draft. A refusal says what is still open."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    review.sign_off(g.session, article, actor=g.actor, now=utcnow(), **body)
    return review.signed(g.session, article)


@blueprint.post("/replies")
@writes(Scope.REVIEW, Role.REVIEWER, within=articles.version, once=True)
@blueprint.arguments(ReplyIn)
@blueprint.response(201, ReplyOut)
def post_reply(body: dict[str, Any], article_id: UUID) -> Any:
    """Note whom the desk asked for a reply, and what."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    return review.ask_reply(g.session, article, actor=g.actor, now=utcnow(), **body)


@blueprint.get("/replies")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(ReplyOut))
def list_replies(query: dict[str, Any], article_id: UUID) -> Any:
    """The right-of-reply log, oldest first."""
    articles.version(g.session, g.actor.desk_id, article_id)
    after = cursor_from(query["cursor"])
    return page_shape(closing.replies(g.session, article_id, limit=query["limit"], after=after))


@blueprint.post("/replies/<uuid:reply_id>/answer")
@writes(Scope.REVIEW, Role.REVIEWER, within=articles.version, once=True)
@blueprint.arguments(ReplyAnswerIn)
@blueprint.response(200, ReplyOut)
def post_reply_answer(body: dict[str, Any], article_id: UUID, reply_id: UUID) -> Any:
    """Note what came back; once, a later answer is an entry of its own."""
    reply = closing.reply(g.session, article_id, reply_id)
    review.answer_reply(g.session, reply, actor=g.actor, now=utcnow(), **body)
    return reply


@blueprint.get("/history")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(EventOut))
def list_article_events(query: dict[str, Any], article_id: UUID) -> Any:
    """Everything that was done to the article and its claims, oldest first."""
    articles.version(g.session, g.actor.desk_id, article_id)
    after = cursor_from(query["cursor"])
    page = log.of_article(g.session, article_id, limit=query["limit"], after=after)
    shown = review.seen_by(g.session, page.items, g.actor)
    return page_shape(Page(shown, page.next))
