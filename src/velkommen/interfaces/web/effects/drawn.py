"""The chart and the tables of an answer."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext

from velkommen.apps.evaluation.effects import MONTHLY, SHARES, Found
from velkommen.domain.effects.judging import Answer, Point
from velkommen.domain.effects.stretches import A_WEEK, next_month
from velkommen.domain.measures import Share
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.web.charts.chart import Band, Lines, Moment, Series
from velkommen.interfaces.web.effects import said
from velkommen.interfaces.web.effects.said import Names
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables.said import per_cent
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Change, Per, Table
from velkommen.interfaces.web.templatetags.words import number, short_day

ROWS = 8  # of the table of weeks on the screen; the file has all
NOTHING, WORKED_OUT = "–", 4  # columns of what is worked out


def chart(found: Found, names: Names, *, few: bool) -> Lines | None:
    """What was counted, what the change adds, and what would have been; None where nothing was counted.

    Args:
        few: what was counted of a few is kept back.
    """
    points = _filled(found)
    if not points:
        return None
    answered = found.answer.effect is not None

    def line(of: Callable[[Point], float], only: Callable[[Point], bool] = bool) -> list[float | None]:
        return [of(point) if point is not None and only(point) else None for _, point in points]

    def after(point: Point) -> bool:
        return point.after

    def told(point: Point) -> bool:
        return not (few and _of_few(found, point))

    series = [Series(gettext("Counted"), line(lambda one: one.seen, told))]
    if answered:
        series.append(Series(gettext("Worked out"), line(lambda one: one.fitted)))
        series.append(Series(gettext("Without the change"), line(lambda one: one.without, after)))
    band = Band(
        gettext("Where it would lie without the change"),
        line(lambda one: one.low, after),
        line(lambda one: one.high, after),
    )
    return Lines(
        key="effect",
        title=said.title(found, names),
        points=[day for day, _ in points],
        series=series,
        band=band if answered else None,
        moments=[Moment(found.asked.change.day, short_day(found.asked.change.day))],
        monthly=found.asked.looked.what in MONTHLY,
        said=_whole_per_cent if found.asked.looked.what in SHARES else number,
    )


def tables(found: Found, names: Names, *, few: bool) -> list[Table]:
    """What the answer was checked by, if there is one, and every week (or month) it stands on. `few`: as `chart` has it."""
    return [*([checks(found, names)] if found.answer.effect else []), stretches(found, few=few)]


def _of_few(found: Found, point: Point) -> bool:
    """Whether so few were counted, or so few were not of the share, that it is kept back; visits and loans are the library's own."""
    what = found.asked.looked.what
    if what in SHARES:
        return UNTOLD in numbers_of_few.share(Share(point.number, point.whole), few=True)
    return what not in MONTHLY and 0 < point.number < SMALL


def checks(found: Found, names: Names) -> Table:
    what = found.asked.looked
    head = (
        gettext("What was asked"),
        gettext("Effect"),
        gettext("At least"),
        gettext("At most"),
        gettext("What it says"),
    )
    rows = [(words, *_numbers(answer), said.verdict_of(answer, what)) for words, answer in _asked(found, names)]
    unit = gettext("Per cent of what would have been.")
    points = gettext("Percentage points.")
    interval = gettext("The truth lies between the least and the most in 95 of 100 such answers.")
    return Table(
        "checks",
        gettext("What the answer was checked by"),
        head,
        rows,
        notes=[points if what.what in SHARES else unit, interval, *_unchecked(found)],
    )


def stretches(found: Found, *, few: bool) -> Table:
    monthly = found.asked.looked.what in MONTHLY
    rows: list[Sequence[Cell]] = []
    for point in reversed(found.answer.points):
        seen, *worked_out = _values(found, point)
        rows.append((point.begins, UNTOLD if few and _of_few(found, point) else seen, *worked_out))
    return Table(
        "weeks",
        gettext("Month by month") if monthly else gettext("Week by week"),
        (
            gettext("Month") if monthly else gettext("Week from"),
            gettext("Counted"),
            gettext("Worked out"),
            gettext("Without the change"),
            gettext("At least"),
            gettext("At most"),
        ),
        rows,
        notes=numbers_of_few.notes(rows),
        shown=ROWS,
        printed=ROWS,
    )


def _values(found: Found, point: Point) -> list[Cell]:
    """What was counted; and where there is an answer what was worked out, with what would have been."""
    share = found.asked.looked.what in SHARES
    if found.answer.effect is None:
        return [_cell(point.seen, share=share), *[NOTHING] * WORKED_OUT]
    return [_cell(value, share=share) for value in (point.seen, point.fitted, point.without, point.low, point.high)]


def _asked(found: Found, names: Names) -> list[tuple[str, Answer]]:
    """The question, and those whose answer should be no."""
    place = names.places[found.asked.change.place]
    beside = gettext("{place}, beside other places") if found.answer.compared else gettext("{place}, by itself")
    asked = [(beside.format(place=place), found.answer)]
    if found.alone is not None:
        asked.append((gettext("{place}, by itself").format(place=place), found.alone))
    if found.pretended is not None:
        asked.append((gettext("{place}, a change that never was").format(place=place), found.pretended))
    asked += [
        (gettext("{place}, where nothing changed").format(place=names.places[other]), answer)
        for other, answer in found.elsewhere
    ]
    return asked


def _unchecked(found: Found) -> list[str]:
    """What could not be checked, and why."""
    if found.answer.effect is None:
        return []
    notes = []
    if found.pretended is None:
        notes.append(gettext("The time before is too short to pretend a change in it."))
    if not found.beside:
        notes.append(
            gettext(
                "There is no other place of the kind where nothing of the sort changed and which was counted all the time."
            )
        )
    elif not found.answer.compared and found.asked.looked.what not in SHARES:
        notes.append(
            gettext("The other places have too few to be compared with: more chance would come in than goes out.")
        )
    return notes


def _numbers(answer: Answer) -> tuple[Cell, Cell, Cell]:
    if answer.effect is None:
        return NOTHING, NOTHING, NOTHING
    effect = answer.effect
    return Change(round(effect.value, 1)), Change(round(effect.low, 1)), Change(round(effect.high, 1))


def _cell(value: float, *, share: bool) -> Cell:
    return Per(round(value, 1)) if share else round(value)


def _whole_per_cent(value: float) -> str:
    return per_cent(round(value))


def _filled(found: Found) -> list[tuple[date, Point | None]]:
    """The points with what was left out between them, so that time runs evenly."""
    known = {point.begins: point for point in found.answer.points}
    if not known:
        return []
    day, last, filled = min(known), max(known), []
    while day <= last:
        filled.append((day, known.get(day)))
        day = next_month(day) if found.asked.looked.what in MONTHLY else day + A_WEEK
    return filled
