"""What is counted for those who watch the service, and which sources were added to a finding."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is new; jobs that have ended so far are counted once."""
    op.add_column("sources", sa.Column("finding", sa.String(length=32), nullable=True))
    op.create_table(
        "workers",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("queue", sa.String(length=40), nullable=False),
        sa.Column("seen_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", "queue", name=op.f("pk_workers")),
    )
    op.create_table(
        "tallies",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=120), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", "label", "slot", name=op.f("pk_tallies")),
    )
    op.execute(
        "INSERT INTO tallies (name, label, slot, count, amount, at) "
        "SELECT 'jobs', state, '', count(*), 0, 0 FROM jobs "
        "WHERE state IN ('done', 'failed', 'cancelled') GROUP BY state"
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_table("tallies")
    op.drop_table("workers")
    op.drop_column("sources", "finding")
