"""The peer to beat: a claims service in plain Flask, SQLAlchemy and marshmallow.

It is what one writes in a day: no login, no version check, no history, no log; SQLAlchemy's
sessions are as they come. WAL and no N+1 in the list, for those cost nothing to do well. Whoever
measures and tunes will find `expire_on_commit=False`, so that the answer to an update is not
read again after its commit: `tuned` is that service.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, jsonify, request
from marshmallow import Schema, fields, validate
from sqlalchemy import ForeignKey, String, Text, create_engine, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
    sessionmaker,
)

from benchmarks import articles
from benchmarks.service import free_port, wait_for
from factcheck.db import sqlite_driver

STATUSES = ("unverified", "verified", "disputed")
_PLACE, _TUNED = "PLAIN_DATABASE", "PLAIN_TUNED"
_ROOT = Path(__file__).parents[1]


class Base(DeclarativeBase):
    """The root of both tables."""


class Source(Base):
    """Where a claim is backed up."""

    __tablename__ = "sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(500))


class Claim(Base):
    """A sentence with a status."""

    __tablename__ = "claims"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), index=True)
    speaker: Mapped[str | None] = mapped_column(String(200))
    article: Mapped[str] = mapped_column(String(300))
    sources: Mapped[list[Source]] = relationship()


class SourceSchema(Schema):
    """A source as JSON."""

    id = fields.Integer()
    title = fields.String()
    url = fields.String()


class ClaimSchema(Schema):
    """A claim as JSON."""

    id = fields.Integer()
    text = fields.String()
    status = fields.String()
    speaker = fields.String(allow_none=True)
    article = fields.String()
    sources = fields.List(fields.Nested(SourceSchema))


class StatusSchema(Schema):
    """What may be changed."""

    status = fields.String(required=True, validate=validate.OneOf(STATUSES))


def create_app() -> Flask:
    """The service on the database that the environment names."""
    app = Flask(__name__)
    make_session = sessions(Path(os.environ[_PLACE]), tuned=bool(os.environ.get(_TUNED)))
    one, many, change = ClaimSchema(), ClaimSchema(many=True), StatusSchema()

    @app.get("/claims")
    def list_claims() -> Any:
        limit = request.args.get("limit", 50, type=int)
        query = select(Claim).options(selectinload(Claim.sources)).order_by(Claim.id).limit(limit)
        with make_session() as session:
            return jsonify(many.dump(session.scalars(query).all()))

    @app.get("/claims/<int:claim_id>")
    def get_claim(claim_id: int) -> Any:
        with make_session() as session:
            return jsonify(one.dump(session.get_one(Claim, claim_id)))

    @app.patch("/claims/<int:claim_id>")
    def patch_claim(claim_id: int) -> Any:
        data = change.load(request.get_json())
        with make_session() as session:
            claim = session.get_one(Claim, claim_id)
            claim.status = data["status"]
            session.commit()
            return jsonify(one.dump(claim))

    @app.get("/empty")
    def empty() -> str:
        return ""

    @app.get("/json")
    def constant() -> Any:
        return jsonify({"status": "verified", "sources": [], "article": "Constant", "id": 1})

    return app


def sessions(path: Path, *, tuned: bool = False) -> sessionmaker[Session]:
    """Sessions on the SQLite file, as durable as ours and by the same driver."""
    engine = create_engine(f"sqlite:///{path}", module=sqlite_driver(), pool_size=16)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return sessionmaker(engine, expire_on_commit=not tuned)


@contextmanager
def running(claims: int, threads: int = 8, *, tuned: bool = False) -> Iterator[int]:
    """Serve it, filled with so many claims, by gunicorn as ours is; yields the port."""
    with tempfile.TemporaryDirectory(prefix="plain-bench-") as folder:
        path = Path(folder) / "plain.sqlite3"
        _fill(path, claims)
        port = free_port()
        process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "benchmarks.plain:create_app()",
                "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "1",
                "--threads", str(threads), "--log-level", "warning", "--no-control-socket",
            ],
            env=os.environ | {_PLACE: str(path), _TUNED: "1" if tuned else ""}, cwd=_ROOT,
        )  # fmt: skip
        try:
            wait_for(port, "/empty")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def _fill(path: Path, count: int) -> None:
    dice = random.Random(count)
    make_session = sessions(path)
    with make_session() as session:
        Base.metadata.create_all(session.get_bind())
        session.add_all(_claim(dice, number) for number in range(1, count + 1))
        session.commit()
        session.get_bind().engine.dispose()


def _claim(dice: random.Random, number: int) -> Claim:
    return Claim(
        id=number,
        text=articles.claim(dice),
        status="unverified",
        speaker=dice.choice((None, *articles.PEOPLE)),
        article=f"Article {number // 30}",
        sources=[
            Source(title=f"Annual accounts, page {dice.randint(1, 200)}", url="https://example.org")
            for _ in range(dice.randint(1, 3))
        ],
    )
