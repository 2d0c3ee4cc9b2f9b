"""What was found in a draft as a whole: its language, what could not be done, its alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of drafts that are there already nothing is known."""
    op.add_column("drafts", sa.Column("language", sa.String(length=35), nullable=True))
    op.add_column("drafts", sa.Column("notice", sa.Text(), nullable=True))
    op.add_column("drafts", sa.Column("alarms", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop them again."""
    for name in ("alarms", "notice", "language"):
        op.drop_column("drafts", name)
