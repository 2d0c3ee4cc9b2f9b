"""Files of reports that are made in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
_UNDER_WAY = sa.text("state IN ('queued', 'running')")


def _key(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_renderings_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def upgrade() -> None:
    """Make the table."""
    states = ("queued", "running", "done", "failed")
    op.create_table(
        "renderings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("style", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*states, name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", TIME, nullable=True),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        _key("desk_id", "desks"),
        _key("report_id", "reports"),
        _key("requested_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renderings")),
    )
    op.create_index("ix_renderings_report_id_id", "renderings", ["report_id", "id"])
    op.create_index("ix_renderings_created_at", "renderings", ["created_at"])
    op.create_index(
        "ix_renderings_under_way",
        "renderings",
        ["id"],
        sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("renderings")
