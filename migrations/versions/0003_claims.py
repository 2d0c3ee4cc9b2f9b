"""Claims, where they stand in each draft, and their facets."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "claims",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("draft_number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "quantity",
                "event",
                "quotation",
                "comparison",
                "causal",
                "law_or_rule",
                "identity",
                "prediction",
                "opinion",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("speaker_name", sa.String(length=300), nullable=True),
        sa.Column("speaker_cue", sa.String(length=200), nullable=True),
        sa.Column(
            "speaker_speech",
            sa.Enum(
                "direct",
                "indirect",
                "mixed",
                name="speaker_speech",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "unverified",
                "verified",
                "disputed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "queued",
                "in_review",
                "awaiting_second",
                "final",
                "dismissed",
                "reopened",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stage_reason", sa.String(length=500), nullable=True),
        sa.Column("rating", sa.String(length=100), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("evidence_count", sa.Integer(), nullable=False),
        sa.Column("extractor_name", sa.String(length=40), nullable=False),
        sa.Column("extractor_version", sa.String(length=40), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_claims_score")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_claims_article_id_articles")
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["people.id"], name=op.f("fk_claims_assignee_id_people")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_claims_desk_id_desks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_article_id", "claims", ["article_id"])
    op.create_index("ix_claims_assignee_id", "claims", ["assignee_id"])
    op.create_index("ix_claims_desk_id_score_id", "claims", ["desk_id", "score", "id"])
    op.create_index("ix_claims_desk_id_status_stage", "claims", ["desk_id", "status", "stage"])
    op.create_index("ix_claims_desk_id_updated_at_id", "claims", ["desk_id", "updated_at", "id"])
    op.create_table(
        "anchors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("draft_number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("start_utf16", sa.Integer(), nullable=False),
        sa.Column("end_utf16", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(length=64), nullable=False),
        sa.Column("suffix", sa.String(length=64), nullable=False),
        sa.Column("speaker_start", sa.Integer(), nullable=True),
        sa.Column("speaker_end", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("alarms", sa.JSON(), nullable=False),
        sa.CheckConstraint('"end" > start AND start >= 0', name=op.f("ck_anchors_span")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_anchors_claim_id_claims")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_anchors_draft_id_drafts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchors")),
        sa.UniqueConstraint(
            "claim_id", "draft_number", name=op.f("uq_anchors_claim_id_draft_number")
        ),
    )
    op.create_index("ix_anchors_draft_id", "anchors", ["draft_id"])
    op.create_table(
        "facets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "figure",
                "money",
                "percentage",
                "date",
                "duration",
                "ordinal",
                "superlative",
                "name",
                "role",
                "quotation",
                "place",
                name="type",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=True),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_facets_claim_id_claims")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facets")),
    )
    op.create_index("ix_facets_claim_id", "facets", ["claim_id"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("facets")
    op.drop_table("anchors")
    op.drop_table("claims")
