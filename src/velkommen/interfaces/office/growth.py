"""How does it grow? Against a year before, at places that counted in both; by place, by task, for each 1,000 inhabitants."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.growth import Growth, NoBasis, growth, visited, visits
from velkommen.domain.insight.registry import Key, per_thousand
from velkommen.domain.measures import FEW
from velkommen.interfaces.office.parts import Answer, Part, Seen, late_places
from velkommen.interfaces.web.charts.chart import Columns, Series
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Change, Table
from velkommen.interfaces.web.templatetags.words import month_word, number, short_day
from velkommen.shared.wording_measures import NO_BASIS

SHOWN, MONTHS = 15, 3


def answer(seen: Seen) -> Answer:
    found = _told(seen, growth(seen.period))
    parts = [
        _months(seen),
        Part(_places(seen, found)),
        Part(_tasks(seen)),
        Part(_visits(seen)),
        Part(_inhabitants(seen)),
    ]
    return Answer(_lead(found), [part for part in parts if part.table.rows], _notes(seen, found))


def _told(seen: Seen, found: Growth) -> Growth:
    """With the reason why nothing is told of it where one of its numbers is of a few."""
    small = any(few.nothing(number, few=seen.choice.few) for number in (found.now, found.then))
    return replace(found, why=NoBasis.KEPT_BACK) if small and not found.why else found


def _lead(found: Growth) -> str:
    if found.why:
        return str(NO_BASIS[found.why])
    percent = found.percent or 0.0
    words = gettext("About the same as a year before: {now} enquiries, then {then} ({change}).")
    if percent >= 1:
        words = gettext("{change} enquiries against a year before: {now} now, then {then}.")
    elif percent <= -1:
        words = gettext("Fewer than a year before, {change}: {now} enquiries now, then {then}.")
    return words.format(now=number(found.now), then=number(found.then), change=said.change(found.percent))


def _notes(seen: Seen, found: Growth) -> list[str]:
    if found.why:
        return late_places(seen)
    began, ended = worked.baseline(seen.choice.first, seen.choice.last)
    told = [gettext("Compared with {first} to {last}.").format(first=short_day(began), last=short_day(ended))]
    if found.left_out:
        names = ", ".join(seen.places[place] for place in found.left_out)
        told.append(gettext("Not in the comparison, since they did not count then: {places}.").format(places=names))
    return [*told, *late_places(seen)]


def _months(seen: Seen) -> Part:
    """Whole months alone: a part of one would look like a fall. Of the places that counted in both."""
    both = sorted(worked.comparable(seen.period))
    now, then = seen.months(both), seen.months_before(both)
    months = [month for month in seen.whole_months if both]
    before = {month: worked.year_before(month) for month in months}
    kept = _months_of_few(seen, {month: (_value(now, month), _value(then, before[month])) for month in months})
    rows: list[tuple[Cell, ...]] = [
        (month_word(month).capitalize(), _number(now, month), _number(then, before[month]), _change(now, then, month))
        if month not in kept
        else (month_word(month).capitalize(), UNTOLD, UNTOLD, UNTOLD)
        for month in reversed(months)
    ]
    title = _months_title([(_value(now, month), _value(then, before[month])) for month in months if month not in kept])
    table = Table(
        "growth-months",
        title,
        (gettext("Month"), gettext("Now"), gettext("A year before"), gettext("More or fewer")),
        rows,
        notes=few.notes(rows, gettext("Whole months alone: a part of one would look like a fall.")),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.GROWTH,
    )
    series = [
        Series(gettext("Now"), [None if month in kept else _value(now, month) for month in months]),
        Series(gettext("A year before"), [None if month in kept else _value(then, before[month]) for month in months]),
    ]
    chart = Columns("growth-columns", title, months, series, monthly=True, said=_whole) if len(months) > 1 else None
    return Part(table, chart)


def _months_of_few(seen: Seen, found: Mapping[date, tuple[float | None, float | None]]) -> set[date]:
    """The months that are not told: those with a few, now or then, and another where the sum would tell."""
    kept: set[date] = set()
    for side in (0, 1):
        cells = few.numbers({month: round(pair[side] or 0) for month, pair in found.items()}, few=seen.choice.few)
        kept |= {month for month, told in cells.items() if UNTOLD in told}
    return kept


def _months_title(pairs: Sequence[tuple[float | None, float | None]]) -> str:
    known = [(now, then) for now, then in pairs if now is not None and then is not None]
    if len(known) < MONTHS:
        return gettext("Month by month, now and a year before")
    more = sum(now > then for now, then in known)
    return gettext("More than a year before in {more} of {months} months").format(more=more, months=len(known))


def _whole(value: float) -> str:
    return number(round(value))


def _value(found: Mapping[date, object], month: date) -> float | None:
    line = found.get(month)
    return None if line is None else float(getattr(line, "number", 0))


def _number(found: Mapping[date, object], month: date) -> Cell:
    value = _value(found, month)
    return "–" if value is None else round(value)


def _change(now: Mapping[date, object], then: Mapping[date, object], month: date) -> Cell:
    return Change(_percent(_value(now, month) or 0, _value(then, worked.year_before(month)) or 0))


def _percent(now: float, then: float) -> float | None:
    """None where fewer than FEW were counted then."""
    return round(100 * (now - then) / then, 1) if then >= FEW else None


def _places(seen: Seen, found: Growth) -> Table:
    both = worked.comparable(seen.period)
    then = {place: seen.period.before[place].number if place in seen.period.before else 0 for place in both}
    ordered = sorted(both, key=lambda place: (-seen.period.blocks[place].number, place))
    now = {place: seen.period.blocks[place].number for place in ordered}
    secret = few.numbers(now, few=seen.choice.few), few.numbers(then, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = []
    for place in ordered:
        cells = [side[place][0] for side in secret]
        change = UNTOLD if UNTOLD in cells else Change(_percent(now[place], then[place]))
        rows.append((seen.places[place], *cells, change))
    sums = [few.whole(counts, few=seen.choice.few) for counts in (now, then)]
    told = [place for place, row in zip(ordered, rows, strict=True) if then[place] >= FEW and UNTOLD not in row]
    title = gettext("Place by place")
    if len(told) > 1:
        top = max(told, key=lambda place: now[place] / then[place])
        words = gettext("Changed most upwards: {place} ({change})")
        grown = said.change(_percent(now[top], then[top]))
        title = words.format(place=seen.places[top], change=grown)
    return Table(
        "growth-places",
        title,
        (gettext("Place"), gettext("Now"), gettext("A year before"), gettext("More or fewer")),
        rows,
        total=[gettext("Total"), *sums, UNTOLD if UNTOLD in sums else Change(found.percent)] if rows else (),
        notes=few.notes(rows, gettext("A dash: fewer than {few} were counted then.").format(few=FEW)),
        measure=Key.GROWTH,
    )


def _tasks(seen: Seen) -> Table:
    """What changed most in number, either way, first."""
    both = worked.comparable(seen.period)
    now = worked.by_task(seen.period.blocks[place] for place in both)
    then = worked.by_task(cells for place, cells in seen.period.before.items() if place in both)
    ordered = sorted({*now, *then}, key=lambda task: (-abs(now[task] - then[task]), task))
    secret = few.numbers(now, few=seen.choice.few), few.numbers(then, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = []
    for task in ordered:
        cells = [side.get(task, (0, 0))[0] for side in secret]
        change = UNTOLD if UNTOLD in cells else Change(_percent(now[task], then[task]))
        rows.append((seen.task(task), *cells, change))
    title = gettext("What has changed most")
    if ordered and then.total() >= FEW and UNTOLD not in rows[0]:
        top = ordered[0]
        words = gettext("Changed most: {task} ({difference})")
        title = words.format(task=seen.task(top), difference=f"{now[top] - then[top]:+d}".replace("-", "−"))
    return Table(
        "growth-tasks",
        title,
        (gettext("Task"), gettext("Now"), gettext("A year before"), gettext("More or fewer")),
        rows if both else [],
        notes=few.notes(rows),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.GROWTH,
    )


def _visits(seen: Seen) -> Table:
    """Visits to the libraries, as they count them themselves."""
    both, whole = visits(seen.period), visited(seen.period)
    rows: list[tuple[Cell, ...]] = [
        (seen.places[place], now, then, Change(_percent(now, then)))
        for place, (now, then) in sorted(both.items(), key=lambda one: (-one[1][0], one[0]))
    ]
    return Table(
        "growth-visits",
        gettext("{change} visits to the libraries against a year before").format(change=said.change(whole.percent)),
        (gettext("Library"), gettext("Now"), gettext("A year before"), gettext("More or fewer")),
        rows,
        total=[gettext("Total"), whole.now, whole.then, Change(whole.percent)] if len(rows) > 1 else (),
        notes=[
            gettext("Only months that are known of a library in both years are compared."),
            gettext("Source: the library's own systems, typed in or imported by the staff."),
        ],
        measure=Key.VISITS,
    )


def _inhabitants(seen: Seen) -> Table:
    people = seen.period.inhabitants
    rate = per_thousand(seen.period)
    if people is None or rate is None or not seen.number:
        return Table("growth-inhabitants", "", (), [])
    source = people.source or gettext("the number chosen when the house was founded")
    since = gettext(", of {day}").format(day=short_day(people.since)) if people.since else ""
    return Table(
        "growth-inhabitants",
        gettext("{rate} enquiries for each 1,000 inhabitants").format(rate=number(rate)),
        (gettext("Enquiries"), gettext("Inhabitants"), gettext("For each 1,000")),
        [(number(seen.number), people.number, rate)],
        notes=[
            gettext("Inhabitants: {source}{since}.").format(source=source, since=since),
            gettext("Inhabitants are those of the whole municipality, whichever places are chosen."),
        ],
        measure=Key.PER_THOUSAND,
    )
