"""The sections of the workbench, and what its keys do."""

from flask import Flask, g

from factcheck.vocabulary import Role
from factcheck.workbench.translating import gettext as _


def sections() -> list[tuple[str, str, str]]:
    """The sections that the reader may open: endpoint, icon, name."""
    every = [
        ("workbench.queue", "queue", _("Queue")),
        ("workbench.article_list", "article", _("Articles")),
        ("workbench.source_list", "source", _("Sources")),
        ("workbench.report_list", "report", _("Reports")),
        ("workbench.facts_desk", "public", _("Facts")),
        ("workbench.figures", "chart", _("Figures")),
    ]
    if g.actor.role >= Role.ADMIN:
        every.append(("workbench.admin", "gear", _("Administration")))
    return every


def keys() -> list[tuple[str, str]]:
    """Every key with what it does, in the order of the overlay."""
    return [
        ("j k", _("next and previous claim")),
        ("n", _("next sentence that nobody accounted for")),
        ("v d u", _("verify, dispute, leave unverified – and go on to the next claim")),
        ("s", _("add a source")),
        ("r", _("write the rationale")),
        ("e", _("edit the statement")),
        ("f", _("tick the parts that were checked")),
        ("x", _("dismiss with a reason")),
        ("a", _("assign the claim to me")),
        ("c", _("mark the selected text as a claim")),
        ("z", _("take my last step on this claim back")),
        ("/", _("search")),
        ("g q", _("go to the queue")),
        ("g a", _("go to the articles")),
        ("g r", _("go to the reports")),
        ("Ctrl+Enter", _("send the form")),
        ("Esc", _("leave the field or close what is open")),
        ("?", _("show these keys")),
    ]


def install(app: Flask) -> None:
    """Let every page show them."""
    app.jinja_env.globals.update(sections=sections, KEYS=keys)
