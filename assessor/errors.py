"""Every failure a person can meet: one small class each, with a message and a hint."""

from typing import ClassVar

from assessor.i18n import N_, TranslationLike, _


class AssessorError(Exception):
    """A failure that a person can meet; `message` and `hint` are msgids with named places."""

    message = N_("Something went wrong.")
    hint = N_("Nothing is lost. Try again, or look into the log.")
    # Values that are msgids themselves, with the same named places.
    spoken: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, **values: object) -> None:
        """Keep `values` for the named places of message and hint."""
        super().__init__()
        self.values = values

    def text(self, translation: TranslationLike | None = None) -> str:
        """Return the message in the person's language, or in that of `translation`."""
        return self._filled(self.message, translation)

    def hint_text(self, translation: TranslationLike | None = None) -> str:
        """Return what to do about it, in the same language."""
        return self._filled(self.hint, translation)

    def _filled(self, msgid: str, translation: TranslationLike | None) -> str:
        speak = translation.gettext if translation else _
        values = {
            name: speak(str(value)).format(**self.values) if name in self.spoken else value
            for name, value in self.values.items()
        }
        return speak(msgid).format(**values)

    def __str__(self) -> str:
        """Return message and hint, as the command line prints them."""
        return f"{self.text()} {self.hint_text()}".strip()


# Checklists


class UnknownChecklist(AssessorError):
    """No checklist has this id."""

    message = N_("There is no checklist “{id}”.")
    hint = N_("These are known: {known}.")


class UnknownProfile(AssessorError):
    """No programme profile has this id."""

    message = N_("There is no programme profile “{id}”.")
    hint = N_("These are known: {known}.")


class UnknownRequirement(AssessorError):
    """The checklist holds no such reference."""

    message = N_("The checklist has no requirement {ref}.")
    hint = N_("References are text: 1.10 is not 1.1. Look the reference up in the checklist.")


class UnknownPoint(AssessorError):
    """The requirement has no such point."""

    message = N_("Requirement {ref} has no point “{point}”.")
    hint = N_("Its points are: {known}.")


class BadChecklist(AssessorError):
    """A file in a checklist folder cannot be used; the other files still load."""

    spoken = frozenset({"fault"})
    message = N_("{place}: {fault}")
    hint = N_("Mend the file at this place; the other files of the folder are still loaded.")


# Store


class DatabaseTooNew(AssessorError):
    """The database was written by a later version of the program."""

    message = N_("This database was written by a newer version of the program.")
    hint = N_("Nothing was changed. Install the newer version and open it again.")


class DatabaseUnreadable(AssessorError):
    """The file is not a database of this program."""

    message = N_("{path} cannot be opened as a database.")
    hint = N_("Nothing was changed. Restore a backup, or choose another folder.")


class DatabaseBusy(AssessorError):
    """Another program holds the database for too long."""

    message = N_("The database is in use by another program.")
    hint = N_("What was shown as saved is saved. Close the other program and try again.")


class DiskFull(AssessorError):
    """There is no room left to write."""

    message = N_("The disk is full: the last change could not be saved.")
    hint = N_("Everything saved before is still there. Make room and repeat the last change.")


class FolderNotWritable(AssessorError):
    """The folder of the workspace cannot be written."""

    message = N_("The folder {path} cannot be written.")
    hint = N_("Choose another folder, or ask for the right to write in this one.")


class UnrecordedWrite(AssessorError):
    """A statement tried to change a recorded table past the journal."""

    message = N_("A change outside the history was refused ({table}).")
    hint = N_("This is a fault of the program; nothing was changed. Please report it.")


class NothingToUndo(AssessorError):
    """There is no step of this device left to take back."""

    message = N_("There is nothing to undo.")
    hint = N_("Only changes made on this device can be undone; issuing a report cannot.")


class NothingToRedo(AssessorError):
    """There is no undone step left to repeat."""

    message = N_("There is nothing to redo.")
    hint = N_("Redo is possible right after an undo.")


class UndoClash(AssessorError):
    """What would be taken back has been changed since."""

    spoken = frozenset({"label"})
    message = N_("“{label}” cannot be undone: it has been built upon since ({clashes}).")
    hint = N_("Nothing was changed. Take the later changes back first.")


class BadBackup(AssessorError):
    """The file is not a whole backup."""

    message = N_("{path} is not a complete backup of this program ({fault}).")
    hint = N_("Nothing was changed. Choose another backup file.")


class BlobMissing(AssessorError):
    """The bytes of a stored file are gone."""

    message = N_("The stored file {sha256} is missing.")
    hint = N_("Run verify to see what is affected, and restore it from a backup.")


# Validations


class UnknownValidation(AssessorError):
    """No validation begins like this."""

    message = N_("There is no validation “{beginning}”.")
    hint = N_("List them with the command validations.")


class AmbiguousValidation(AssessorError):
    """Several validations begin like this."""

    message = N_("Several validations begin with “{beginning}”.")
    hint = N_("Give more of the id: {known}.")


class UnknownRecord(AssessorError):
    """A record that was asked for is gone or never was."""

    message = N_("This entry no longer exists.")
    hint = N_("It may have been undone or taken out; the history shows when.")


class UnknownSite(AssessorError):
    """The validation has no such site in its scope."""

    message = N_("The visit covers no site “{site}”.")
    hint = N_("Sites in scope: {known}.")


class SiteNeeded(AssessorError):
    """Several sites are in scope, so a verdict must name its own."""

    message = N_("The visit covers several sites: say which one is meant.")
    hint = N_("Sites in scope: {known}.")


class PointNeeded(AssessorError):
    """A requirement of several points takes only “met” for all of them at once."""

    message = N_("Requirement {ref} has several points: say which one is meant.")
    hint = N_("Its points are: {known}. Only “met” may be given to all at once.")


class ReasonNeeded(AssessorError):
    """Some verdicts say nothing without a reason."""

    spoken = frozenset({"verdict"})
    message = N_("“{verdict}” needs a reason.")
    hint = N_("Write why; the reason is printed in the report.")


class SecondPersonNeeded(AssessorError):
    """A must may be set aside only with a second person's agreement."""

    message = N_("“Not applicable” on a MUST needs the name of a second person who agrees.")
    hint = N_("Name the colleague who agrees; the programme's profile asks for it.")


class NotApplicableRefused(AssessorError):
    """The programme does not let a must be set aside."""

    message = N_("In this programme a MUST cannot be “not applicable”.")
    hint = N_("Choose another verdict, or “not verified” with a reason.")


class ValidationIssued(AssessorError):
    """The report is out: the validation is locked."""

    message = N_("The report {number} is issued: the validation can no longer be changed.")
    hint = N_("Reopen it with a reason; that makes the next version and keeps this one.")


class NotIssued(AssessorError):
    """Only an issued validation can be reopened."""

    message = N_("This validation is not issued.")
    hint = N_("It can be changed as it is.")


class GapsRemain(AssessorError):
    """Something still stands between the validation and its issue."""

    message = N_("{count} points still stand between this validation and its report.")
    hint = N_("List them with the command gaps, or on the page Report.")


class ChangedMeanwhile(AssessorError):
    """Something was recorded while the final documents were being made."""

    message = N_("Something was recorded while the report was being made.")
    hint = N_("Nothing was issued. Look at the report again, then issue it.")


class MixedLevels(AssessorError):
    """One observation cannot be a finding and a recommendation at once."""

    message = N_("{must} falls short of a MUST and {should} only of a SHOULD.")
    hint = N_("Record a finding and a recommendation separately: the level decides the kind.")


class TextNeeded(AssessorError):
    """An observation without words says nothing."""

    message = N_("Write what was observed in at least one language.")
    hint = N_("Nothing was recorded.")


class UnknownLanguage(AssessorError):
    """A language that the program does not speak."""

    message = N_("The language “{language}” is not known here.")
    hint = N_("Languages: {known}.")


class BadField(AssessorError):
    """A field or value that does not exist."""

    message = N_("“{value}” is not possible for {field}.")
    hint = N_("Possible: {known}.")


# Evidence


class EvidenceUnreadable(AssessorError):
    """The file is not there or cannot be read."""

    message = N_("{name} cannot be read.")
    hint = N_("Nothing was added. Check that the file exists and can be opened.")


class EvidenceTypeUnknown(AssessorError):
    """The content is of no kind that can be kept as evidence."""

    message = N_("{name} is of a kind that cannot be kept as evidence.")
    hint = N_("Photographs (JPEG, PNG, HEIC), PDF, DOCX, XLSX and audio are possible.")


class EvidenceTooLarge(AssessorError):
    """The file is beyond what one piece of evidence may take."""

    message = N_("{name} is larger than {limit} MB.")
    hint = N_("Nothing was added. Split or shrink the file.")


# Reports


class UnknownLook(AssessorError):
    """No folder of templates has this name."""

    message = N_("There is no look “{look}”.")
    hint = N_("These are known: {known}.")


class UnknownReport(AssessorError):
    """No kind of document has this id."""

    message = N_("There is no document “{kind}”.")
    hint = N_("These are known: {known}.")


class UnknownFormat(AssessorError):
    """No writer makes this format."""

    message = N_("A report cannot be written as “{format}”.")
    hint = N_("Formats: {known}.")


class ReportLanguages(AssessorError):
    """A report speaks one language or two."""

    message = N_("A report is printed in one language or in two different ones, not in “{given}”.")
    hint = N_("Languages: {known}.")


class ExportNotWritable(AssessorError):
    """The place chosen for an export cannot be written."""

    message = N_("{path} cannot be written: {reason}.")
    hint = N_("Nothing was exported and nothing is lost. Choose another folder or file name.")
    spoken = frozenset({"reason"})


class ExportDiskFull(AssessorError):
    """There is no room for the export."""

    message = N_("There is not enough room for {path}.")
    hint = N_("Nothing was exported and nothing is lost. Make room, or choose another disk.")


class PreviewFailed(AssessorError):
    """The pages of a PDF cannot be shown."""

    message = N_("The pages cannot be shown.")
    hint = N_("The report itself is not affected. Export it and open it in a PDF reader.")


# Self-assessments


class SaqUnreadable(AssessorError):
    """The file is not there, or damaged."""

    message = N_("{name} cannot be read.")
    hint = N_("Nothing was imported. Open it where it was made, save it again and retry.")


class SaqTypeUnknown(AssessorError):
    """The content is of no kind that can be imported."""

    message = N_("{name} is not a self-assessment that can be read.")
    hint = N_("What counts is the content, not the name. Readable are: {known}.")


class SaqOldOffice(AssessorError):
    """An XLS or DOC file of the days before 2007."""

    message = N_("{name} is in the old format of Word or Excel.")
    hint = N_("Open it and save it as XLSX or DOCX, then import that.")


class SaqNeedsLibreOffice(AssessorError):
    """A DOC or RTF file, and no LibreOffice that could open it."""

    message = N_("{name} can only be read with LibreOffice, which is not on this computer.")
    hint = N_("Install LibreOffice, or open the file in Word and save it as DOCX.")


class SaqNeedsSpreadsheet(AssessorError):
    """A binary workbook (XLSB), and no LibreOffice that could open it."""

    message = N_("{name} is a binary workbook; only LibreOffice could read it, and it is not here.")
    hint = N_("Install LibreOffice, or open the file in Excel and save it as XLSX.")


class SaqNotConverted(AssessorError):
    """LibreOffice could not open a DOC or RTF file, or took too long."""

    message = N_("LibreOffice could not open {name}.")
    hint = N_("Nothing was imported. Open the file in Word and save it as DOCX.")


class SaqUnknownEncoding(AssessorError):
    """The encoding that was asked for is none."""

    message = N_("There is no encoding “{encoding}”; {name} was not read.")
    hint = N_("Common ones are: {known}.")


class SaqPasswordProtected(AssessorError):
    """The file is encrypted."""

    message = N_("{name} is protected by a password.")
    hint = N_("Open it with its password, save a copy without one, and import that.")


class SaqPasswordNeeded(SaqPasswordProtected):
    """The file is encrypted, and can be read here once its password is given."""

    hint = N_("Give its password and read it again; it is used for this alone and not kept.")


class SaqPasswordWrong(SaqPasswordNeeded):
    """The password that was given does not open the file."""

    message = N_("{name} does not open with this password.")


class SaqNeedsOcr(AssessorError):
    """A scan or a photograph, and nothing on this computer that reads pictures."""

    message = N_("{name} is a picture; reading its text needs tesseract, which is not installed.")
    hint = N_(
        "Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-spa tesseract-ocr-por "
        "tesseract-ocr-fra. Windows and macOS: see tesseract-ocr.github.io. Or ask the company "
        "for the file it was printed from."
    )


class SaqTooLarge(AssessorError):
    """The file, or what it unpacks to, is beyond all measure of a questionnaire."""

    message = N_("{name} is too large: {what}.")
    hint = N_("Nothing was imported. Save only the sheets with the answers as a new file.")


class SaqUnsafe(AssessorError):
    """The file holds something that no questionnaire needs and an attacker might."""

    message = N_("{name} was refused for safety: {what}.")
    hint = N_("Nothing was opened. Ask the company to save it again, or as CSV.")


class SaqEmpty(AssessorError):
    """There is nothing in the file."""

    message = N_("{name} holds no rows.")
    hint = N_("Check that it is the file the company filled in.")


class SaqRowsLost(AssessorError):
    """Two independent counts of the rows disagree."""

    message = N_("{name} was not read completely: {count} rows are unaccounted for ({places}).")
    hint = N_("Nothing was imported. Please report it; saving the file as CSV may help.")


class SaqTooMuchMemory(AssessorError):
    """Reading the file would take more memory than any questionnaire needs."""

    message = N_("Reading {name} takes more memory than is allowed; it was stopped.")
    hint = N_(
        "Nothing was imported. Save only the sheets with the answers as a new file, or as CSV."
    )


class SaqTookTooLong(AssessorError):
    """Reading the file does not come to an end in the time that the largest forms need."""

    message = N_("Reading {name} takes too long; it was stopped.")
    hint = N_(
        "Nothing was imported. Save only the sheets with the answers as a new file, or as CSV."
    )


class SaqReadingEnded(AssessorError):
    """The process that reads the file came to an end without an answer."""

    message = N_("Reading {name} broke off.")
    hint = N_(
        "Nothing was imported and nothing is lost. The file may be damaged, or made to do harm: "
        "open it where it was made, save it again and retry."
    )


class SaqUnknownRow(AssessorError):
    """The import holds no such row."""

    message = N_("The file has no row {row} to assign.")
    hint = N_("Show the preview again and choose one of its rows.")


# Command line, backup and check


class BadUse(AssessorError):
    """A command that cannot be understood; exit code 2."""

    message = "{said}"
    hint = N_("How to use it: {usage}")


class NoWorkspace(AssessorError):
    """The folder holds no workspace, and this command does not start one."""

    message = N_("There is no workspace in {path}.")
    hint = N_("Name its folder with --workspace; import-saq, start, demo and restore make one.")


class AmbiguousCompany(AssessorError):
    """Several companies have this name."""

    message = N_("Several companies are called “{name}”.")
    hint = N_("Give the id of one: {known}.")


class UnknownObservation(AssessorError):
    """The validation has no such finding, recommendation or good practice."""

    message = N_("There is no observation “{beginning}” in this validation.")
    hint = N_("Give its number or the beginning of its id: {known}.")


class NoCard(AssessorError):
    """A good practice asks for nothing, so that the plan has no card for it."""

    message = N_("A good practice has no card in the improvement plan.")
    hint = N_("Name a finding or a recommendation; nothing was changed.")


class BackupNotThere(AssessorError):
    """A backup would take the place of the work itself, or of a folder."""

    message = N_("A backup cannot be written to {path}.")
    hint = N_("It is a folder, or a file that the workspace keeps. Give the backup a file name.")


class BackupTooNew(AssessorError):
    """The backup was made by a later version of the program."""

    message = N_("{path} was made by a newer version of the program.")
    hint = N_("Nothing was changed. Install the newer version and restore it there.")


class BackupNotSound(AssessorError):
    """What was just written does not read back as it should."""

    message = N_("The backup {path} could not be read back after writing.")
    hint = N_("It was taken away again. Try another disk, and run verify.")


class WorkspaceInUse(AssessorError):
    """Another program has the workspace open, and it is about to be replaced."""

    message = N_("The workspace {path} is open in another program.")
    hint = N_("Nothing was changed. Close the window and try again.")


# observations


class IssuedStaysShared(AssessorError):
    """A finding that was issued cannot be withheld: its verdict and its count would tell."""

    message = N_("What has been issued cannot be withheld.")
    hint = N_("Its verdict and its number stand in the report that the company has.")


class ReasonMissing(AssessorError):
    """Reopening, leaving a gap open and taking evidence out need a reason."""

    message = N_("This needs a reason.")
    hint = N_("Nothing was changed. Write why: others will read it.")


# more time


class ExtensionTooLate(AssessorError):
    """Who asks for more time asks no later than on the last day."""

    message = N_("More time was asked for on {asked}, after the due date of {last} had passed.")
    hint = N_("It was not granted. On the last day it could still be asked for; refuse it.")


class ExtensionsUsedUp(AssessorError):
    """The programme sets a number of extensions, and they have been granted."""

    message = N_("No further extension can be granted: the programme allows {count}.")
    hint = N_("Refuse it, or let the programme office change the number in its profile.")


class ExtensionTooLong(AssessorError):
    """The programme says by how much an extension moves the due date at most."""

    message = N_("An extension until {wanted} is longer than the programme allows.")
    hint = N_("It can be granted until {last} at most. Record a request for an earlier date.")


# worksheets


class UnknownForm(AssessorError):
    """No worksheet has this id and edition."""

    message = N_("There is no worksheet “{id}”.")
    hint = N_("These are known: {known}.")


class UnknownField(AssessorError):
    """The worksheet has no such section, row or field."""

    message = N_("The worksheet has no field “{path}”.")
    hint = N_("A field is written section.field, or section.row.field. Possible here: {known}.")


class BadEntry(AssessorError):
    """What was given cannot stand in this field."""

    message = N_("“{value}” cannot stand in the field {path}.")
    hint = N_("Nothing was changed. Possible is: {known}.")


class SheetReasonNeeded(AssessorError):
    """A point that does not apply needs a reason."""

    message = N_("“Not applicable” needs a reason ({path}).")
    hint = N_("Nothing was changed. Write beside the point why it does not apply.")


class UnknownSheet(AssessorError):
    """The validation has no such filled worksheet."""

    message = N_("There is no filled worksheet “{beginning}” in this validation.")
    hint = N_("Give the beginning of its id: {known}.")


class UnknownProposal(AssessorError):
    """The worksheet no longer falls short there, or the proposal has been decided."""

    message = N_("There is no open proposal “{key}” in this worksheet.")
    hint = N_("Open are: {known}. It may have been taken or set aside meanwhile.")


class ProposalUnlinked(AssessorError):
    """A shortfall bears on no requirement of this checklist."""

    message = N_("This shortfall is linked to no requirement of the checklist.")
    hint = N_("Nothing was recorded. Name the requirement that it bears on.")


# own content


class NoCriteria(AssessorError):
    """The file holds no table of criteria."""

    message = N_("No table of criteria was found in {name}.")
    hint = N_("A table has heads such as ID, Criterion, Guidance, Must/Should in its first row.")


class ContentThere(AssessorError):
    """A file would be written over."""

    message = N_("{path} is there already.")
    hint = N_("Nothing was written. Name another file, or move this one away first.")


class BadContentId(AssessorError):
    """An id names a file as well, so not every sign can stand in it."""

    message = N_("“{id}” cannot be the id of a checklist.")
    hint = N_("Small letters, digits and hyphens, beginning with a letter: our-aeo-2027.")


class ChecklistUnfinished(AssessorError):
    """Rows of the table that a draft was made from still wait for a decision, or more lacks."""

    message = N_("The draft “{id}” is not whole: what is still open in it: {count}.")
    hint = N_("Decide about it first; `checklist check` names each thing with its place.")


class SameEdition(AssessorError):
    """The validation stands on this very edition already."""

    message = N_("The validation stands on this edition already.")
    hint = N_("Nothing was changed. Choose another edition or another checklist.")


class DraftDiskFull(DiskFull):
    """There is no room left for a draft that is being edited."""

    message = N_("The disk is full: {name} could not be saved.")
    hint = N_("Nothing is lost: the draft stays open here. Make room; the next edit saves it.")


class SameProfile(AssessorError):
    """The validation goes by this very profile already."""

    message = N_("The validation goes by the profile as it stands today already.")
    hint = N_("Nothing was changed. Edit the profile's file first, then take it over.")


class NothingPrior(AssessorError):
    """Nothing of an earlier edition waits to be confirmed here, or it does not agree."""

    message = N_("Requirement {ref} has nothing from the earlier edition that one key confirms.")
    hint = N_("Nothing was changed. Record the verdict as it was seen today.")


# what goes out to a company


class NoSelfAssessment(AssessorError):
    """A letter about a self-assessment that never came in."""

    message = N_("No self-assessment has been imported into {number}.")
    hint = N_("Import the company's file first, or send it a blank form.")


class NothingToAsk(AssessorError):
    """Every requirement is answered, every row settled, every document handed in."""

    message = N_("The self-assessment of {number} leaves nothing open.")
    hint = N_("No letter was written: every question is answered and every row is assigned.")
