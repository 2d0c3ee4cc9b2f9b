"""Under whose name a desk publishes, and what others have checked before."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the imprint, and make the table."""
    op.add_column("desks", sa.Column("imprint", sa.JSON(), nullable=True))
    op.create_table(
        "earlier_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("claimant", sa.String(length=300), nullable=True),
        sa.Column("claim_date", TIME, nullable=True),
        sa.Column("publisher", sa.String(length=300), nullable=True),
        sa.Column("site", sa.String(length=300), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=True),
        sa.Column("review_date", TIME, nullable=True),
        sa.Column("rating", sa.String(length=500), nullable=True),
        sa.Column("rating_value", sa.Double(), nullable=True),
        sa.Column("best_rating", sa.Double(), nullable=True),
        sa.Column("worst_rating", sa.Double(), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("fetched_from", sa.String(length=2000), nullable=True),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("imported_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desks.id"], name=op.f("fk_earlier_checks_desk_id_desks")
        ),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["people.id"], name=op.f("fk_earlier_checks_imported_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_checks")),
    )
    op.create_index("ix_earlier_checks_desk_id_id", "earlier_checks", ["desk_id", "id"])
    op.create_index(
        "ix_earlier_checks_desk_id_identity",
        "earlier_checks",
        ["desk_id", "identity"],
        unique=True,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("earlier_checks")
    op.drop_column("desks", "imprint")
