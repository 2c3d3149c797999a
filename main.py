"""Starts the program: without a command the window, with one the command line (no Qt loaded)."""

import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run the window or a command and return the exit code."""
    if arguments[:1] == ["--reading-process"]:  # the packed program, started by assessor.saq.child
        from assessor.saq.reading_process import run_to_the_end

        run_to_the_end(arguments[1:])
    folder = _folder_alone(arguments)
    if arguments and folder is None:
        from assessor.cli import main as command

        return command(arguments)
    from assessor.ui.app import run

    return run(folder)


def _folder_alone(arguments: list[str]) -> Path | None:
    """Return the folder of `--workspace DIR` when no command goes with it."""
    match arguments:
        case ["--workspace", folder]:
            return Path(folder)
        case [option] if option.startswith("--workspace="):
            return Path(option.partition("=")[2])
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
