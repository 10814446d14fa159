"""Webhooks at the end of jobs, and the indexes by which expired jobs and bodies are found."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_jobs_body", "jobs", "body_sha256"),
    ("ix_jobs_finished", "jobs", "finished_at"),
    ("ix_readings_capture", "readings", "capture_id"),
    ("ix_sources_sha256", "sources", "sha256"),
)


def upgrade() -> None:
    """Add what is new; nothing that was there changes."""
    op.create_table(
        "deliveries",
        sa.Column("job_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_deliveries_job_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_deliveries")),
    )
    op.create_table(
        "secrets",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("secret", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_secrets")),
    )
    for name, table, column in _INDEXES:
        op.create_index(name, table, [column], unique=False)


def downgrade() -> None:
    """Drop it again."""
    for name, table, _ in _INDEXES:
        op.drop_index(name, table_name=table)
    op.drop_table("secrets")
    op.drop_table("deliveries")
