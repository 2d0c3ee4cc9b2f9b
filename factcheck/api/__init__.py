"""The JSON edge: parse, call a stage, dump."""

from flask import Flask

from factcheck.api import (
    administration,
    articles,
    audit,
    changes,
    claimreview,
    claims,
    closing,
    docs,
    drafts,
    extraction,
    facts,
    handling,
    operations,
    parts,
    problems,
    renderings,
    reports,
    reviews,
    sources,
    webhooks,
)
from factcheck.api.description import description


def install(app: Flask) -> None:
    """Put the API, its description and the health checks on the application."""
    problems.install(app)
    modules = (
        articles,
        claims,
        reviews,
        sources,
        handling,
        drafts,
        parts,
        closing,
        extraction,
        facts,
        changes,
        claimreview,
        reports,
        renderings,
        administration,
        audit,
        webhooks,
    )
    described = [module.blueprint for module in modules]
    for blueprint in (*described, operations.blueprint, docs.blueprint):
        app.register_blueprint(blueprint)
    app.extensions["factcheck.openapi"] = description(app, described)
