"""How many come, and are there more of them?"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext

from velkommen.domain.insight.growth import Growth, not_there_yet, visited, visits
from velkommen.domain.insight.registry import Key, counted_months, per_thousand
from velkommen.domain.measures import FEW
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Told, grid
from velkommen.interfaces.web.charts.chart import Chart, Lines, Series
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import Cell, Change, Table
from velkommen.interfaces.web.templatetags.words import month_word, number, short_day
from velkommen.shared.danish import collation
from velkommen.shared.wording_measures import NO_BASIS

LEVEL = 1.0  # per cent; a smaller change is told as none
LINE_FROM = 3  # months that make a line
HOUSES = ("library", "hall", "other")
ALL = "all"


def section(told: Told) -> Section:
    found = told.grown
    return Section(
        "growing",
        gettext("How many come, and are there more of them?"),
        title(told, found),
        [*_sentences(told, found)],
        _charts(told),
        _tables(told),
        [coverage_words(told), *_late(told), *_left_out(told, found)],
        (Key.ENQUIRIES, Key.GROWTH, Key.PER_THOUSAND),
    )


def visiting(told: Told) -> Section | None:
    """Visits and loans, as the libraries count them themselves; None where nobody has written any down."""
    months = told.period.months
    if not months:
        return None
    both, whole = visits(told.period), visited(told.period)
    known = [one.visits for one in months if one.visits is not None]
    heading = gettext("{visits} visits to the libraries are known").format(visits=number(sum(known)))
    if whole.percent is not None:
        words = gettext("{change} visits to the libraries against a year before")
        heading = words.format(change=said.change(whole.percent))
    share = counted_months(told.period, lambda one: one.visits)
    covers = gettext("Visits are known of {share} of the months, whole months of the report alone.")
    return Section(
        "visiting",
        gettext("How many visit the libraries?"),
        heading,
        [covers.format(share=said.share(share))],
        tables=[_libraries(told, both)],
        notes=[
            gettext("Only months that are known of a library in both years are compared."),
            gettext("Source: the library's own systems, typed in or imported by the staff."),
        ],
        measures=(Key.VISITS, Key.LOANS),
    )


def _libraries(told: Told, both: Mapping[int, tuple[int, int]]) -> Table:
    """Each library with what is known of it, and its visits of the months that are compared."""
    names = {point.pk: point.name for point in told.gathered.points}
    sums: dict[int, tuple[int, int]] = {}
    for one in told.period.months:
        came, lent = sums.get(one.place, (0, 0))
        sums[one.place] = came + (one.visits or 0), lent + (one.loans or 0)
    rows: list[tuple[Cell, ...]] = []
    for place in sorted(sums, key=lambda one: collation(names[one])):
        now, then = both.get(place, (0, 0))
        change = round(100 * (now - then) / then, 1) if then >= FEW else None
        rows.append((names[place], *sums[place], Change(change)))
    total: list[Cell] = [gettext("Total"), *(sum(one[side] for one in sums.values()) for side in (0, 1))]
    head = (gettext("Library"), gettext("Visits"), gettext("Loans"), gettext("Visits against a year before"))
    return Table("visits", gettext("Visits and loans of the libraries"), head, rows, total=[*total, ""])


def title(told: Told, found: Growth) -> str:
    if found.percent is None:
        return capfirst(gettext("{n} enquiries were counted").format(n=told.many))
    if abs(found.percent) < LEVEL:
        return gettext("As many enquiries as a year before")
    words = gettext("{percent} more enquiries than a year before")
    if found.percent < 0:
        words = gettext("{percent} fewer enquiries than a year before")
    return words.format(percent=said.per_cent(abs(found.percent)))


def _sentences(told: Told, found: Growth) -> list[str]:
    people = per_thousand(told.period) if told.everywhere else None
    parts = [counted(told)]
    if people is not None and not few.nothing(told.number, few=True):
        parts.append(gettext("That is {n} for each 1,000 inhabitants.").format(n=number(people)))
    if found.why:
        return [" ".join(parts), str(NO_BASIS[found.why])]
    compared = gettext("At the places that counted in both years there were {now} against {then} a year before.")
    return [" ".join(parts), compared.format(now=number(found.now), then=number(found.then))]


def counted(told: Told) -> str:
    """How many, and where."""
    words = gettext("{n} enquiries were counted at {places}.")
    return capfirst(words.format(n=told.many, places=places_word(told)))


def places_word(told: Told) -> str:
    """One place by its name, several by how many they are."""
    if len(told.places) == 1:
        return told.places[0][1]
    return gettext("{n} places").format(n=len(told.places))


def coverage_words(told: Told) -> str:
    """How much of the staffed hours the figures speak for."""
    if not told.covered.whole:
        return gettext("No hours are known in which the desks were staffed: what was not counted cannot be told.")
    words = gettext(
        "Something was counted in {share} of the staffed hours. In the others nobody counted, or nobody came: we do not know."
    )
    return words.format(share=said.share(told.covered))


def _late(told: Told) -> list[str]:
    """Places that began to count after the report begins: their days before are no zeros."""
    names = dict(told.places)
    since = not_there_yet(told.gathered.first, told.period.since)
    words = gettext("{place} counts since {day}: nothing is known of it before.")
    return [words.format(place=names[place], day=short_day(day)) for place, day in since.items() if place in names]


def _left_out(told: Told, found: Growth) -> list[str]:
    names = dict(told.places)
    late = [names[place] for place in found.left_out if place in names]
    if not late or found.why:
        return []
    words = gettext("Not compared, since nothing was counted there a year before: {places}.")
    return [words.format(places=", ".join(late))]


def houses(told: Told) -> dict[str, str]:
    """The kinds of house that counted anything, each with its name."""
    names = {"library": gettext("Libraries"), "hall": gettext("Town hall"), "other": gettext("Other places")}
    there = {house_of(told, place) for place, _ in told.places}
    return {house: names[house] for house in HOUSES if house in there}


def house_of(told: Told, place: int) -> str:
    return "library" if place in told.libraries else "hall" if place in told.halls else "other"


def by_month(told: Told) -> dict[tuple[date, str], int]:
    """(month, kind of house) -> enquiries."""
    found: dict[tuple[date, str], int] = {}
    for (month, place), line in told.gathered.months.items():
        key = (month, house_of(told, place))
        found[key] = found.get(key, 0) + line.number
    return found


def _charts(told: Told) -> Sequence[Chart]:
    """What the table keeps back is a gap in the line, and so is a month nobody counted in: it is no zero."""
    months = told.whole_months
    if len(months) < LINE_FROM:
        return ()
    counts = told_by_month(told)
    series = [Series(name, [counts[month][house] or None for month in months]) for house, name in houses(told).items()]
    return [Lines("growing", gettext("Enquiries by month"), months, series, monthly=True)]


def told_by_month(told: Told) -> dict[date, dict[str, int | None]]:
    """Month -> kind of house, and ALL -> enquiries, None where they are too few to be told."""
    names = [*houses(told), ALL]
    return {
        month: {name: cell if isinstance(cell, int) else None for name, cell in zip(names, row[1:], strict=True)}
        for month, row in zip(months_of(told), rows_of(told)[0], strict=True)
    }


def months_of(told: Told) -> list[date]:
    """The months the span touches, the first of each."""
    return sorted({month for month, _ in told.gathered.months})


def rows_of(told: Told) -> tuple[list[tuple[Cell, ...]], list[Cell]]:
    """Enquiries by month (a row each) and kind of house, with the sums; what is of too few left out."""
    return grid(by_month(told), [(month, month_word(month)) for month in months_of(told)], houses(told))


def _tables(told: Told) -> list[Table]:
    names, months = houses(told), months_of(told)
    rows, total = rows_of(told)
    head = (gettext("Month"), *names.values(), gettext("All"))
    if len(names) == 1:  # then its numbers are those of all
        rows, total, head = [row[:2] for row in rows], total[:1], head[:2]
    touched = gettext("Of a month that lies only partly in the report, only these days are counted.")
    return [
        Table(
            "months",
            gettext("Enquiries by month"),
            head,
            rows,
            total=[gettext("Total"), *total],
            notes=[touched] if len(told.whole_months) < len(months) else [],
        )
    ]
