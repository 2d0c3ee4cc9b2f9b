"""The next draft of an article by a form; it leads to what the draft did to each claim."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import DuplicateText, FactcheckError, StaleVersion
from factcheck.intake.findings import text_hash
from factcheck.saying import say
from factcheck.store import articles
from factcheck.store.articles import Article
from factcheck.vocabulary import Role
from factcheck.workbench import article_form, bringing, forms
from factcheck.workbench.edge import blueprint, database, reads, status_of, takes_files, writes

_FIELDS = ("text", "url")


@blueprint.get("/articles/<uuid:article_id>/drafts/new")
@reads(Role.EDITOR)
def new_draft(article_id: UUID) -> Any:
    """The empty form."""
    return _form(g.session, article_id, dict.fromkeys(_FIELDS, ""))


@blueprint.post("/articles/<uuid:article_id>/drafts/new")
@takes_files
@writes(Role.EDITOR)
def post_draft(article_id: UUID) -> Any:
    """Store the draft and carry every claim over; refused, show the form again."""
    words = article_form.typed(request.form, _FIELDS)
    with database().reading() as session:
        article = articles.article(session, g.actor.desk_id, article_id)
    try:
        draft = _carried(article, words)
    except bringing.REFUSALS as error:
        return _again(article_id, words, error)
    flash(
        say("Draft {number} is stored; this is what it did to each claim.", number=draft), "message"
    )
    return bringing.forgotten(_to_comparison(article_id, draft), _kept(article_id))


def _carried(article: Article, words: Mapping[str, str]) -> int:
    """The number of the draft; of one that was stored a moment ago if it was sent twice."""
    text = bringing.brought(words).text
    if article.version != forms.version(request.form) and _is_newest(article, text):
        return article.draft_number
    found = bringing.found_in(text, article.published_at)
    with database().writing() as session:
        now = articles.article(session, g.actor.desk_id, article.id)
        _expect(now)
        carried = review.carry_over(session, now, text, found=found, actor=g.actor, now=utcnow())
    return carried.draft.number


def _is_newest(article: Article, text: str) -> bool:
    with database().reading() as session:
        newest = articles.draft(session, article.id, article.draft_number)
    return newest.sha256 == text_hash(text) and newest.created_by == g.actor.person_id


def _expect(article: Article) -> None:
    if article.version != forms.version(request.form):
        raise StaleVersion(
            say(
                "Somebody changed this article while you were at work on it; its newest draft is "
                "number {number}. Send the form again if yours shall follow it.",
                number=article.draft_number,
            )
        )


def _again(article_id: UUID, words: article_form.Words, error: FactcheckError) -> Any:
    message = error.message
    if isinstance(error, DuplicateText):
        message = say("The newest draft already reads exactly so; there is nothing to carry over.")
    with database().reading() as session:
        page = _form(
            session,
            article_id,
            words,
            message=message,
            faults=bringing.explained(error, words),
            lost=bringing.lost_file(),
        )
    return make_response(page, status_of(error))


def _form(session: Session, article_id: UUID, words: article_form.Words, **refusal: Any) -> str:
    nothing: dict[str, Any] = {"faults": {}}
    return render_template(
        "new_draft.html",
        article=articles.article(session, g.actor.desk_id, article_id),
        typed=words,
        kept=_kept(article_id),
        **nothing | refusal,
    )


def _to_comparison(article_id: UUID, number: int) -> Any:
    address = url_for("workbench.comparison", article_id=article_id, a=number - 1, b=number)
    return redirect(address, 303)


def _kept(article_id: UUID) -> str:
    """Under which name the browser keeps the text that is being typed."""
    return f"factcheck.new-draft.{article_id}.{g.actor.person_id}"
