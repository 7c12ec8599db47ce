"""What changed, and what came after it? Never that one came of the other: what happened at the same time can have done it too."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext, ngettext

from velkommen.apps.catalogue.queries import groups
from velkommen.apps.evaluation.effects import Asked, Found, effect, history
from velkommen.domain.effects.changes import Change, Sort
from velkommen.domain.effects.judging import Verdict
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Told
from velkommen.interfaces.web.charts.chart import Chart
from velkommen.interfaces.web.effects import drawn, method, said
from velkommen.interfaces.web.effects.said import FOUND, Names
from velkommen.interfaces.web.tables.table import Cell, Table
from velkommen.interfaces.web.templatetags.words import short_day

SORTS = (Sort.MODEL, Sort.TASKS, Sort.HOURS)  # what a municipality decides, the weightiest first
MOST, DRAWN = 4, 2  # changes looked at, and charts: a report is no archive


def section(told: Told) -> Section | None:
    names, places = _names(told), [place for place, _ in told.places]
    changes = chosen(history(places), told.gathered.first, told.gathered.last)
    looked_at = [effect(Asked(one), places, told.over) for one in changes]
    if not looked_at:
        return None
    tellable = [found for found in looked_at if found.answer.verdict is not Verdict.TOO_LITTLE]
    return Section(
        "changing",
        gettext("What changed, and what came after it?"),
        _title(looked_at, names),
        [_sentence(found, names) for found in looked_at],
        _charts(tellable, names),
        [_table(looked_at, names)],
        [
            *(method.assumed(tellable[0]) if tellable else ()),
            gettext(
                "Whatever else happened at the same time can have done it too: a report cannot tell the one from the other."
            ),
        ],
    )


def chosen(known: Iterable[Change], first: date, last: date) -> list[Change]:
    """The weightiest changes of some days, one a place and day, the newest first among equals. A year that begins with a change
    tells it: what was before it is counted, though it lies before the span."""
    days = [one for one in known if first <= one.day <= last and one.sort in SORTS]
    days.sort(key=lambda one: (SORTS.index(one.sort), -one.day.toordinal(), one.place))
    once = {(one.place, one.day): one for one in reversed(days)}
    return [one for one in days if once[one.place, one.day] is one][:MOST]


def _names(told: Told) -> Names:
    return Names(dict(told.places), told.names, {group.letter: group.name for group in groups()})


def _title(looked_at: list[Found], names: Names) -> str:
    """The surest thing that can be said."""
    sure = next((found for found in looked_at if found.answer.verdict in FOUND), None)
    if sure:
        return said.title(sure, names)
    if any(found.answer.verdict is Verdict.NONE for found in looked_at):
        return gettext("No effect was found of what changed")
    return gettext("There is too little data to say what came after what changed")


def _sentence(found: Found, names: Names) -> str:
    one = found.asked.change
    place = names.places[one.place]
    begins = gettext("{place}, {day}: {change}.").format(
        place=place, day=short_day(one.day), change=said.change(one, names)
    )
    return " ".join([begins, *said.lead(found, names, few=True)])


def _charts(tellable: list[Found], names: Names) -> list[Chart]:
    charts: list[Chart] = []
    for index, found in enumerate(tellable[:DRAWN]):
        chart = drawn.chart(found, names, few=True)
        charts += [replace(chart, key=f"changing-{index}")] if chart else []
    return charts


def _table(looked_at: list[Found], names: Names) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for found in looked_at:
        one, value = found.asked.change, found.answer.effect
        between = said.effect(value, found.asked.looked) if value else "–"
        answer = said.verdict_of(found.answer, found.asked.looked)
        rows.append((short_day(one.day), names.places[one.place], said.change(one, names), answer, between))
    title = ngettext("{n} change was looked at", "{n} changes were looked at", len(rows)).format(n=len(rows))
    head = (
        gettext("From"),
        gettext("Place"),
        gettext("What changed"),
        gettext("Enquiries after it"),
        gettext("Between (95 %)"),
    )
    return Table("changes", title, head, rows)
