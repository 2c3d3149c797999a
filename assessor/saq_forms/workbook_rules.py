"""What a workbook checks by itself: the list of answers, and which rows are not answered yet."""

from collections.abc import Sequence
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessor.saq_forms.form import CHOOSE, CLAIMS, Form

MISSING = "FFF3D6"


def add_lists(sheet: Worksheet, form: Form, runs: Sequence[tuple[int, int]]) -> None:
    """Let the answer be chosen from a list in these rows; in a prefilled form, show what lacks."""
    words = [form.choices[claim] for claim in CLAIMS]
    offered: Any = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
    offered.showErrorMessage = offered.showInputMessage = True
    offered.promptTitle = offered.errorTitle = form.say.gettext(CHOOSE)[0].text[:32]
    offered.prompt = offered.error = "\n".join(words)[:255]
    for first, last in runs:
        if last < first:
            continue
        offered.add(f"D{first}:D{last}")
        if form.prefilled:
            look = DifferentialStyle(fill=PatternFill("solid", bgColor=MISSING))
            rule = Rule("expression", dxf=look, formula=[f"LEN($D{first}&$E{first}&$F{first})=0"])
            sheet.conditional_formatting.add(f"D{first}:F{last}", rule)
    sheet.add_data_validation(offered)
