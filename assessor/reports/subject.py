"""What a document is about: one copy's view of a validation, and the words to say it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assessor.facts import Dossier, EvidenceRow, Gap, ObservationRow
from assessor.gaps import gaps_of
from assessor.improvement import ActionRow
from assessor.reports.blocks import Column, Words, plain
from assessor.reports.copies import Copy
from assessor.reports.wording import Wording
from assessor.tally import Progress, progress
from assessor.terms import Kind, Phase


@dataclass(frozen=True)
class Subject:
    """Everything a kind of document may print."""

    known: Dossier
    actions: tuple[ActionRow, ...]
    say: Wording
    copy: Copy
    places: bool = False

    @property
    def internal(self) -> bool:
        """Whether this is the internal copy."""
        return self.copy == "internal"

    @property
    def concludes(self) -> bool:
        """Whether the programme prints the validator's conclusion in the company's copy too."""
        return self.known.profile.conclusion_in_company_copy

    @property
    def draft(self) -> bool:
        """Whether the report is not issued yet."""
        return self.known.visit.phase != Phase.ISSUED

    @property
    def several_sites(self) -> bool:
        """Whether a site must be named beside each result."""
        return len(self.known.covered) > 1

    @cached_property
    def progress(self) -> Progress:
        """All counts, as every screen shows them."""
        return progress(self.known)

    @cached_property
    def site_names(self) -> dict[str, str]:
        """The names of all sites of the visit."""
        return {item.site.id: item.site.name for item in self.known.sites}

    @cached_property
    def evidence(self) -> tuple[EvidenceRow, ...]:
        """The evidence that was not taken out."""
        return tuple(piece for piece in self.known.evidence if piece.removed_at is None)

    @cached_property
    def evidence_by_ref(self) -> dict[str, list[EvidenceRow]]:
        """Evidence by the requirement it is linked to."""
        found: dict[str, list[EvidenceRow]] = {}
        for piece in self.evidence:
            for ref in piece.refs:
                found.setdefault(ref, []).append(piece)
        return found

    @cached_property
    def observations_by_ref(self) -> dict[str, list[ObservationRow]]:
        """Observations by each requirement they are about."""
        found: dict[str, list[ObservationRow]] = {}
        for item in self.known.observations:
            for ref in item.refs:
                found.setdefault(ref, []).append(item)
        return found

    def in_order(self, refs: Iterable[str]) -> list[str]:
        """References in the order of the checklist."""
        order = {ref: at for at, ref in enumerate(self.known.checklist.by_ref)}
        return sorted(refs, key=lambda ref: order.get(ref, len(order)))

    @cached_property
    def deviations(self) -> tuple[tuple[Gap, Words], ...]:
        """Gaps left open on purpose, each with its reason."""
        reasons = {row.gap_key: self.say.local(row.reason) for row in self.known.deviations}
        return tuple(
            (gap, reasons[gap.id]) for gap in gaps_of(self.known) if gap.code == "deviation"
        )

    def of_kind(self, kind: Kind) -> tuple[ObservationRow, ...]:
        """The observations of one kind."""
        return tuple(item for item in self.known.observations if item.kind is kind)

    def language_columns(self) -> tuple[Column, ...]:
        """A column for each language, headed by its own name."""
        from assessor.i18n import language_name

        return tuple(Column(plain(language_name(lang))) for lang in self.say.languages)
