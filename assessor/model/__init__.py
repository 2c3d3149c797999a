"""What is stored: typed tables without behaviour. Importing this package knows all of them."""

from assessor.model.base import Base, InValidation, Recorded, new_id, stable_id, utc_now
from assessor.model.company import Company, Person, Site
from assessor.model.evidence import Evidence, EvidenceLink
from assessor.model.history import Change, Meta, Step
from assessor.model.improvement import Action, Extension
from assessor.model.observation import Observation, ObservationPoint
from assessor.model.prior import Looked, Prior
from assessor.model.report import Deviation, Report
from assessor.model.risk import Risk
from assessor.model.saq import SaqAnswer, SaqFile, SaqLayout
from assessor.model.validation import (
    ChecklistCopy,
    ProfileCopy,
    Validation,
    VisitPerson,
    VisitSite,
)
from assessor.model.walk import Assessment
from assessor.model.worksheet import FormCopy, Worksheet

__all__ = [
    "Action",
    "Assessment",
    "Base",
    "Change",
    "ChecklistCopy",
    "Company",
    "Deviation",
    "Evidence",
    "EvidenceLink",
    "Extension",
    "FormCopy",
    "InValidation",
    "Looked",
    "Meta",
    "Observation",
    "ObservationPoint",
    "Person",
    "Prior",
    "ProfileCopy",
    "Recorded",
    "Report",
    "Risk",
    "SaqAnswer",
    "SaqFile",
    "SaqLayout",
    "Site",
    "Step",
    "Validation",
    "VisitPerson",
    "VisitSite",
    "Worksheet",
    "new_id",
    "stable_id",
    "utc_now",
]
