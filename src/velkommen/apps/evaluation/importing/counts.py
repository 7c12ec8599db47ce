"""How many enquiries a row stands for."""

import re

from velkommen.domain.sheets import Fault, fault
from velkommen.shared.sheets.files import Cell
from velkommen.shared.sheets.heads import as_text

MOST_PER_ROW = 10_000
_COUNT = re.compile(r"^([-–−]?)\s*(\d+)\s*%?$")


def count_of(cell: Cell) -> int:
    """How many enquiries a row stands for, 1 to MOST_PER_ROW. A percent sign behind the number is no matter.

    Raises:
        Refusal: BAD_FILE (COUNT_MISSING, COUNT_ZERO, COUNT_NEGATIVE, COUNT_NOT_WHOLE, COUNT_TOO_LARGE).
    """
    if cell == "":
        raise fault(Fault.COUNT_MISSING)
    text = as_text(cell)
    found = _COUNT.match(text)
    if not found:
        raise fault(Fault.COUNT_NOT_WHOLE, text=text)
    number = int(found[2]) if len(found[2]) < 10 else MOST_PER_ROW + 1
    if number == 0:
        raise fault(Fault.COUNT_ZERO)
    if found[1]:
        raise fault(Fault.COUNT_NEGATIVE, text=text)
    if number > MOST_PER_ROW:
        raise fault(Fault.COUNT_TOO_LARGE, text=text, most=MOST_PER_ROW)
    return number
