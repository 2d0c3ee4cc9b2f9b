"""Comments with mentions, sign-offs, and the right-of-reply log."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        _key("comments", "desk_id", "desks"),
        _key("comments", "article_id", "articles"),
        _key("comments", "claim_id", "claims"),
        _key("comments", "author_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index("ix_comments_claim_id_id", "comments", ["claim_id", "id"])
    op.create_index("ix_comments_desk_id_id", "comments", ["desk_id", "id"])
    op.create_table(
        "mentions",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _key("mentions", "comment_id", "comments"),
        _key("mentions", "person_id", "people"),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_mentions")),
    )
    op.create_index("ix_mentions_person_id", "mentions", ["person_id"])
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("draft_number", sa.Integer(), nullable=False),
        sa.Column("sentences", sa.Integer(), nullable=False),
        sa.Column("accounted", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("open_claims", sa.Integer(), nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        _key("sign_offs", "desk_id", "desks"),
        _key("sign_offs", "article_id", "articles"),
        _key("sign_offs", "signed_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
    )
    op.create_index("ix_sign_offs_article_id_id", "sign_offs", ["article_id", "id"])
    op.create_table(
        "replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=100), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("deadline", TIME, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("answer_recorded_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        _key("replies", "desk_id", "desks"),
        _key("replies", "article_id", "articles"),
        _key("replies", "recorded_by", "people"),
        _key("replies", "answer_recorded_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
    )
    op.create_index("ix_replies_article_id_id", "replies", ["article_id", "id"])


def downgrade() -> None:
    """Drop them again."""
    for name in ("replies", "sign_offs", "mentions", "comments"):
        op.drop_table(name)
