"""Which key has pulled which versions of facts."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pulls",
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column(
            "surface",
            sa.Enum(
                "fact",
                "list",
                "changes",
                "export",
                name="surface",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_pulls_desk_id_desks")),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name=op.f("fk_pulls_key_id_api_keys")),
        sa.PrimaryKeyConstraint(
            "key_id", "surface", "first_number", "last_number", name=op.f("pk_pulls")
        ),
    )
    op.create_index("ix_pulls_desk_id_first_number", "pulls", ["desk_id", "first_number"])


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("pulls")
