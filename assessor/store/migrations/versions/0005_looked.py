"""Who has looked at what has no place in the present edition of the checklist."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table('looked',
    sa.Column('copy_id', sa.String(length=64), nullable=False),
    sa.Column('ref', sa.String(), nullable=False),
    sa.Column('looked_at', sa.DateTime(), nullable=False),
    sa.Column('looked_by', sa.String(), nullable=False),
    sa.Column('validation_id', sa.String(length=36), nullable=False),
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['copy_id'], ['checklist_copy.id'], name=op.f('fk_looked_copy_id'), initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['validation_id'], ['validation.id'], name=op.f('fk_looked_validation_id'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_looked'))
    )
    op.create_index(op.f('ix_looked_validation_id'), 'looked', ['validation_id'], unique=False)


def downgrade() -> None:
    """Take the table away."""
    op.drop_index(op.f('ix_looked_validation_id'), table_name='looked')
    op.drop_table('looked')
