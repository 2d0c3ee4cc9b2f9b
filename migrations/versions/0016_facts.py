"""Facts as they leave: the newest state of each, and every change in the order it was made."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INDEX = (
    "CREATE VIRTUAL TABLE facts_index USING fts5("
    "tokens, content='facts', content_rowid='number', detail='none', columnsize=0, "
    "tokenize=\"ascii tokenchars '=_'\")"
)
_FOLLOW = {
    "facts_after_insert": "AFTER INSERT ON facts BEGIN {add} END",
    "facts_after_delete": "AFTER DELETE ON facts BEGIN {drop} END",
    "facts_after_update": ("AFTER UPDATE OF number, tokens ON facts BEGIN {drop} {add} END"),
}
_ADD = "INSERT INTO facts_index (rowid, tokens) VALUES (new.number, new.tokens);"
_DROP = (
    "INSERT INTO facts_index (facts_index, rowid, tokens) "
    "VALUES ('delete', old.number, old.tokens);"
)


def _status() -> sa.Enum:
    return sa.Enum(
        "unverified",
        "verified",
        "disputed",
        name="status",
        native_enum=False,
        create_constraint=True,
        length=32,
    )


def upgrade() -> None:
    """Make the tables, and what finds facts by their words."""
    embedded = op.get_bind().dialect.name == "sqlite"
    op.add_column(
        "articles",
        sa.Column("holds_facts", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # Facts that were there before this are let out as after an embargo.
    op.execute(
        "UPDATE articles SET holds_facts = true WHERE id IN "
        "(SELECT article_id FROM claims WHERE stage = 'final')"
    )
    op.create_index(
        "ix_articles_holds_facts",
        "articles",
        ["embargo_until"],
        sqlite_where=sa.text("holds_facts"),
        postgresql_where=sa.text("holds_facts"),
    )
    op.create_table(
        "facts",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", _status(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("was_public", sa.Boolean(), nullable=False),
        sa.Column("public_number", sa.BigInteger(), nullable=True),
        sa.Column("claimreview", sa.Boolean(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=100), nullable=True),
        sa.Column(
            "tokens", sa.Text() if embedded else sa.ARRAY(sa.Text(), dimensions=1), nullable=False
        ),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_facts_article_id_articles")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_facts_claim_id_claims")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_facts_desk_id_desks")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_facts")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_facts_claim_id")),
    )
    op.create_index("ix_facts_desk_id_live_number", "facts", ["desk_id", "live", "number"])
    op.create_index(
        "ix_facts_desk_id_live_status_number", "facts", ["desk_id", "live", "status", "number"]
    )
    op.create_index("ix_facts_was_public_public_number", "facts", ["was_public", "public_number"])
    op.create_index(
        "ix_facts_desk_id_was_public_public_number",
        "facts",
        ["desk_id", "was_public", "public_number"],
    )
    op.create_table(
        "fact_versions",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "op",
            sa.Enum(
                "upsert",
                "delete",
                name="op",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status", _status(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("claimreview", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_fact_versions_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desks.id"], name=op.f("fk_fact_versions_desk_id_desks")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_fact_versions")),
        sa.UniqueConstraint("claim_id", "version", name=op.f("uq_fact_versions_claim_id_version")),
    )
    op.create_index("ix_fact_versions_desk_id_number", "fact_versions", ["desk_id", "number"])
    if embedded:
        op.execute(_INDEX)
        for name, body in _FOLLOW.items():
            op.execute(f"CREATE TRIGGER {name} {body.format(add=_ADD, drop=_DROP)}")
    else:
        op.create_index("ix_facts_tokens", "facts", ["tokens"], postgresql_using="gin")


def downgrade() -> None:
    """Drop them again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE facts_index")
    op.drop_table("fact_versions")
    op.drop_table("facts")
    op.drop_index("ix_articles_holds_facts", "articles")
    op.drop_column("articles", "holds_facts")
