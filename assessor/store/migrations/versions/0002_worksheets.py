"""Worksheets: the filled sheets, and the forms as they were when a sheet was begun."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table('form_copy',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('form_id', sa.String(), nullable=False),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_copy'))
    )
    op.create_table('worksheet',
    sa.Column('copy_id', sa.String(length=64), nullable=False),
    sa.Column('form_id', sa.String(), nullable=False),
    sa.Column('edition', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.String(length=36), nullable=True),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('refs', sa.JSON(), nullable=False),
    sa.Column('settled', sa.JSON(), nullable=False),
    sa.Column('private_note', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by', sa.String(), nullable=False),
    sa.Column('validation_id', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['copy_id'], ['form_copy.id'], name=op.f('fk_worksheet_copy_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_worksheet_site_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['validation_id'], ['validation.id'], name=op.f('fk_worksheet_validation_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worksheet'))
    )
    op.create_index(op.f('ix_worksheet_site_id'), 'worksheet', ['site_id'], unique=False)
    op.create_index(op.f('ix_worksheet_validation_id'), 'worksheet', ['validation_id'], unique=False)


def downgrade() -> None:
    """Take both tables away."""
    op.drop_index(op.f('ix_worksheet_validation_id'), table_name='worksheet')
    op.drop_index(op.f('ix_worksheet_site_id'), table_name='worksheet')
    op.drop_table('worksheet')
    op.drop_table('form_copy')
