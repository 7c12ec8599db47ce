"""When a place is open: the door, the staff, single tasks. Typed as text, shown in words, looked at before it is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velkommen.apps.people.queries import names
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import set_task_hours
from velkommen.apps.places import actions
from velkommen.apps.places import queries as places
from velkommen.apps.places.actions import Hours
from velkommen.apps.places.actions.opening import check_hours
from velkommen.apps.places.models import HoursEdition, ServicePoint
from velkommen.domain import dates
from velkommen.domain.hours import osm, typed, words
from velkommen.domain.hours.checks import check
from velkommen.domain.hours.periods import Period, SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.placement.facts import Place
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.manage.effects import Planned, Preview, look_or_save, signs, text_of
from velkommen.interfaces.manage.forms import Field, Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_hours import different, hours
from velkommen.shared.wording_tasks import name_on

AHEAD = 90  # days in which special days are listed
HOLIDAYS_AHEAD = 3 * 366  # days in which public holidays with hours of their own are written out
LAYERS: Mapping[HoursLayer, Promise] = MappingProxyType(
    {HoursLayer.STAFFED: _("Staffed"), HoursLayer.DOOR: _("The door is open, nobody need be there")}
)


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The hours of a place, layer by layer, and all that can be said anew of them."""
    place = arranged(request, slug)
    draw = partial(_page, request, place)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "week": partial(look_or_save, draw, _week, place),
        "hours": partial(look_or_save, draw, _hours, place),
        "day": partial(look_or_save, draw, _day, place),
        "task": partial(look_or_save, draw, _task, place),
        "usual": partial(_usual, place),
    }
    return answer(request, deeds, draw)


def _week(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    """A whole layer, written day by day."""
    texts = [sent.text(f"day{number}") for number in range(7)]
    periods = typed.week(texts, on_holidays=sent.ticked("on_holidays"))
    return _layer_planned(place, there, _layer(sent.about), [Hours(period) for period in periods], {})


def _hours(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    """A whole layer. Where there are stops each has a text of its own."""
    layer = _layer(sent.about)
    stops = {"hours": "", **{f"stop-{stop.pk}": stop.name for stop in places.stops(place.pk)}}
    texts = {stop: sent.text(name) for name, stop in stops.items() if sent.text(name) or len(stops) == 1}
    read = {stop: osm.read(text) for stop, text in texts.items()}
    said = [Hours(period, stop) for stop, reading in read.items() for period in reading.periods]
    today = clock.local_day(clock.now())
    kept = {day: name for day, name in there.staffed.holidays.items() if 0 <= (day - today).days < HOLIDAYS_AHEAD}
    special: dict[date, SpecialDay] = {}
    for reading in read.values():
        special |= {**reading.special_on(kept), **reading.special}
    return _layer_planned(place, there, layer, said, special)


def _layer_planned(
    place: ServicePoint, there: Place, layer: HoursLayer, said: list[Hours], special: dict[date, SpecialDay]
) -> Planned:
    check_hours(place.pk, said)
    before = there.staffed if layer is HoursLayer.STAFFED else there.door
    table = Timetable([one.period for one in said], {**before.special, **special}, before.holidays)
    after = replace(there, staffed=table) if layer is HoursLayer.STAFFED else replace(there, door=table)
    facts = {"place": place.pk, "layer": layer, "hours": said, "special": special}
    in_words = [f"{one.stop}: {text}" if one.stop else text for one in _by_stop(said) for text in signs(one.periods)]
    return Planned(after, [*in_words, *_days(table, special)], actions.set_hours, facts)


def _day(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    """One day that is different, or closed."""
    layer, day, spans = _layer(sent.text("layer")), sent.day("day"), typed.spans(sent.text("hours"))
    check([Period(frozenset({day.weekday()}), span) for span in spans])
    before = there.staffed if layer is HoursLayer.STAFFED else there.door
    special = SpecialDay(spans, sent.text("why"))
    table = Timetable(before.periods, {**before.special, day: special}, before.holidays)
    after = replace(there, staffed=table) if layer is HoursLayer.STAFFED else replace(there, door=table)
    facts = {"place": place.pk, "layer": layer, "day": day, "spans": spans, "why": special.why}
    said = different(words.Different(day, day, spans, special.why))
    return Planned(after, [said], actions.set_special_day, facts)


def _task(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    """The own hours of a task; an empty text: whenever the place is staffed."""
    task, text = sent.text("task"), sent.text("hours")
    if task not in there.offers:
        raise Refusal(Code.BAD_VALUE, field="task")
    reading = osm.read(text) if text else osm.Reading((), {})
    if reading.special or reading.on_holidays:
        raise Refusal(Code.BAD_VALUE, field="hours")
    own = {key: table for key, table in there.own_hours.items() if key != task}
    if reading.periods:
        own[task] = reading.timetable(there.staffed.holidays)
    facts = {"place": place.pk, "task": task, "periods": list(reading.periods)}
    said = signs(reading.periods) or [gettext("Whenever the place is staffed.")]
    return Planned(replace(there, own_hours=own), said, set_task_hours, facts)


def _usual(place: ServicePoint, sent: Sent) -> None:
    """A special day becomes an ordinary one again."""
    layer, _, text = sent.about.partition("-")
    actions.clear_special_day(place=place.pk, layer=_layer(layer), day=dates.day_of(text), **sent.by())


def _layer(text: str) -> HoursLayer:
    try:
        return HoursLayer(text)
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field="layer") from error


@dataclass(frozen=True)
class _AtStop:
    stop: str
    periods: Sequence[Period]


def _by_stop(said: Sequence[Hours]) -> list[_AtStop]:
    return [
        _AtStop(stop, [one.period for one in said if one.stop == stop])
        for stop in dict.fromkeys(one.stop for one in said)
    ]


def _days(table: Timetable, special: dict[date, SpecialDay]) -> list[str]:
    return [different(words.Different(day, day, table.spans(day), special[day].why)) for day in sorted(special)]


def _page(
    request: HttpRequest,
    place: ServicePoint,
    refused: Refused | None = None,
    status: int = 200,
    preview: Preview | None = None,
) -> HttpResponse:
    there = book.town().places[place.pk]
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    facts = {
        "place": place,
        "section": "hours",
        "layers": [_shown_layer(place, there, layer, shown) for layer in (HoursLayer.STAFFED, HoursLayer.DOOR)],
        "day": shown(_day_form()),
        "task": shown(_task_form(there)),
        "own": _own_hours(there),
        "history": _history(place.pk),
        "preview": preview,
    }
    return drawn(request, "manage/hours.html", facts, status)


def _shown_layer(
    place: ServicePoint, there: Place, layer: HoursLayer, shown: Callable[[Form], Form]
) -> dict[str, object]:
    table = there.staffed if layer is HoursLayer.STAFFED else there.door
    today = clock.local_day(clock.now())
    stops = places.stops(place.pk) if layer is HoursLayer.STAFFED else []
    found = places.hours_of(place.pk, layer)
    fields = [
        Field("hours", gettext("Hours as text"), (text_of(found.get(None, [])),), "area", hint=_hint()),
        *(Field(f"stop-{stop.pk}", stop.name, (text_of(found.get(stop.pk, [])),)) for stop in stops),
    ]
    form = Form("hours", gettext("See what it would do"), fields if not stops else fields[1:], about=layer.value)
    days = [(one, different(one)) for one in words.different(table, today, AHEAD)]
    return {
        "layer": layer.value,
        "name": LAYERS[layer],
        "lines": signs(table.periods),
        "stops": [(stop, signs(found.get(stop.pk, []))) for stop in stops],
        "days": [(said, _usual_form(layer, one, table)) for one, said in days],
        "form": shown(form),
        "week": shown(week) if (week := _week_form(layer, found.get(None, []))) and not stops else None,
    }


def _week_form(layer: HoursLayer, periods: Sequence[Period]) -> Form | None:
    """A line for each day; None where the hours say more than that, so that a week written over them would lose it."""
    texts = typed.by_day(periods)
    if texts is None:
        return None
    fields = [
        Field(f"day{number}", str(WEEKDAYS[number]), (text,), hint=gettext("Like 10-18"))
        for number, text in enumerate(texts)
    ]
    on_holidays = "yes" if any(period.on_holidays for period in periods) else ""
    fields.append(Field("on_holidays", gettext("On public holidays too"), (on_holidays,), "check"))
    return Form("week", gettext("See what it would do"), fields, about=layer.value)


def _hint() -> str:
    return gettext(
        "For example: Mo-Fr 10:00-18:00; Sa 10:00-14:00; Dec 24 off. The short names of days and months are English."
    )


def _usual_form(layer: HoursLayer, one: words.Different, table: Timetable) -> Form | None:
    """The button that makes a day usual again; a public holiday has none."""
    if one.first not in table.special or one.first != one.last:
        return None
    return Form("usual", gettext("Usual hours again"), about=f"{layer.value}-{one.first}", title=str(one.first))


def _day_form() -> Form:
    tomorrow = clock.local_day(clock.now()) + timedelta(days=1)
    layers = [(layer.value, str(LAYERS[layer])) for layer in (HoursLayer.STAFFED, HoursLayer.DOOR)]
    fields = [
        Field("layer", gettext("Which hours"), ("staffed",), "select", layers),
        Field("day", gettext("Day"), (tomorrow.isoformat(),), "date"),
        Field("hours", gettext("Hours that day"), hint=gettext("Like 10-14. Leave it empty when closed.")),
        Field("why", gettext("Why"), hint=gettext("Citizens read this.")),
    ]
    return Form("day", gettext("See what it would do"), fields)


def _task_form(there: Place) -> Form:
    today = clock.local_day(clock.now())
    town = book.town()
    tasks = sorted(((key, name_on(town, key, today)) for key in there.offers), key=lambda one: collation(one[1]))
    fields = [
        Field("task", gettext("Task"), (), "select", tasks),
        Field("hours", gettext("Hours as text"), hint=gettext("Leave it empty for whenever the place is staffed.")),
    ]
    return Form("task", gettext("See what it would do"), fields)


def _own_hours(there: Place) -> list[tuple[str, list[str]]]:
    today, town = clock.local_day(clock.now()), book.town()
    return [(name_on(town, key, today), signs(table.periods)) for key, table in there.own_hours.items()]


def _history(place: int) -> list[dict[str, object]]:
    """Who changed which hours when, the newest first, with what was said before and after."""
    rows = places.history(place)
    who = names({row.by for row in rows})
    return [
        {"row": row, "who": who.get(row.by, ""), "layer": LAYERS[HoursLayer(row.layer)], **_told(row)} for row in rows
    ]


def _told(row: HoursEdition) -> dict[str, object]:
    if row.day:
        spans = [
            tuple((one["opens"], one["closes"]) for one in said if one["opens"] is not None)
            for said in (row.before, row.after)
        ]
        before = hours(spans[0]) if row.before else gettext("usual")
        return {"before": [before], "after": [hours(spans[1]) if row.after else gettext("usual")]}
    return {"before": signs(places.told(row.before)), "after": signs(places.told(row.after))}
