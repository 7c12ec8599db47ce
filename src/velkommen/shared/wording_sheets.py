"""What is wrong with a sheet, and the cure, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.sheets import Fault

#: What is wrong with a sheet: the sentence of BAD_FILE.
FAULTS: Mapping[str, Promise] = MappingProxyType(
    {
        Fault.TOO_LARGE: _("The file is too large: at most %(most)s MB. Split it into several files."),
        Fault.LOCKED: _("The file is locked by a password. Save it without one and try again."),
        Fault.OLD_EXCEL: _("This is an old Excel file (.xls). Save it as .xlsx or CSV and try again."),
        Fault.NOT_A_SHEET: _("This is neither CSV nor Excel (.xlsx). Save the sheet as one of them and try again."),
        Fault.BROKEN: _(
            "The file is damaged and cannot be read. Open it in a spreadsheet, save it again and try again."
        ),
        Fault.EMPTY: _("There are no rows in the file. Choose the file you filled in."),
        Fault.SEVERAL_SHEETS: _("The file has several sheets (%(sheets)s). Save each one as a file of its own."),
        Fault.TOO_MANY_ROWS: _("The file has more than %(most)s rows. Split it into several files."),
        Fault.TOO_MANY_ENQUIRIES: _("The file counts more than %(most)s enquiries. Split it, for example by year."),
        Fault.TOO_WIDE: _(
            "The sheet reaches to cell %(where)s. Delete the empty rows and columns around what you filled in."
        ),
        Fault.HIDDEN: _(
            "Something is hidden in the sheet (%(where)s). Show it or delete it, so that you see all that is read."
        ),
        Fault.MERGED: _("Cells are merged (%(where)s). Unmerge them and fill in each cell."),
        Fault.HEAD_MISSING: _("No headings were found. Name the columns in the first row, for example: %(example)s"),
        Fault.HEAD_TWICE: _("Two columns say “%(column)s” (the second is “%(text)s”). Keep one of them."),
        Fault.NO_DATES: _("No column says when. Add one called “dato” or “periode”."),
        Fault.FORMULA: _("There is a formula in the row. Paste its value instead."),
        Fault.DATE_MISSING: _("The date is missing. Write it like 24-11-2026."),
        Fault.BAD_DATE: _("“%(text)s” is no date. Write it like 24-11-2026."),
        Fault.BAD_PERIOD: _(
            "“%(text)s” is no period. Write it like “jan-okt 2026”, “uge 43 2026” or “1-1-2026 - 31-10-2026”."
        ),
        Fault.BAD_TIME: _("“%(text)s” is no time of day. Write it like 10.15, or leave it empty."),
        Fault.NOT_OVER: _("“%(text)s” is not over yet. Put the date right, or import it later."),
        Fault.TOO_OLD: _("“%(text)s” lies before %(year)s. Put the year right."),
        Fault.COUNT_MISSING: _("The count is missing. Write how many, or delete the row."),
        Fault.COUNT_ZERO: _("The count is 0. Write how many, or delete the row."),
        Fault.COUNT_NEGATIVE: _("The count “%(text)s” is below 0. Write how many, or delete the row."),
        Fault.COUNT_NOT_WHOLE: _("The count “%(text)s” is no whole number. Write it in digits alone, like 1250."),
        Fault.COUNT_TOO_LARGE: _("The count “%(text)s” is over %(most)s. Check it, or split it into several rows."),
        Fault.TOTAL: _("This looks like a total. Delete the row, so that nothing is counted twice."),
        Fault.CATEGORY_MISSING: _("The category is missing. Fill it in; write “Andet” where none fits."),
        Fault.CATEGORY_UNKNOWN: _("There is no category called “%(text)s”. Write the name of a task, or “Andet”."),
        Fault.CATEGORY_NEAR: _("There is no category called “%(text)s”. Do you mean “%(near)s”?"),
        Fault.PLACE_MISSING: _("The place is missing. Fill it in, or say which place the file is for (--place)."),
        Fault.PLACE_UNKNOWN: _(
            "There is no place called “%(text)s”. Put the name right, or say which place it stands for (--place)."
        ),
        Fault.WORD_UNKNOWN: _("“%(text)s” is not known under “%(column)s”. Write one of these: %(known)s."),
        Fault.OUTCOME_TWICE: _(
            "The category “%(text)s” says how it ended, and the outcome says something else. Keep one of them."
        ),
        Fault.TOO_MANY_CELLS: _("The row has more cells than there are headings. Check the separators and quotes."),
        Fault.SHEET_UNKNOWN: _("Nobody knows what this sheet is about. Call it one of these, or delete it: %(known)s."),
        Fault.SHEET_TWICE: _("Another sheet is about the same (%(other)s). Put their rows together in one."),
        Fault.COLUMN_MISSING: _("There is no column “%(column)s”. Add it: each row needs it."),
        Fault.COLUMN_NEAR: _("There is no column called “%(text)s”. Do you mean “%(near)s”?"),
        Fault.CELL_MISSING: _("“%(column)s” is empty. Fill it in."),
        Fault.SHAPE: _("“%(text)s” cannot stand under “%(column)s”. Write it like %(example)s."),
        Fault.OUTSIDE: _("“%(text)s” under “%(column)s” must be a number from %(least)s to %(most)s. Put it right."),
        Fault.NOT_AS_TEXT: _(
            "“%(text)s” under “%(column)s” is a number or a date to the spreadsheet. Make the column text, and write it again."
        ),
        Fault.TEXT_TOO_LONG: _("The text under “%(column)s” has more than %(most)s characters. Shorten it."),
        Fault.WORD_NEAR: _("“%(text)s” is not known under “%(column)s”. Do you mean “%(near)s”?"),
        Fault.REFERENCE_UNKNOWN: _(
            "“%(text)s” under “%(column)s” is not known. Put it right, or add a row for it to the sheet “%(sheet)s”."
        ),
        Fault.TWICE: _("Row %(other)s is about the same. Keep one of the two."),
        Fault.TIMES_MISSING: _(
            "When it is open is missing. Fill in weekdays, opens and closes, or write it as one text: Mo-Fr 10:00-18:00"
        ),
        Fault.TIMES_TWICE: _("The hours stand here both as one text and as weekday and times. Keep one of the two."),
        Fault.TIMES_OF_HOLIDAYS: _(
            "Hours of public holidays cannot stand in the text. Write those days in the sheet “%(sheet)s”."
        ),
        Fault.TOO_MANY_PERIODS: _(
            "More than %(most)s rows say when one place is open. Put weekdays with the same times together in one row."
        ),
        Fault.OTHER_MUNICIPALITY: _("This is the house of %(name)s (%(number)s). Put the code right."),
        Fault.EDITION_MISSING: _(
            "KLE numbers change from edition to edition. Write under “%(column)s” which one the number is from, like maj 2025."
        ),
    }
)
