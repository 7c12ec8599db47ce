"""Those who stand at the desks of a place: what they are able to do, from when until when, and when they usually serve."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext

from velkommen.apps.placement import book
from velkommen.apps.placement.actions import grant_competence, set_duty, withdraw_competence
from velkommen.apps.placement.models import ALWAYS, Competence
from velkommen.apps.placement.queries import competences
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.competence import Level, Won
from velkommen.domain.hours import osm
from velkommen.domain.hours.checks import check
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.placement.facts import Place, Posted
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.manage.effects import Planned, Preview, look_if_hit, look_or_save, signs, text_of
from velkommen.interfaces.manage.forms import Choice, Field, Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.interfaces.web.fields import chosen
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_learning import LEVELS, WON, competence_name
from velkommen.shared.wording_rules import UNITS


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody posted at the desks of a place, and the deeds about them."""
    place = arranged(request, slug)
    draw = partial(_page, request, place)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "grant": _grant,
        "withdraw": partial(look_if_hit, draw, _withdraw, place),
        "duty": partial(look_or_save, draw, _duty, place),
    }
    return answer(request, deeds, draw)


def _grant(sent: Sent) -> None:
    key = sent.text("other") or sent.text("key")
    first, last = sent.day_or_none("first") or ALWAYS, sent.day_or_none("last")
    level, won = chosen(sent.request, "level", Level), chosen(sent.request, "won", Won)
    grant_competence(staff=sent.id(), key=key, first=first, last=last, level=level, won=won, **sent.by())


def _withdraw(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    staff, key, day = sent.id(), sent.text("key"), sent.day("day")
    people = tuple(_without(person, key, day) if person.id == staff else person for person in there.people)
    facts = {"staff": staff, "key": key, "day": day}
    words = [gettext("Somebody may not do it any more: %(competence)s") % {"competence": competence_name(key)}]
    return Planned(replace(there, people=people), words, withdraw_competence, facts)


def _without(person: Posted, key: str, day: date) -> Posted:
    """Somebody who is no longer able to from a day on."""
    until = tuple(
        replace(days, last=min(days.last or day, day - A_DAY))
        for days in person.competences.get(key, ())
        if days.first < day
    )
    return replace(person, competences={**person.competences, key: until})


def _duty(sent: Sent, place: ServicePoint, there: Place) -> Planned:
    staff, text = sent.id(), sent.text("hours")
    reading = osm.read(text) if text else osm.Reading((), {})
    if reading.special or reading.on_holidays:
        raise Refusal(Code.BAD_VALUE, field="hours")
    check(reading.periods)
    duty = Timetable(reading.periods, {}, there.staffed.holidays) if reading.periods else None
    people = tuple(replace(person, duty=duty) if person.id == staff else person for person in there.people)
    facts = {"staff": staff, "place": place.pk, "periods": list(reading.periods)}
    said = signs(reading.periods) or [gettext("Nobody keeps their hours here.")]
    return Planned(replace(there, people=people), said, set_duty, facts)


def _page(
    request: HttpRequest,
    place: ServicePoint,
    refused: Refused | None = None,
    status: int = 200,
    preview: Preview | None = None,
) -> HttpResponse:
    there, today = book.town().places[place.pk], clock.local_day(clock.now())
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    keys, held = _keys(there), _held(there)
    people = sorted(there.people, key=lambda person: collation(person.name))
    facts = {
        "place": place,
        "section": "people",
        "people": [_shown(person, held[person.id], today, keys, shown) for person in people],
        "preview": preview,
    }
    return drawn(request, "manage/people.html", facts, status)


def _keys(there: Place) -> list[Choice]:
    """What can be needed: what the tasks of the place take, and what anybody holds."""
    town, today = book.town(), clock.local_day(clock.now())
    needed = {entry.on(today).competence for entry in town.tasks.values()}
    held = {key for person in there.people for key in person.competences}
    return sorted(((key, competence_name(key)) for key in needed | held if key), key=lambda one: collation(one[1]))


def _held(there: Place) -> dict[int, list[Competence]]:
    held: dict[int, list[Competence]] = {person.id: [] for person in there.people}
    for row in competences(held):
        held[row.staff_id].append(row)
    return held


def _shown(
    person: Posted, held: Sequence[Competence], today: date, keys: Sequence[Choice], shown: Callable[[Form], Form]
) -> dict[str, object]:
    ahead = [row.key for row in held if row.last is None or row.last >= today]
    about = str(person.id)
    grant = [
        Field("key", gettext("Competence"), (), "select", keys),
        Field("other", gettext("Or another one"), hint=gettext("Small letters and _, like welfare_technology.")),
        Field("level", gettext("How able"), (Level.ALONE,), "select", _choices(LEVELS)),
        Field("won", gettext("How it was won"), (Won.UNKNOWN,), "select", _choices(WON)),
        Field("first", gettext("From the day"), (today.isoformat(),), "date"),
        Field("last", gettext("Up to and including"), kind="date", hint=gettext("Empty: without end.")),
    ]
    withdraw = [
        Field(
            "key", gettext("Competence"), (), "select", [(key, competence_name(key)) for key in dict.fromkeys(ahead)]
        ),
        Field("day", gettext("From the day"), (today.isoformat(),), "date"),
    ]
    periods = person.duty.periods if person.duty else ()
    hint = gettext("Like Mo-We 10:00-16:00; Sa 10:00-14:00. Leave it empty when nobody keeps these hours.")
    duty = [Field("hours", gettext("Usual hours as text"), (text_of(periods),), hint=hint)]
    return {
        "person": person,
        "unit": UNITS[person.unit],
        "held": [_held_words(row) for row in held],
        "duty_lines": signs(periods),
        "grant": shown(Form("grant", gettext("Grant it"), grant, about, person.name)),
        "withdraw": shown(Form("withdraw", gettext("Withdraw it"), withdraw, about, person.name)) if ahead else None,
        "duty": shown(Form("duty", gettext("See what it would do"), duty, about, person.name)),
    }


def _held_words(row: Competence) -> tuple[str, str, date | None, Competence]:
    """What it is, how able where that is not "alone", from which day (None: always), and the row."""
    level = "" if row.level == Level.ALONE else str(LEVELS[row.level])
    return competence_name(row.key), level, None if row.first == ALWAYS else row.first, row


def _choices(words: Mapping[str, Promise]) -> list[Choice]:
    return [(value, str(word)) for value, word in words.items()]
