"""Why a sentence of the ledger is no claim."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NOTES = (
    "heading",
    "dateline",
    "caption",
    "credit",
    "byline",
    "sources",
    "pointer",
    "opinion",
    "question",
    "prediction",
    "plan",
    "low_score",
    "other_language",
)


def upgrade() -> None:
    """Add the note; sentences that are there already have none.

    The rule stands at the column, for SQLite cannot add one to a table that is there.
    """
    words = ", ".join(f"'{note}'" for note in NOTES)
    rule = sa.CheckConstraint(f"note IN ({words})", name=op.f("ck_sentences_note"))
    op.add_column("sentences", sa.Column("note", sa.String(length=32), rule, nullable=True))


def downgrade() -> None:
    """Drop it again."""
    op.drop_column("sentences", "note")
