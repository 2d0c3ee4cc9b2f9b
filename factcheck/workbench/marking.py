"""A claim is marked by hand: by its place in the text, or by its words."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from sqlalchemy.orm import Session

from factcheck import review
from factcheck.clock import utcnow
from factcheck.errors import Rejected, StaleVersion
from factcheck.report.legible import legible
from factcheck.review import Looked
from factcheck.saying import say
from factcheck.store import articles
from factcheck.vocabulary import Role
from factcheck.workbench import forms
from factcheck.workbench.article import to_card
from factcheck.workbench.edge import blueprint, database, reads, writes


@blueprint.get("/articles/<uuid:article_id>/claims")
@reads()
def mark_address(article_id: UUID) -> Any:
    """Where the form was sent can be looked up again: it leads to the desk."""
    return redirect(url_for("workbench.article", article_id=article_id))


@blueprint.post("/articles/<uuid:article_id>/claims")
@writes(Role.REVIEWER)
def post_mark(article_id: UUID) -> Any:
    """Mark a claim in the newest draft of the article."""
    with database().reading() as session:
        looked = _looked(session, article_id)
    with database().writing() as session:
        claim = review.mark_claim(session, article_id, looked, actor=g.actor, now=utcnow())
    flash(say("Marked: this is a claim now."), "desk")
    return to_card(claim)


def _looked(session: Session, article_id: UUID) -> Looked:
    """What stands at the place that the form names."""
    article = articles.article(session, g.actor.desk_id, article_id)
    if request.form.get("draft", "") != str(article.draft_number):
        raise StaleVersion(
            say("A newer draft has come. Look at it, then mark the words there; nothing was lost.")
        )
    draft = articles.draft(session, article.id, article.draft_number, with_text=True)
    words = forms.plain(request.form.get("words", ""))
    return review.look(session, article, [_span(draft.text, words)])


def _span(text: str, words: str) -> tuple[int, int]:
    """Where the words stand: at the place that the form says, or else wherever they do.

    A browser shows some letters of the text in another way, so what it says of a place is
    believed only if the same words are shown there.
    """
    start, end = (_offset(request.form.get(name, "")) for name in ("start", "end"))
    if start < end and _shown(text[start:end]) == _shown(words):
        return start, end
    count = text.count(words) if words.strip() else 0
    if count == 1:
        found = text.index(words)
        return found, found + len(words)
    raise Rejected(
        say("These words stand in {count} places; select them in the text.", count=count)
        if count
        else say("These words do not stand in the text. Copy them exactly as they are written."),
        {"words": [say("They have to be found in exactly one place.")]},
    )


def _shown(text: str) -> str:
    return " ".join(legible(text).split())


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
