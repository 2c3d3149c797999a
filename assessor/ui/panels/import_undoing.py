"""What a person decided and corrected in a preview, step by step, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessor.ui.models.ledger_model import Line

if TYPE_CHECKING:
    from assessor.saq.corrections import Corrections

# The lines of the file that a row accounts for: they stay, whatever the row is taken for.
Keys = tuple[str, ...]


@dataclass(frozen=True)
class State:
    """What is decided about rows, what is said of the layout, and where the person was."""

    decided: Mapping[Keys, str]
    said: Corrections
    lit: Keys


@dataclass
class Undoing:
    """The states before the present one, and those that were taken back."""

    past: list[State] = field(default_factory=list)
    future: list[State] = field(default_factory=list)

    def keep(self, state: State) -> None:
        """Note a state that is about to change."""
        self.past.append(state)
        self.future.clear()

    def back(self, present: State) -> State | None:
        """Return the state before; None if there is none."""
        if not self.past:
            return None
        self.future.append(present)
        return self.past.pop()

    def again(self, present: State) -> State | None:
        """Return the state that was taken back last; None if there is none."""
        if not self.future:
            return None
        self.past.append(present)
        return self.future.pop()


def decided(lines: Iterable[Line]) -> dict[Keys, str]:
    """Return what is decided, by the lines of the file."""
    return {keys_of(line): line.chosen for line in lines if line.settled}


def keys_of(line: Line) -> Keys:
    """Return what a row is known by, whatever it is taken for."""
    return line.row.keys or (line.row.place, line.row.question)
