"""What is wrong in a file of content, each with its place; all of it, not only the first."""

from dataclasses import dataclass, field

from assessor.errors import BadChecklist
from assessor.i18n import TranslationLike, _

# From the top of a file down to a value: keys of mappings, numbers in lists.
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands and what is wrong; `missing` if a draft may still lack it."""

    code: str
    message: str  # a msgid with named places
    path: Path_ = ()
    file: str = ""
    line: int = 0
    about: str = ""  # the requirement or section that it is about
    missing: bool = False
    values: dict[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """File and line, as an editor of texts understands it."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def text(self, translation: TranslationLike | None = None) -> str:
        """Return what is wrong, without the place, in the person's language."""
        speak = translation.gettext if translation else _
        values = {
            name: "; ".join(map(speak, value)) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }
        return speak(self.message).format(**values)

    def error(self) -> BadChecklist:
        """Return the fault as the error that keeps a file from being used."""
        return BadChecklist(place=self.place, fault=self.message, **self.values)
