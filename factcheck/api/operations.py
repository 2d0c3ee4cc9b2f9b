"""Is the process alive, and can it serve?"""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from factcheck import migrate
from factcheck.api.edge import database
from factcheck.errors import Busy

blueprint = Blueprint("operations", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """The database answers too, and its schema is the one that this release needs."""
    with database().reading() as session:
        session.execute(text("SELECT 1"))
    at, newest = migrate.at(database()), migrate.revisions()[-1]
    if at != newest:
        raise Busy(f"The database is at schema {at}; this release needs {newest}.")
    return jsonify({"status": "ok", "schema": at})
