"""Articles, their drafts and their ledger."""

from typing import Any
from uuid import UUID

from flask import g

from factcheck import intake, review
from factcheck.api.blueprint import Blueprint
from factcheck.api.edge import guarded, reads, tagged, writes
from factcheck.api.links import cursor_from, page_shape
from factcheck.api.wired import assistant, database
from factcheck.clock import utcnow
from factcheck.errors import NotFound
from factcheck.schemas.articles import (
    ArticleAlarmOut,
    ArticleIn,
    ArticleLineOut,
    ArticleOut,
    ArticlePatch,
    ArticleQuery,
    CarriedOut,
    DraftIn,
    DraftTextOut,
    LedgerOut,
)
from factcheck.schemas.claims import ClaimOut
from factcheck.schemas.fields import PageQuery, page_of
from factcheck.store import articles, claims, desks, worklist
from factcheck.store.pages import Page
from factcheck.vocabulary import Role, Scope

blueprint = Blueprint("articles", __name__, url_prefix="/api/v1/articles")


@blueprint.post("")
@writes(Scope.EDIT, Role.EDITOR, once=True)
@blueprint.arguments(ArticleIn)
@blueprint.response(201, ArticleOut)
def post_article(body: dict[str, Any]) -> Any:
    """Take in an article; its claims are extracted in the same call."""
    slug, text = body.pop("desk", None), body.pop("text")
    with database().reading() as session:
        if slug and slug != desks.desk(session, g.actor.desk_id).slug:
            raise NotFound("There is no such desk.")
        threshold = intake.threshold_of(session, g.actor.desk_id)
    found = intake.read(text, body.get("published_at"), threshold=threshold, assistant=assistant())
    article = intake.receive(g.session, text=text, found=found, actor=g.actor, now=utcnow(), **body)
    location = {"Location": f"/api/v1/articles/{article.id}"}
    return review.overview(g.session, tagged(article)), location


@blueprint.get("")
@reads(Scope.DESK_READ)
@blueprint.arguments(ArticleQuery, location="query")
@blueprint.response(200, page_of(ArticleLineOut))
def list_articles(query: dict[str, Any]) -> Any:
    """The desk's articles, newest first, with counts of their claims."""
    page = articles.page(
        g.session,
        g.actor.desk_id,
        q=query["q"],
        limit=query["limit"],
        after=cursor_from(query["cursor"]),
    )
    return page_shape(Page(review.with_counts(g.session, page.items), page.next))


@blueprint.get("/<uuid:article_id>")
@reads(Scope.DESK_READ)
@blueprint.response(200, ArticleOut)
def get_article(article_id: UUID) -> Any:
    """One article with its drafts, counts and coverage."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    changed = worklist.last_change(g.session, article_id)
    tagged(article, whole=changed is None or changed <= article.updated_at)
    return review.overview(g.session, article)


@blueprint.patch("/<uuid:article_id>")
@writes(Scope.EDIT, Role.EDITOR, version_of=articles.version)
@blueprint.arguments(ArticlePatch)
@blueprint.response(200, ArticleOut)
def patch_article(body: dict[str, Any], article_id: UUID) -> Any:
    """Change an article's title, publication data or embargo."""
    article = guarded(articles.article(g.session, g.actor.desk_id, article_id))
    review.edit_article(g.session, article, body, actor=g.actor, now=utcnow())
    return review.overview(g.session, tagged(article))


@blueprint.post("/<uuid:article_id>/drafts")
@writes(Scope.EDIT, Role.EDITOR, version_of=articles.version, once=True)
@blueprint.arguments(DraftIn)
@blueprint.response(201, CarriedOut)
def post_draft(body: dict[str, Any], article_id: UUID) -> Any:
    """Store the next draft and carry every claim over."""
    with database().reading() as session:
        published = articles.article(session, g.actor.desk_id, article_id).published_at
        threshold = intake.threshold_of(session, g.actor.desk_id)
    found = intake.read(body["text"], published, threshold=threshold, assistant=assistant())
    article = guarded(articles.article(g.session, g.actor.desk_id, article_id))
    carried = review.carry_over(
        g.session, article, body["text"], found=found, actor=g.actor, now=utcnow()
    )
    tagged(article)
    location = f"/api/v1/articles/{article_id}/drafts/{carried.draft.number}"
    return carried, {"Location": location}


@blueprint.get("/<uuid:article_id>/drafts/<int(max=2147483647):number>")
@reads(Scope.DESK_READ)
@blueprint.response(200, DraftTextOut)
def get_draft(article_id: UUID, number: int) -> Any:
    """One draft with its text."""
    articles.version(g.session, g.actor.desk_id, article_id)
    return articles.draft(g.session, article_id, number, with_text=True)


@blueprint.get("/<uuid:article_id>/claims")
@reads(Scope.DESK_READ)
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, page_of(ClaimOut))
def list_article_claims(query: dict[str, Any], article_id: UUID) -> Any:
    """The claims of the article's newest draft in text order.

    Claims of earlier drafts that have no place in it are found by `/claims?article=`.
    """
    desk_id = g.actor.desk_id
    article = articles.article(g.session, desk_id, article_id)
    page = claims.page(
        g.session,
        desk_id,
        claims.Filters(article=[article_id], draft=article.draft_number),
        sort="position",
        limit=query["limit"],
        after=cursor_from(query["cursor"]),
    )
    return page_shape(page)


@blueprint.get("/<uuid:article_id>/ledger")
@reads(Scope.DESK_READ)
@blueprint.response(200, LedgerOut)
def get_ledger(article_id: UUID) -> Any:
    """Every sentence of the newest draft with what became of it."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    return review.ledger(g.session, article)


@blueprint.get("/<uuid:article_id>/alarms")
@reads(Scope.DESK_READ)
@blueprint.response(200, page_of(ArticleAlarmOut))
def list_alarms(article_id: UUID) -> Any:
    """Places of the newest draft that cannot all be right, in text order; all on one page."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    return page_shape(Page(review.alarms(g.session, article), None))
