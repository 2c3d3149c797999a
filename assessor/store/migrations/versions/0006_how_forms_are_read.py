"""How a form of self-assessment is read, as a person corrected it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table('saq_layout',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('checklist_id', sa.String(), nullable=False),
    sa.Column('corrections', sa.JSON(), nullable=False),
    sa.Column('corrected_at', sa.DateTime(), nullable=False),
    sa.Column('corrected_by', sa.String(), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saq_layout'))
    )
    op.create_index(op.f('ix_saq_layout_fingerprint'), 'saq_layout', ['fingerprint'], unique=False)


def downgrade() -> None:
    """Take the table away."""
    op.drop_index(op.f('ix_saq_layout_fingerprint'), table_name='saq_layout')
    op.drop_table('saq_layout')
