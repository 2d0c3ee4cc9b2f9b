"""From which check-worthiness on a desk's sentences make claims."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the threshold, and a version, for people can change a desk from now on."""
    rule = sa.CheckConstraint("threshold >= 0 AND threshold <= 1", name=op.f("ck_desks_threshold"))
    op.add_column("desks", sa.Column("threshold", sa.Double(), rule, nullable=True))
    version = sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    op.add_column("desks", version)


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("desks", "version")
    op.drop_column("desks", "threshold")
