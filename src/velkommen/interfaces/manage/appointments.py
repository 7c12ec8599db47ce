"""What a place promises: the terms of its appointments in plain words, looked at before they are saved."""

import re
from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, ngettext

from velkommen.apps.appointments import actions, queries, weeks
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.booking.terms import LIMITS, STEP, Terms
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.manage.effects import Preview, Sentence
from velkommen.interfaces.manage.forms import Field, Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_appointments import TERMS, terms_in_words
from velkommen.shared.wording_hours import clock as time_word
from velkommen.shared.wording_tasks import name_on

STEPS = (5, 10, 15, 20, 30, 60)
TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?", re.ASCII)
SHOWN = 5  # tasks of which the times are counted


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The terms of a place."""
    place = arranged(request, slug)
    draw = partial(_page, request, place)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {"terms": partial(_terms, place, draw)}
    return answer(request, deeds, draw)


def _terms(place: ServicePoint, draw: Callable[..., HttpResponse], sent: Sent) -> HttpResponse | None:
    """The first press shows what would be, the second saves it."""
    terms = _read(sent)
    terms.check()
    if sent.text("step") == "save":
        actions.set_terms(place=place.pk, terms=terms, **sent.by())
        return None
    return draw(Refused(sent.request), 200, (terms_in_words(terms), _effects(place, terms)))


def _read(sent: Sent) -> Terms:
    """Raises: Refusal BAD_DAY, NO_TIME, BAD_VALUE; a number that is none is one that no term may be."""
    plain = {name: _number(sent.text(_sent(name))) for name, *_ in LIMITS if name != "release"}
    days = sent.texts("walk_in_days")
    if any(day not in set("0123456") for day in days):
        raise Refusal(Code.BAD_VALUE, field="walk_in_days")
    return Terms(
        since=sent.day_or_none("since"),
        release=_time(sent.text("release")),
        walk_in_days=frozenset(map(int, days)),
        walk_in_only=frozenset(sent.texts("walk_in_only")),
        **plain,
    )


def _sent(name: str) -> str:
    """What a field of a term is called in the form: `step` there says which press it was."""
    return "minutes" if name == "step" else name


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1


def _time(text: str) -> int:
    found = TIME.fullmatch(text)
    minute = int(found[1]) * 60 + int(found[2] or 0) if found else -1
    if not found or minute >= 24 * 60 or int(found[2] or 0) > 59:
        raise Refusal(Code.NO_TIME, field="release", text=text[:20])
    return minute


def _effects(place: ServicePoint, terms: Terms) -> list[Sentence]:
    """How many times it would make bookable next week, beside how many there are."""
    at, town = clock.now(), queries.calendar().town
    now = weeks.times_ahead(place.pk, queries.calendar().terms_of(place.pk), at)
    found: list[Sentence] = []
    would = weeks.times_ahead(place.pk, terms, at)
    for task in sorted(would, key=lambda key: (-would[key], key))[:SHOWN]:
        number, before = would[task], now.get(task, 0)
        facts = {"task": name_on(town, task, clock.local_day(at)), "number": number, "before": before}
        text = ngettext(
            "%(task)s: %(number)s time bookable from home next week (now %(before)s)",
            "%(task)s: %(number)s times bookable from home next week (now %(before)s)",
            number,
        )
        found.append(("gains" if number > before else "loses" if number < before else "note", text % facts))
    return found or [("note", gettext("Nothing can be booked from home next week."))]


def _page(
    request: HttpRequest,
    place: ServicePoint,
    refused: Refused | None = None,
    status: int = 200,
    preview: Preview | None = None,
) -> HttpResponse:
    terms = queries.calendar().terms_of(place.pk)
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    facts = {
        "place": place,
        "section": "appointments",
        "said": terms_in_words(terms),
        "form": shown(_form(place, terms)),
        "preview": preview,
    }
    return drawn(request, "manage/appointments.html", facts, status)


def _form(place: ServicePoint, terms: Terms) -> Form:
    def plain(name: str, hint: str = "") -> Field:
        return Field(_sent(name), str(TERMS[name]), (str(getattr(terms, name)),), "number", hint=hint)

    days = [str(day) for day in sorted(terms.walk_in_days)]
    weekdays = [(str(number), str(word).capitalize()) for number, word in WEEKDAYS.items()]
    steps = [(str(step), str(step)) for step in STEPS if step % STEP == 0]
    since = terms.since.isoformat() if terms.since else ""
    share = gettext("Of everybody’s time in the morning, the afternoon and the evening.")
    fields = [
        Field("since", str(TERMS["since"]), (since,), "date", hint=gettext("Empty: none are given.")),
        plain("walk_in", share),
        plain("acute", gettext("Given away on the day itself alone, for what cannot wait.")),
        plain("internal", gettext("Only colleagues book it, for those who call or come by.")),
        plain("horizon", gettext("28 is four weeks.")),
        Field(
            "release",
            str(TERMS["release"]),
            (time_word(terms.release),),
            hint=gettext("Like 8.00. Nobody need wait for midnight."),
        ),
        plain("notice", gettext("So that nobody books a time they cannot reach.")),
        plain("hold", gettext("Twice as long until they have confirmed.")),
        plain("late", gettext("Then they stand in the line of everybody, and the time is free.")),
        plain("returns", gettext("At a moment by chance, so that nobody can wait for it with a program.")),
        plain("most", gettext("So that nobody takes many times to keep one.")),
        plain("most_people", gettext("For example a family that needs passports.")),
        Field(_sent("step"), str(TERMS["step"]), (str(terms.step),), "select", steps),
        Field(
            "walk_in_days",
            str(TERMS["walk_in_days"]),
            days,
            "checks",
            weekdays,
            hint=gettext("A soft start: for example Mondays as always, the other days with appointments."),
        ),
        Field("walk_in_only", str(TERMS["walk_in_only"]), sorted(terms.walk_in_only), "checks", _tasks(place)),
    ]
    return Form("terms", gettext("See what it would do"), fields)


def _tasks(place: ServicePoint) -> list[tuple[str, str]]:
    """The tasks that are done there, so that they could be booked."""
    known, today = queries.calendar(), clock.local_day(clock.now())
    there = known.town.places[place.pk].offers
    keys = (key for key in there if known.capacity.bookable(key, place.pk, today))
    return sorted(((key, name_on(known.town, key, today)) for key in keys), key=lambda one: collation(one[1]))
