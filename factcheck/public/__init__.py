"""The public edge: what everybody may pull without a key. Feeds, pages, cards, search."""

from flask import Flask

from factcheck.public import feeds, oembed, pages, search, wording
from factcheck.public.edge import Sessions, blueprint
from factcheck.public.refusals import unrouted

__all__ = ["feeds", "install", "oembed", "pages", "search", "unrouted"]


def install(app: Flask) -> None:
    """Put the public surface on the application."""
    app.session_interface = Sessions()
    app.jinja_env.filters.update(wording.FILTERS)
    app.register_blueprint(blueprint)
    app.register_blueprint(search.blueprint)
