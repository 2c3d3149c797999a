"""The next schema revision is written from what the model says and the migrations lack."""

from pathlib import Path

from sqlalchemy import Column, String, Table

from assessor.model import Base
from assessor.store.migrate import newest_version
from assessor.store.revise import main, write_revision


def test_the_migrations_lead_to_the_model(tmp_path: Path) -> None:
    written = write_revision("nothing to do", tmp_path)
    assert written.name == f"{newest_version() + 1:04d}_nothing_to_do.py"
    text = written.read_text(encoding="utf-8")
    assert f'down_revision = "{newest_version():04d}"' in text.replace("'", '"')
    assert "op." not in text.partition("def upgrade")[2]


def test_a_table_more_is_made_and_dropped_by_the_revision(tmp_path: Path) -> None:
    table = Table("probe", Base.metadata, Column("id", String(36), primary_key=True))
    try:
        text = write_revision("a probe", tmp_path).read_text(encoding="utf-8")
    finally:
        Base.metadata.remove(table)
    up, _, down = text.partition("def downgrade")
    assert "op.create_table('probe'" in up
    assert "op.drop_table('probe')" in down


def test_the_command_tells_the_file_or_how_it_is_used(tmp_path: Path) -> None:
    assert main(["one more"], tmp_path).endswith("_one_more.py")
    assert "poe migration" in main([], tmp_path)
