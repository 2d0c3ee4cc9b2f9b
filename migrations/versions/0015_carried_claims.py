"""What each new draft did to the claims."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "carried_claims",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column(
            "change",
            sa.Enum(
                "unchanged",
                "moved",
                "altered",
                "gone",
                "ambiguous",
                "new",
                name="change",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("diff", sa.JSON(), nullable=True),
        sa.Column("places", sa.JSON(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_carried_claims_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_carried_claims_draft_id_drafts")
        ),
        sa.PrimaryKeyConstraint("draft_id", "claim_id", name=op.f("pk_carried_claims")),
    )
    op.create_index("ix_carried_claims_claim_id", "carried_claims", ["claim_id"])


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("carried_claims")
