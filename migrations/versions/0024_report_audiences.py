"""What of a report is not for everybody, and reports of a desk beside those of an article."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; a report may be without an article."""
    with op.batch_alter_table("reports") as table:
        table.add_column(sa.Column("disclosures", sa.Text(), server_default="{}", nullable=False))
        table.alter_column("article_id", existing_type=sa.Uuid(), nullable=True)
    op.create_index(
        "ix_reports_of_desk",
        "reports",
        ["desk_id", "number"],
        unique=True,
        sqlite_where=sa.text("article_id IS NULL"),
        postgresql_where=sa.text("article_id IS NULL"),
    )
    op.create_index("ix_reports_desk_id_id", "reports", ["desk_id", "id"])


def downgrade() -> None:
    """Drop it again, and with it the reports that are without an article."""
    op.drop_index("ix_reports_desk_id_id", "reports")
    op.drop_index("ix_reports_of_desk", "reports")
    op.execute("DELETE FROM reports WHERE article_id IS NULL")
    with op.batch_alter_table("reports") as table:
        table.alter_column("article_id", existing_type=sa.Uuid(), nullable=False)
        table.drop_column("disclosures")
