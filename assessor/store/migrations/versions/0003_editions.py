"""What was recorded under an earlier edition of the checklist."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table('prior',
    sa.Column('copy_id', sa.String(length=64), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('ref', sa.String(), nullable=False),
    sa.Column('point_id', sa.String(), nullable=False),
    sa.Column('site_id', sa.String(length=36), nullable=True),
    sa.Column('targets', sa.JSON(), nullable=False),
    sa.Column('record', sa.JSON(), nullable=False),
    sa.Column('carried_at', sa.DateTime(), nullable=False),
    sa.Column('carried_by', sa.String(), nullable=False),
    sa.Column('validation_id', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['copy_id'], ['checklist_copy.id'], name=op.f('fk_prior_copy_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_prior_site_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['validation_id'], ['validation.id'], name=op.f('fk_prior_validation_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prior'))
    )
    op.create_index(op.f('ix_prior_site_id'), 'prior', ['site_id'], unique=False)
    op.create_index(op.f('ix_prior_validation_id'), 'prior', ['validation_id'], unique=False)


def downgrade() -> None:
    """Take the table away."""
    op.drop_index(op.f('ix_prior_validation_id'), table_name='prior')
    op.drop_index(op.f('ix_prior_site_id'), table_name='prior')
    op.drop_table('prior')
