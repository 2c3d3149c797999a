"""One piece of evidence large: caption in the report's languages, time, hash, taking it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from assessor.i18n import _, format_number, format_time
from assessor.ui import core, icons, messages, theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets import thumbnails
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.ui.page import Page

_LARGE = (480, 320)


class EvidenceView(Ask):
    """Everything known of a piece; the caption saves itself, taking out needs a reason."""

    def __init__(
        self,
        page: Page,
        piece: EvidenceRow,
        languages: tuple[str, ...],
        unlink: Callable[[], object] | None = None,
    ) -> None:
        """Show a piece; with `unlink` it can also be taken away from a finding alone."""
        super().__init__(page, f"{piece.number} · {piece.file_name}")
        self._page, self._piece, self._unlink = page, piece, unlink
        self.setMinimumWidth(theme.px(820))
        self.caption = BilingualEdit(languages, self._write, name=_("Caption"), lines=2)
        self.caption.set_text(piece.caption)
        self.confidential = QCheckBox(_("Confidential: stays out of the company's copy"))
        self.confidential.setChecked(piece.confidential)
        self.confidential.toggled.connect(self._mark)
        line = row(self._picture(), gap=18)
        line.addLayout(column(self._facts(), self.confidential, 1, gap=14), 1)
        self.add(line)
        self.add(label(_("Caption")))
        self.add(self.caption)
        self.add(self._way_out())
        self.finish()
        self.caption.focus()

    def _picture(self) -> QLabel:
        made = QLabel()
        made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        made.setFixedSize(theme.px(_LARGE[0]), theme.px(_LARGE[1]))
        made.setAccessibleName(self._piece.file_name)
        whole = thumbnails.picture(
            self._page.ws, self._piece.print_sha256, QSize(theme.px(960), theme.px(640))
        )
        if whole.isNull():
            _short, icon = thumbnails.kind_of(self._piece)
            whole = icons.icon(icon, "ink3").pixmap(theme.px(96), theme.px(96))
        else:
            keep = Qt.AspectRatioMode.KeepAspectRatio
            whole = whole.scaled(made.size(), keep, Qt.TransformationMode.SmoothTransformation)
        made.setPixmap(whole)
        return made

    def _facts(self) -> QGridLayout:
        piece = self._piece
        place = _("kept, and left out of exports") if piece.latitude is not None else _("none")
        facts = (
            (_("Taken"), format_time(piece.taken_at) or _("not stated by the file")),
            (_("Added"), f"{format_time(piece.added_at)} · {piece.added_by}".strip(" ·")),
            (_("Place"), place),
            (_("Size"), f"{format_number(max(1, piece.size // 1024))} KB"),
            (_("Requirements"), ", ".join(piece.refs)),
            ("SHA-256", "\n".join(piece.sha256[at : at + 16] for at in range(0, 64, 16))),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        top = Qt.AlignmentFlag.AlignTop
        for at, (name, text) in enumerate(facts):
            grid.addWidget(label(name), at, 0, top)
            grid.addWidget(words(text, "small"), at, 1, top)
        grid.setColumnStretch(1, 1)
        return grid

    def _way_out(self) -> QWidget:
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why it was added wrongly"))
        self.reason.setAccessibleName(_("Reason for taking it out"))
        self.out = button(_("Take out"), self._take_out, look="danger")
        self.out.setAutoDefault(False)
        self.out.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.out.setEnabled(bool(text.strip())))
        unlink = None
        if self._unlink is not None:
            unlink = button(_("Only unlink it here"), self._take_away, look="link")
            unlink.setAutoDefault(False)
        made = QWidget()
        made.setLayout(row(self.reason, self.out, unlink, gap=8))
        return made

    def _take_away(self) -> None:
        if self._unlink is not None:
            self.caption.flush()
            self._unlink()
            self.accept()

    def _write(self, text: dict[str, str], burst: str) -> None:
        core.evidence.change_evidence(
            self._page.ws,
            self._page.validation_id,
            self._piece.id,
            caption=text,
            burst=burst,
        )

    def _mark(self, confidential: bool) -> None:
        with messages.guard(self._page.desk):
            core.evidence.change_evidence(
                self._page.ws,
                self._page.validation_id,
                self._piece.id,
                confidential=confidential,
            )

    def _take_out(self) -> None:
        with messages.guard(self._page.desk):
            self.caption.flush()
            core.evidence.take_out(
                self._page.ws,
                self._page.validation_id,
                self._piece.id,
                reason=self.reason.text(),
            )
            self._page.desk.toast(_("Taken out; undo brings it back."))
            self.accept()

    def done(self, result: int) -> None:
        """Save the caption before closing, however the dialog is closed."""
        self.caption.flush()
        super().done(result)
