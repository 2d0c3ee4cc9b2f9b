"""Who has which article open just now."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "presences",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_presences_article_id_articles")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_presences_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_presences_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "article_id", name=op.f("pk_presences")),
    )
    op.create_index("ix_presences_article_id_seen_at", "presences", ["article_id", "seen_at"])


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("presences")
