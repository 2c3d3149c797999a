"""Writes a schema revision from the difference between model and migrations, for developers."""

import sys
import tempfile
from pathlib import Path

from assessor.store.engine import gate, open_engine
from assessor.store.migrate import MIGRATIONS, alembic_config, newest_version, upgrade

VERSIONS = MIGRATIONS / "versions"


def write_revision(label: str, folder: Path = VERSIONS) -> Path:
    """Write the next revision into `folder` and return its file; read it before it is used."""
    from alembic import command

    from assessor.model import Base

    number = f"{newest_version() + 1:04d}"
    with tempfile.TemporaryDirectory() as scratch:
        engine = open_engine(Path(scratch) / "as_migrated.db")
        try:
            with engine.connect() as connection:
                upgrade(connection)
                config = alembic_config(connection)
                config.set_main_option("path_separator", "newline")
                places = "\n".join(dict.fromkeys((str(VERSIONS), str(folder))))
                config.set_main_option("version_locations", places)
                config.set_main_option("file_template", f"{number}_%%(slug)s")
                config.attributes["metadata"] = Base.metadata
                with connection.begin(), gate(connection):
                    made = command.revision(
                        config,
                        label,
                        autogenerate=True,
                        rev_id=number,
                        version_path=str(folder),
                    )
        finally:
            engine.dispose()
    script = made if not isinstance(made, list) else made[0]
    return Path(str(script.path if script else ""))


def main(arguments: list[str], folder: Path = VERSIONS) -> str:
    """Write the revision that is asked for; return what to tell the developer."""
    if len(arguments) != 1:
        return "poe migration 'what the revision does'"
    return str(write_revision(arguments[0], folder))


if __name__ == "__main__":  # pragma: no cover  started by a developer
    print(main(sys.argv[1:]))  # noqa: T201
