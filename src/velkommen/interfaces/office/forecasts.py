"""Told waits beside what came: the page and its files."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from math import inf
from types import MappingProxyType
from typing import TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.evaluation.calibration import came
from velkommen.domain.measures import FEW
from velkommen.domain.small_cells import Sum, hidden, in_table
from velkommen.domain.waiting.calibration import AIM, Band, Calibration, Came, bands, calibrated
from velkommen.domain.waiting.line import ENOUGH, How
from velkommen.interfaces.office import choice as choices
from velkommen.interfaces.office import sentences
from velkommen.interfaces.office.views import as_file
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.shown import shown
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Seconds, Table
from velkommen.interfaces.web.templatetags.words import number

K = TypeVar("K")
HOW: Mapping[How, Promise] = MappingProxyType(
    {
        How.MEASURED: _("The line replayed with measured minutes"),
        How.ASSUMED: _("The line replayed with the minutes of the catalogue"),
        How.LONGEST: _("The longest current wait for the task"),
    }
)


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """How well the waits told at the reader's places came true: a sentence, what it means, and the tables."""
    choice = choices.read(request)
    rows = came(choice.ids, choice.first, choice.last)
    facts = {
        "choice": choice,
        "quick": choices.quick_choices(choice),
        "period": sentences.period_words(choice),
        "lead": lead(calibrated(rows), few=choice.few),
        "tables": [shown(table) for table in tables(choice, rows)] if rows else [],
        "enough": ENOUGH,
    }
    return render(request, "office/forecasts.html", facts)


@login_required
@require_GET
def download(request: HttpRequest, sheet: str) -> HttpResponse:
    """One table of the page as a file."""
    choice = choices.read(request)
    rows = came(choice.ids, choice.first, choice.last)
    found = next((one for one in tables(choice, rows) if one.key == sheet), None)
    if found is None:
        raise Http404
    return as_file(found, choice)


def lead(found: Calibration, *, few: bool) -> str:
    """The page in words. `few`: shares of a few, or that leave a few, are kept back."""
    if found.error is None or found.bias is None:
        return gettext("No number of this period was told a wait and called.")
    secret = {one for _, one in _secret([found])} if few else frozenset()
    if Sum.ALL in secret:
        return gettext("That is too few to say how well the waits are told.")
    parts = [gettext("The middle of the range we told them was {error} off on average, {bias}.")]
    if Range.OUT not in secret:
        parts = [
            ngettext(
                "Of {count} number, {told} were called inside the range we told them.",
                "Of {count} numbers, {told} were called inside the range we told them.",
                found.numbers,
            ),
            gettext("The middle of it was {error} off on average, {bias}."),
        ]
    if found.numbers < FEW:
        parts.append(gettext("That is too few to say how well the waits are told."))
    elif Range.IN not in secret:
        parts.append(gettext("Before it is rounded, the range is to hold {aim}; it held {inside}."))
    return " ".join(parts).format(
        count=number(found.numbers),
        told=said.share(found.told),
        error=said.duration(60 * found.error),
        bias=_bias(found.bias),
        aim=said.per_cent(AIM),
        inside=said.share(found.inside),
    )


def tables(choice: choices.Choice, rows: Sequence[Came]) -> list[Table]:
    """Every table of the page. One place needs no table of places."""
    names = {place.pk: place.name for place in choice.chosen}
    places, hows = _each(rows, names, lambda one: one.place), _each(rows, HOW, lambda one: one.how)
    return [
        _bands(bands(rows), few=choice.few),
        _table("how", gettext("By how the wait was estimated"), hows, few=choice.few),
        *([_table("places", gettext("By place"), places, few=choice.few)] if len(names) > 1 else ()),
    ]


def _each(rows: Sequence[Came], names: Mapping[K, object], of: Callable[[Came], K]) -> list[tuple[str, Calibration]]:
    """The numbers of each of some kinds that has any."""
    found = ((str(name), calibrated([one for one in rows if of(one) == key])) for key, name in names.items())
    return [(name, one) for name, one in found if one.numbers]


def _bands(found: Sequence[Band], *, few: bool) -> Table:
    rows = [(_band_words(band), band.found) for band in found if band.found.numbers]
    aim = gettext("Of each, {aim} are to be called inside the range, as it is before it is rounded.")
    table = _table("bands", gettext("By how long the predicted wait was"), rows, aim, few=few)
    return replace(table, bars=numbers_of_few.bars(table.rows))


def _table(key: str, title: str, each: Sequence[tuple[str, Calibration]], note: str = "", *, few: bool) -> Table:
    head = (
        title,
        gettext("Numbers"),
        gettext("Inside the range"),
        gettext("Inside the range told"),
        gettext("Off on average"),
        gettext("Too long on average"),
    )
    notes = [note.format(aim=said.per_cent(AIM))] if note else []
    secret = _secret([found for _, found in each]) if few else frozenset()
    rows = [(name, *_cells(found, {one for at, one in secret if at == n})) for n, (name, found) in enumerate(each)]
    return Table(key, title, head, rows, notes=numbers_of_few.notes(rows, *notes))


class Range(Enum):
    """Where a number was called: inside the range that was reckoned, only inside the wider one that was told, outside of both."""

    IN = "in"
    NEAR = "near"
    OUT = "out"


def _secret(each: Sequence[Calibration]) -> frozenset[tuple[object, object]]:
    """What must not be told, as (which of them, range or Sum.ALL). How many they are in all stands elsewhere."""
    cells: dict[tuple[object, object], int] = {}
    for n, found in enumerate(each):
        cells[n, Range.IN], cells[n, Range.NEAR] = found.inside.part, max(found.told.part - found.inside.part, 0)
        cells[n, Range.OUT] = found.numbers - found.told.part
    alone = hidden({n: found.numbers for n, found in enumerate(each)})
    return in_table(cells) | {(n, Sum.ALL) for n in alone}


def _cells(found: Calibration, secret: Collection[object]) -> tuple[Cell, ...]:
    if Sum.ALL in secret:
        return (UNTOLD,) * 5
    error, bias = 60 * (found.error or 0.0), 60 * (found.bias or 0.0)
    inside = UNTOLD if Range.IN in secret else Per(found.inside.percent or 0.0)
    told = UNTOLD if Range.OUT in secret else Per(found.told.percent or 0.0)
    return found.numbers, inside, told, Seconds(round(error)), Seconds(round(bias))


def _band_words(band: Band) -> str:
    if band.high == inf:
        return gettext("{low} min and more").format(low=number(int(band.low)))
    return gettext("{low} to {high} min").format(low=number(int(band.low)), high=number(int(band.high)))


def _bias(minutes: float) -> str:
    long = gettext("{time} too long") if minutes >= 0 else gettext("{time} too short")
    return long.format(time=said.duration(60 * abs(minutes)))
