"""Deadlines, flags, lineage of claims; overrides and undone reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
FLAGS = sa.Enum(
    "source_changed",
    "source_gone",
    name="flag",
    native_enum=False,
    create_constraint=False,
    length=32,
)
PROPOSALS = """
UPDATE reviews SET settled = (1 = 0) WHERE confirms_id IS NULL
AND policy_id IN (SELECT id FROM policies WHERE name = 'two_person')
"""


def upgrade() -> None:
    """Add the columns; the rule for the flag's words comes along."""
    op.add_column("articles", sa.Column("deadline", TIME, nullable=True))
    rule = sa.CheckConstraint(
        "flag IN ('source_changed', 'source_gone')", name=op.f("ck_claims_flag")
    )
    op.add_column("claims", sa.Column("flag", FLAGS, rule, nullable=True))
    op.add_column("claims", sa.Column("deadline", TIME, nullable=True))
    for name in ("merged_into_id", "split_from_id"):
        link = sa.ForeignKey("claims.id", name=op.f(f"fk_claims_{name}_claims"))
        column = sa.Column(name, sa.Uuid(), link, nullable=True)
        op.add_column("claims", column, inline_references=True)
    op.add_column("reviews", sa.Column("override_reason", sa.Text(), nullable=True))
    op.add_column("reviews", sa.Column("undone_at", TIME, nullable=True))
    settled = sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("reviews", settled)
    op.execute(PROPOSALS)


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("reviews", "settled")
    op.drop_column("reviews", "undone_at")
    op.drop_column("reviews", "override_reason")
    for name in ("split_from_id", "merged_into_id", "deadline", "flag"):
        op.drop_column("claims", name)
    op.drop_column("articles", "deadline")
