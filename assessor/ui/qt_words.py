"""Words of Qt's own dialogs that its catalogues lack; they come from ours, like all others."""

from PySide6.QtCore import QTranslator

from assessor.i18n import N_, _

_FILE_DIALOG = (N_("&Look in:"), N_("Files of &type:"))
_FILE_KINDS = (N_("Drive"), N_("File"), N_("Folder"))
_CALENDAR = (N_("Previous Month"), N_("Next Month"))
WORDS = {
    "QFileDialog": frozenset(_FILE_DIALOG),
    "QAbstractFileIconProvider": frozenset(_FILE_KINDS),
    "QFileSystemModel": frozenset(_FILE_KINDS),
    "QCalendarWidget": frozenset(_CALENDAR),
}


class QtWords(QTranslator):
    """Asked by Qt before its own catalogue; answers for what that one does not know."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, about: str | None = None, count: int = -1
    ) -> str | None:
        # None lets Qt ask on.
        return _(text) if text in WORDS.get(context, ()) else None
