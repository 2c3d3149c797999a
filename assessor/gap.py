"""A gap: what stands between a validation and its issue, or deserves a look before it."""

from dataclasses import dataclass

from assessor.i18n import pick, translation


@dataclass(frozen=True)
class Gap:
    """What stands between a validation and its issue, or deserves a look before it."""

    id: str
    code: str
    blocking: bool
    message: str
    values: dict[str, object]
    page: str
    ref: str = ""
    point_id: str = ""
    site_id: str = ""
    observation_id: str = ""
    language: str = ""
    field: str = ""

    def text(self, lang: str) -> str:
        """Return the message in a language."""
        speaker = translation(lang)
        spoken: dict[str, object] = {}
        for name, value in self.values.items():
            if isinstance(value, Gap):
                spoken[name] = value.text(lang)
            elif isinstance(value, dict):
                spoken[name] = pick(value, lang)
            else:
                spoken[name] = speaker.gettext(str(value)) if name.endswith("_msgid") else value
        return speaker.gettext(self.message).format(**spoken)
