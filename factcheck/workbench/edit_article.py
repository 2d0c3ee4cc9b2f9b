"""What is known of an article, to be changed: title, publication data, deadline, embargo."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import FactcheckError, Rejected, StaleVersion
from factcheck.saying import say
from factcheck.store import articles
from factcheck.store.articles import Article
from factcheck.vocabulary import Role
from factcheck.workbench import article_form, forms
from factcheck.workbench.article_form import Words
from factcheck.workbench.edge import REFUSALS, blueprint, database, reads, status_of, writes


@blueprint.get("/articles/<uuid:article_id>/edit")
@reads(Role.EDITOR)
def edit_article(article_id: UUID) -> Any:
    """The form with what is stored."""
    article = articles.article(g.session, g.actor.desk_id, article_id)
    return _form(article, article_form.shown(article))


@blueprint.post("/articles/<uuid:article_id>/edit")
@writes(Role.EDITOR)
def post_article_edit(article_id: UUID) -> Any:
    """Set what was changed; refused, show the form again with every word that was typed."""
    words = article_form.typed(request.form)
    try:
        changed = _change(article_id, words)
    except REFUSALS as error:
        return _again(article_id, words, error)
    flash(say("The changes are recorded.") if changed else say("Nothing was changed."), "message")
    return redirect(url_for("workbench.article", article_id=article_id), 303)


def _change(article_id: UUID, words: Words) -> bool:
    """Only what differs from what the form showed is set: it shows times to the minute."""
    with database().writing() as session:
        article = articles.article(session, g.actor.desk_id, article_id)
        if article.version != forms.version(request.form):
            raise StaleVersion(
                say("Somebody changed this article while you were at work on it. What they set "
                    "stands below your words; send the form again to set yours.")
            )  # fmt: skip
        stored = article_form.shown(article)
        changes = article_form.meant(_differing(words, stored))
        if changes:
            review.edit_article(session, article, changes, actor=g.actor, now=utcnow())
    return bool(changes)


def _differing(words: Words, stored: Mapping[str, str]) -> Words:
    return {name: value for name, value in words.items() if value != stored[name]}


def _again(article_id: UUID, words: Words, error: FactcheckError) -> Any:
    with database().reading() as session:
        article = articles.article(session, g.actor.desk_id, article_id)
    page = _form(
        article,
        words,
        message=error.message,
        faults=error.errors if isinstance(error, Rejected) else {},
        now=article_form.shown(article) if isinstance(error, StaleVersion) else {},
    )
    return make_response(page, status_of(error))


def _form(article: Article, words: Words, **refusal: Any) -> str:
    nothing: dict[str, Any] = {"faults": {}, "now": {}}
    return render_template("edit_article.html", article=article, typed=words, **nothing | refusal)
