"""The least coverage that each part must have; the last step of `start.py test`."""

import sys
from io import StringIO
from xml.etree import ElementTree as ET

import coverage
from coverage.exceptions import NoDataError

WINDOW = "assessor/ui/*"
FLOORS = {
    "assessor/rules.py": 100,
    "assessor/store/*": 100,
    "assessor/review/*": 100,
    "assessor/*": 95,  # the whole core: all but the window
}


def low_floors(measured: coverage.Coverage) -> int:
    """Print the coverage of each part; return how many lie under their floor."""
    low = 0
    for part, floor in FLOORS.items():
        lines = StringIO()
        try:
            percent = measured.report(include=[part], omit=[WINDOW], file=lines, skip_covered=True)
        except NoDataError:
            continue  # a part that is not built yet
        print(f"{part:20} {percent:6.2f} % covered, {floor} % wanted")
        if percent < floor:
            low += 1
            print(lines.getvalue())
    return low


def main(junit: str) -> int:
    """Check the floors, then close with the count of the tests that pytest has written down."""
    measured = coverage.Coverage()
    measured.load()
    low = low_floors(measured)
    suite = ET.parse(junit).getroot().find("testsuite")
    assert suite is not None
    count, failed, errors, skipped = (
        int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")
    )
    passed = count - failed - errors - skipped
    print(f"{passed} passed, {failed + errors + low} failed, {skipped} skipped")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
