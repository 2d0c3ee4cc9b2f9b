"""Snapshots of sources; one record for each source of a desk; credibility and fingerprints."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
STATES = ("first", "same", "changed", "gone")


def _state(*, checked: bool) -> sa.Enum:
    return sa.Enum(*STATES, name="state", native_enum=False, create_constraint=checked, length=32)


def upgrade() -> None:
    """Make the table and add the columns; sources that are there stand by themselves."""
    op.add_column(
        "sources", sa.Column("identity", sa.String(length=64), nullable=False, server_default="")
    )
    op.execute("UPDATE sources SET identity = CAST(id AS VARCHAR(64))")
    op.create_index("ix_sources_desk_id_identity", "sources", ["desk_id", "identity"], unique=True)
    words = ", ".join(f"'{each}'" for each in STATES)
    rule = sa.CheckConstraint(f"state IN ({words})", name=op.f("ck_sources_state"))
    op.add_column("sources", sa.Column("state", _state(checked=False), rule, nullable=True))
    for name in ("checked_at", "next_check_at", "removed_at"):
        op.add_column("sources", sa.Column(name, TIME, nullable=True))
    op.create_index("ix_sources_next_check_at", "sources", ["next_check_at"])
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("media_type", sa.String(length=200), nullable=True),
        sa.Column("filename", sa.String(length=255), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("stored_sha256", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sha256", sa.String(length=64), nullable=True),
        sa.Column("state", _state(checked=True), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_snapshots_desk_id_desks")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_snapshots_source_id_sources")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["people.id"], name=op.f("fk_snapshots_taken_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
    )
    op.create_index("ix_snapshots_source_id_id", "snapshots", ["source_id", "id"])
    rule = sa.CheckConstraint("credibility BETWEEN 1 AND 6", name=op.f("ck_evidence_credibility"))
    op.add_column("evidence", sa.Column("credibility", sa.Integer(), rule, nullable=True))
    link = sa.ForeignKey("snapshots.id", name=op.f("fk_evidence_snapshot_id_snapshots"))
    column = sa.Column("snapshot_id", sa.Uuid(), link, nullable=True)
    op.add_column("evidence", column, inline_references=True)
    op.create_index("ix_evidence_snapshot_id", "evidence", ["snapshot_id"])
    op.add_column("evidence", sa.Column("sha256", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Drop them again."""
    op.drop_column("evidence", "sha256")
    op.drop_index("ix_evidence_snapshot_id", "evidence")
    op.drop_column("evidence", "snapshot_id")
    op.drop_column("evidence", "credibility")
    op.drop_table("snapshots")
    op.drop_index("ix_sources_next_check_at", "sources")
    for name in ("removed_at", "next_check_at", "checked_at", "state"):
        op.drop_column("sources", name)
    op.drop_index("ix_sources_desk_id_identity", "sources")
    op.drop_column("sources", "identity")
