"""A new article by a form: paste, file or address, and what is known of it."""

from typing import Any
from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for

from factcheck import intake
from factcheck.clock import utcnow
from factcheck.errors import DuplicateText, FactcheckError
from factcheck.saying import say
from factcheck.store import articles
from factcheck.store.articles import Article
from factcheck.vocabulary import Role
from factcheck.workbench import article_form, bringing
from factcheck.workbench.edge import blueprint, database, reads, status_of, takes_files, writes

_FIELDS = (*(name for name in article_form.FIELDS if name not in {"language", "public"}), "text")


@blueprint.get("/articles/new")
@reads(Role.EDITOR)
def new_article() -> Any:
    """The empty form."""
    return _form(dict.fromkeys(_FIELDS, "") | {"own": "yes"})


@blueprint.post("/articles/new")
@takes_files
@writes(Role.EDITOR)
def post_article() -> Any:
    """Take the article in; refused, show the form again with every word that was typed."""
    words = article_form.typed(request.form, _FIELDS)
    try:
        article, found = _receive(words)
    except bringing.REFUSALS as error:
        return _again(words, error)
    flash(_told(found), "message")
    address = url_for("workbench.article", article_id=article.id)
    return bringing.forgotten(redirect(address, 303), _kept())


def _receive(words: article_form.Words) -> tuple[Article, int]:
    """The article and how many claims were found in it; the slow part comes before the lock."""
    details = article_form.meant({name: value for name, value in words.items() if name != "text"
                                  and (value.strip() or name not in {"title", "url"})})  # fmt: skip
    given = bringing.brought(words)
    if given.url:
        details["url"] = given.url
    found = bringing.found_in(given.text, details["published_at"])
    details = {"title": given.title} | details
    with database().writing() as session:
        article = intake.receive(
            session, text=given.text, found=found, actor=g.actor, now=utcnow(), **details
        )
    return article, len(found.claims)


def _told(found: int) -> str:
    if not found:
        return say("The article is taken in. No claim was found in it; mark what is to be checked.")
    if found == 1:
        return say("The article is taken in; one claim was found.")
    return say("The article is taken in; {count} claims were found.", count=found)


def _again(words: article_form.Words, error: FactcheckError) -> Any:
    earlier = None
    if isinstance(error, DuplicateText):
        with database().reading() as session:
            earlier = articles.article(session, g.actor.desk_id, UUID(error.article_id))
    page = _form(
        words,
        message=error.message,
        faults=bringing.explained(error, words),
        lost=bringing.lost_file(),
        earlier=earlier,
    )
    return make_response(page, status_of(error))


def _form(words: article_form.Words, **refusal: Any) -> str:
    nothing: dict[str, Any] = {"faults": {}}
    return render_template("new_article.html", typed=words, kept=_kept(), **nothing | refusal)


def _kept() -> str:
    """Under which name the browser keeps the text that is being typed."""
    return f"factcheck.new-article.{g.actor.desk_id}.{g.actor.person_id}"
