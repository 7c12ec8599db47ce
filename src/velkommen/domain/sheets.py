"""What can be wrong with a sheet. Each fault has one sentence with its cure in `shared.wording_sheets`."""

from enum import StrEnum

from velkommen.domain.refusals import Code, Fact, Refusal

SHOWN = 40  # characters of a cell that a sentence quotes


class Fault(StrEnum):
    """A fault of the whole file, of its head, of one row of a counting sheet (from FORMULA on), of any other (from SHEET_UNKNOWN on)."""

    TOO_LARGE = "too_large"
    LOCKED = "locked"
    OLD_EXCEL = "old_excel"
    NOT_A_SHEET = "not_a_sheet"
    BROKEN = "broken"
    EMPTY = "empty"
    SEVERAL_SHEETS = "several_sheets"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_ENQUIRIES = "too_many_enquiries"
    TOO_WIDE = "too_wide"
    HIDDEN = "hidden"
    MERGED = "merged"
    HEAD_MISSING = "head_missing"
    HEAD_TWICE = "head_twice"
    NO_DATES = "no_dates"

    FORMULA = "formula"
    DATE_MISSING = "date_missing"
    BAD_DATE = "bad_date"
    BAD_PERIOD = "bad_period"
    BAD_TIME = "bad_time"
    NOT_OVER = "not_over"
    TOO_OLD = "too_old"
    COUNT_MISSING = "count_missing"
    COUNT_ZERO = "count_zero"
    COUNT_NEGATIVE = "count_negative"
    COUNT_NOT_WHOLE = "count_not_whole"
    COUNT_TOO_LARGE = "count_too_large"
    TOTAL = "total"
    CATEGORY_MISSING = "category_missing"
    CATEGORY_UNKNOWN = "category_unknown"
    CATEGORY_NEAR = "category_near"
    PLACE_MISSING = "place_missing"
    PLACE_UNKNOWN = "place_unknown"
    WORD_UNKNOWN = "word_unknown"
    OUTCOME_TWICE = "outcome_twice"
    TOO_MANY_CELLS = "too_many_cells"

    SHEET_UNKNOWN = "sheet_unknown"
    SHEET_TWICE = "sheet_twice"
    COLUMN_MISSING = "column_missing"
    COLUMN_NEAR = "column_near"
    CELL_MISSING = "cell_missing"
    SHAPE = "shape"
    OUTSIDE = "outside"
    NOT_AS_TEXT = "not_as_text"
    TEXT_TOO_LONG = "text_too_long"
    WORD_NEAR = "word_near"
    REFERENCE_UNKNOWN = "reference_unknown"
    TWICE = "twice"
    TIMES_MISSING = "times_missing"
    TIMES_TWICE = "times_twice"
    TIMES_OF_HOLIDAYS = "times_of_holidays"
    TOO_MANY_PERIODS = "too_many_periods"
    OTHER_MUNICIPALITY = "other_municipality"
    EDITION_MISSING = "edition_missing"


def fault(what: Fault, **facts: Fact) -> Refusal:
    """A refusal BAD_FILE. `text` may quote a cell: the whole file has passed the guard against CPR numbers before."""
    if "text" in facts:
        facts["text"] = str(facts["text"])[:SHOWN]
    return Refusal(Code.BAD_FILE, fault=what.value, **facts)
