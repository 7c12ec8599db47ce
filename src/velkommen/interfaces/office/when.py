"""Where and when do they come? Weekday and hour, place by place, outside the town hall's hours; visits and loans beside it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import MonthOfPlace
from velkommen.domain.insight.registry import Key, counted_months
from velkommen.domain.measures import FEW, Share
from velkommen.domain.small_cells import Sum, in_table
from velkommen.interfaces.office.parts import Answer, Part, Seen, late_places
from velkommen.interfaces.web.charts.chart import Columns, Heat, Series
from velkommen.interfaces.web.tables import few, insight, said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Hours, Per, Table
from velkommen.interfaces.web.templatetags.words import month_word, number, short_day
from velkommen.shared.danish import collation
from velkommen.shared.wording_hours import weekday

SHOWN = 15
WEEK = range(7)


def answer(seen: Seen) -> Answer:
    parts = [
        _hours(seen),
        Part(_places(seen)),
        Part(insight.outside("when-outside", seen.period.all, seen.task, few=seen.choice.few)),
        *_library(seen),
    ]
    return Answer(_lead(seen), [part for part in parts if part.table.rows], late_places(seen))


def _lead(seen: Seen) -> str:
    hours, outside = worked.by_hour(seen.period.all), worked.outside(seen.period.all)
    if hours.total() < FEW:
        return gettext("Too little has been counted to say.")
    (day, hour), _ = hours.most_common(1)[0]
    told = gettext("Most come on {busiest}; the busiest hour is {weekday} {hour}.").format(
        busiest=weekday(_busiest(hours)), weekday=weekday(day), hour=Hours(hour, hour + 1)
    )
    share = few.in_words(outside, few=seen.choice.few)
    if not outside.whole or not share:
        return told
    words = gettext("{share} came when no town hall was staffed.")
    return f"{told} {words.format(share=share)}"


def _busiest(found: Mapping[tuple[int, int], int]) -> int:
    """The weekday with most, of numbers by weekday and hour."""
    return max(WEEK, key=lambda day: sum(count for (of, _), count in found.items() if of == day))


def _hours(seen: Seen) -> Part:
    """One row per hour, one column per weekday."""
    found = worked.by_hour(seen.period.all)
    used = sorted({hour for _, hour in found})
    hours = list(range(used[0], used[-1] + 1)) if used else []
    kept = (
        in_table({(hour, day): found[day, hour] for hour in hours for day in WEEK}) if seen.choice.few else frozenset()
    )
    rows: list[tuple[Cell, ...]] = [
        (Hours(hour, hour + 1), *(UNTOLD if (hour, day) in kept else found[day, hour] for day in WEEK))
        for hour in hours
    ]
    sums = {day: sum(found[day, hour] for hour in hours) for day in WEEK}
    title = gettext("When people come")
    if found.total() >= FEW:
        title = gettext("{weekday} is the busiest day").format(weekday=weekday(_busiest(found)).capitalize())
    about = gettext("Of {known} enquiries whose time of day is known; {all} in all.").format(
        known=number(found.total()), all=number(seen.number)
    )
    known = few.share(Share(found.total(), seen.number), few=seen.choice.few)
    told = UNTOLD not in known and (Sum.ALL, Sum.ALL) not in kept
    table = Table(
        "when-hours",
        title,
        (gettext("Hour"), *(weekday(day).capitalize() for day in WEEK)),
        rows,
        total=[gettext("Total"), *(UNTOLD if (Sum.ALL, day) in kept else sums[day] for day in WEEK)] if rows else (),
        notes=few.notes(rows, *([about] if told else [])),
        measure=Key.HOURS,
    )
    values = [[None if (hour, day) in kept else found[day, hour] or None for hour in hours] for day in WEEK]
    nothing = gettext("none, or too few to tell") if kept else gettext("nobody")
    chart = Heat("when-heat", title, [weekday(day).capitalize() for day in WEEK], hours, values, nothing)
    return Part(table, chart if any(value for row in values for value in row) else None)


def _places(seen: Seen) -> Table:
    counts = {place: worked.number([cells]) for place, cells in seen.period.blocks.items()}
    ordered = sorted(counts, key=lambda place: (-counts[place], collation(seen.places[place])))
    cells = few.numbers(counts, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = [
        (seen.places[place], *cells[place], _since(seen, place)) for place in ordered if counts[place]
    ]
    title, total = gettext("Where people came"), few.total(counts, few=seen.choice.few)
    if rows and seen.number >= FEW and isinstance(share := rows[0][2], Per):
        title = gettext("{place} took {share} of all enquiries").format(
            place=rows[0][0], share=said.per_cent(share.value or 0.0)
        )
    return Table(
        "when-places",
        title,
        (gettext("Place"), gettext("Number"), gettext("Share"), gettext("Counts since")),
        rows,
        total=[*total, ""] if total else (),
        bars=few.bars(rows) if len(rows) > 1 else (),
        notes=few.notes(rows),
        measure=Key.PLACES,
    )


def _since(seen: Seen, place: int) -> str:
    day = seen.period.since.get(place)
    return short_day(day) if day else "–"


def _library(seen: Seen) -> list[Part]:
    """What the library's own systems say, typed in or imported; nothing where nothing is known."""
    at = {place: index for index, place in enumerate(seen.places)}
    months = sorted(seen.period.months, key=lambda one: (-one.month.toordinal(), at[one.place]))
    if not months:
        return []
    visits = counted_months(seen.period, lambda one: one.visits)
    loans = counted_months(seen.period, lambda one: one.loans)
    rows: list[tuple[Cell, ...]] = [
        (month_word(one.month).capitalize(), seen.places[one.place], _or_dash(one.visits), _or_dash(one.loans))
        for one in months
    ]
    title, columns = _visits_title(months), _columns(months, _visits_title(months))
    gaps = bool(columns and None in columns.series[0].values)
    table = Table(
        "when-library",
        title,
        (gettext("Month"), gettext("Library"), gettext("Visits"), gettext("Loans")),
        rows,
        total=[gettext("Total"), "", sum(one.visits or 0 for one in months), sum(one.loans or 0 for one in months)],
        notes=[
            gettext("Known are {visits} of the months for visits, {loans} for loans: whole months of the span.").format(
                visits=said.share(visits), loans=said.share(loans)
            ),
            *([gettext("A month in which a library is missing has no column.")] if gaps else []),
            gettext("Source: the library's own systems, typed in or imported by the staff."),
        ],
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.VISITS,
    )
    return [Part(table, columns)]


def _or_dash(count: int | None) -> Cell:
    return "–" if count is None else count


def _visits_title(months: Sequence[MonthOfPlace]) -> str:
    visits = sum(one.visits or 0 for one in months)
    return gettext("{visits} visits to the libraries are known").format(visits=number(visits))


def _columns(months: Sequence[MonthOfPlace], title: str) -> Columns | None:
    """The sum of all libraries; a month in which one of them is missing is a gap."""
    points = sorted({one.month for one in months})
    places = {one.place for one in months}
    values = [_all_of(months, point, len(places)) for point in points]
    if len(points) < 2:
        return None
    return Columns("when-visits", title, points, [Series(gettext("Visits"), values)], monthly=True, said=_short)


def _all_of(months: Sequence[MonthOfPlace], point: date, places: int) -> float | None:
    known = [one.visits for one in months if one.month == point and one.visits is not None]
    return sum(known) if len(known) == places else None


def _short(value: float) -> str:
    return number(round(value))
