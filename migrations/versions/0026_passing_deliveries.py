"""Find the messages that may be dropped, and the dead ones, without looking at all others."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_PASSING = sa.text(
    "state <> 'pending' AND (state <> 'delivered' OR substr(event, 1, 5) <> 'fact.')"
)
_DEAD = sa.text("state = 'dead'")


def upgrade() -> None:
    """Add two partial indexes."""
    for name, which in (("passing", _PASSING), ("dead", _DEAD)):
        op.create_index(
            f"ix_deliveries_{name}",
            "deliveries",
            ["finished_at"],
            sqlite_where=which,
            postgresql_where=which,
        )


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("ix_deliveries_dead", "deliveries")
    op.drop_index("ix_deliveries_passing", "deliveries")
