"""The programme's profile as it was when a visit started; days of a site, two days of a company."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ADDED = {
    "validation": {
        "profile_copy_id": sa.String(length=64),
        "profile_at": sa.DateTime(),
        "applied_on": sa.Date(),
        "certified_on": sa.Date(),
    },
    "visit_site": {"visit_start": sa.Date(), "visit_end": sa.Date()},
}


def upgrade() -> None:
    """Make the table and the columns; opening the workspace fills in the profiles."""
    op.create_table('profile_copy',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('profile_id', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profile_copy'))
    )
    for table, columns in _ADDED.items():
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Take them away."""
    for table, columns in _ADDED.items():
        for name in reversed(columns):
            op.drop_column(table, name)
    op.drop_table('profile_copy')
