"""The words that stand for a claim's speaker in a draft, and who that is likely to be."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("anchors", sa.Column("speaker_mention", sa.JSON(), nullable=True))
    op.add_column("anchors", sa.Column("speaker_suggestion", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("anchors", "speaker_suggestion")
    op.drop_column("anchors", "speaker_mention")
