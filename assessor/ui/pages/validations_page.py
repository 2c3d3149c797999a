"""Home: all validations, what is due, and the way to a new one."""

from assessor.i18n import N_, _
from assessor.ui.page import Page, PagePlugin


class ValidationsPage(Page):
    """The list of validations."""

    listens_to = frozenset({"validation"})

    def title(self) -> str:
        return _("Validations")


PLUGIN = PagePlugin(
    "validations", N_("Validations"), ValidationsPage, icon="view-list-outline", order=10
)
