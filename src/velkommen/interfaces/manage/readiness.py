"""The checklist of a place: the report's advice, what the data say of each point, and marks where they say nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from velkommen.apps.placement import book
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.readiness.actions import mark_point
from velkommen.apps.readiness.queries import checklist
from velkommen.domain.cooperation import Agreement
from velkommen.domain.placement.town import Town
from velkommen.domain.readiness import DATED, LONGEST_NOTE, PAGES, Key, Point, Source, State
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.manage.forms import Field, Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.interfaces.web.templatetags.words import number, short_day
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_readiness import NEXT, POINTS, STATES
from velkommen.shared.wording_rules import named
from velkommen.shared.wording_tasks import name_on

MOST_NAMED = 4  # tasks in a sentence
ICONS: Mapping[State, str] = MappingProxyType(
    {State.YES: "success", State.NO: "warning", State.NOT_KNOWN: "help", State.NOT_RELEVANT: "close"}
)


@dataclass(frozen=True)
class Line:
    """A point as a page shows it: `said` is where its state is from, `onward` where one puts it right."""

    point: Point
    title: str
    state: str
    icon: str
    pages: str
    said: str
    following: str
    onward: str
    form: Form | None = None


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The checklist of one place; what no data can say is marked here."""
    place = arranged(request, slug)
    return answer(request, {"mark": partial(_mark, place)}, partial(_page, request, place))


def _mark(place: ServicePoint, sent: Sent) -> None:
    try:
        point, state = Key(sent.about), State(sent.text("state"))
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field="state") from error
    day, note = sent.day_or_none("day"), sent.text("note")
    mark_point(place=place.pk, point=point, state=state, day=day, note=note, **sent.by())


def _page(request: HttpRequest, place: ServicePoint, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    lines = lines_of(place, checklist(place.pk, clock.now()), shown)
    facts = {
        "place": place,
        "section": "readiness",
        "lines": lines,
        "open": sum(one.point.open for one in lines),
        "all": sum(one.point.state is not State.NOT_RELEVANT for one in lines),
    }
    return drawn(request, "manage/readiness.html", facts, status)


def planned(place: ServicePoint, agreement: Agreement, since: date) -> list[Line]:
    """What would still be open on the day a new agreement begins."""
    found = checklist(place.pk, clock.now(), agreement, since)
    return lines_of(place, [one for one in found if one.open])


def lines_of(place: ServicePoint, found: Sequence[Point], shown: Callable[[Form], Form] | None = None) -> list[Line]:
    """Points in words. Args: shown: draws the form of a point that is marked by hand; None: there are no forms."""
    town, day = book.town(), clock.local_day(clock.now())
    return [
        Line(
            point=one,
            title=str(POINTS[one.key]),
            state=str(STATES[one.state]),
            icon=ICONS[one.state],
            pages=", ".join(map(str, PAGES[one.key])),
            said=_said(one, town, day),
            following=str(NEXT[one.key]) if one.open else "",
            onward=_onward(one, place),
            form=shown(_form(one)) if shown and one.source is not Source.DATA else None,
        )
        for one in found
    ]


def _form(one: Point) -> Form:
    states = [(state.value, str(STATES[state])) for state in State]
    mark = one.mark
    fields = [
        Field("state", gettext("How is it?"), ((mark.state if mark else State.NOT_KNOWN).value,), "select", states)
    ]
    if one.key in DATED:
        fields.append(Field("day", gettext("On which day"), (str((mark and mark.day) or ""),), "date"))
    hint = gettext("What it rests on, for colleagues; at most %(most)s characters. No names.") % {"most": LONGEST_NOTE}
    fields.append(Field("note", gettext("Note"), (mark.note if mark else "",), hint=hint))
    return Form("mark", gettext("Mark it"), fields, one.key.value, str(POINTS[one.key]))


def _said(one: Point, town: Town, day: date) -> str:
    """Where the state is from: a figure of the data, or who said it and when."""
    if one.source is Source.NOBODY:
        return gettext("Nobody has said.")
    if one.mark is None:
        return _FIGURES[one.key](one, town, day)
    facts = {"who": one.mark.who or "–", "on": short_day(clock.local_day(one.mark.at)) if one.mark.at else "–"}
    said = gettext("Marked by %(who)s on %(on)s.") % facts
    if one.mark.day:
        said = gettext("It was on %(day)s.") % {"day": short_day(one.mark.day)} + " " + said
    if late := one.figures.get("late"):
        said += " " + gettext("Tasks moved on %(day)s already.") % {"day": short_day(late)}  # type: ignore[arg-type] # a day
    return f"{one.mark.note.rstrip('.')}. {said}" if one.mark.note else said


def _owner(one: Point, town: Town, day: date) -> str:
    owner = str(one.figures["owner"] or "")
    return gettext("Project owner: %(owner)s.") % {"owner": owner} if owner else gettext("The agreement names nobody.")


def _leadership(one: Point, town: Town, day: date) -> str:
    joint = one.state is State.YES
    return gettext("The agreement says so.") if joint else gettext("The agreement does not say so.")


def _baseline(one: Point, town: Town, day: date) -> str:
    return gettext("Counted in %(weeks)s of the %(of)s weeks before.") % dict(one.figures)


def _equipment(one: Point, town: Town, day: date) -> str:
    lacking = one.figures.get("lacking")
    if not isinstance(lacking, Mapping):
        return gettext("No unit does tasks of another here.")
    if not lacking:
        return gettext("Everything the tasks need is here.")
    kinds = sorted({kind for all_kinds in lacking.values() for kind in all_kinds})
    facts = {"kinds": named("equipment", tuple(kinds)), "tasks": _tasks(lacking, town, day)}
    return gettext("Not here: %(kinds)s, for %(tasks)s.") % facts


def _volume(one: Point, town: Town, day: date) -> str:
    few = one.figures.get("few")
    if not isinstance(few, Mapping):
        return gettext("No task that one must be trained for was taken over.")
    if not few:
        said = ngettext(
            "The task one must be trained for comes at least %(least)s times a month.",
            "All %(tasks)s tasks one must be trained for come at least %(least)s times a month.",
            int(str(one.figures["tasks"])),
        )
        return said % dict(one.figures)
    rare = sorted(few, key=lambda key: few[key])
    told = [f"{name_on(town, key, day)} ({number(round(few[key], 1))})" for key in rare[:MOST_NAMED]]
    facts = {"least": one.figures["least"], "tasks": ", ".join(told), "more": len(rare) - len(told)}
    if facts["more"]:
        return gettext("Fewer than %(least)s a month: %(tasks)s and %(more)s more.") % facts
    return gettext("Fewer than %(least)s a month: %(tasks)s.") % facts


def _hours(one: Point, town: Town, day: date) -> str:
    shown = one.state is State.YES
    return gettext("The page of the place shows them.") if shown else gettext("No hours are recorded.")


def _council(one: Point, town: Town, day: date) -> str:
    on = one.figures.get("on")
    if isinstance(on, date):
        return gettext("Decided on %(on)s.") % {"on": short_day(on)}
    return gettext("Recorded, without its day.") if one.state is State.YES else gettext("Nothing is recorded.")


def _joint_course(one: Point, town: Town, day: date) -> str:
    held = int(str(one.figures["number"]))
    return ngettext("%(number)s course was held.", "%(number)s courses were held.", held) % {"number": held}


def _choice(one: Point, town: Town, day: date) -> str:
    many = int(str(one.figures["number"]))
    return ngettext(
        "%(number)s colleague has put themselves forward.", "%(number)s colleagues have put themselves forward.", many
    ) % {"number": many}


_FIGURES: Mapping[Key, Callable[[Point, Town, date], str]] = MappingProxyType(
    {
        Key.OWNER: _owner,
        Key.LEADERSHIP: _leadership,
        Key.BASELINE: _baseline,
        Key.EQUIPMENT: _equipment,
        Key.VOLUME: _volume,
        Key.HOURS: _hours,
        Key.COUNCIL: _council,
        Key.JOINT_COURSE: _joint_course,
        Key.CHOICE: _choice,
    }
)


def _tasks(found: Mapping[str, object], town: Town, day: date) -> str:
    names = sorted((name_on(town, key, day) for key in found), key=collation)
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")


#: The page of a place where a point is put right, and the part of it; where none is named it is the agreement's.
_WHERE: Mapping[Key, tuple[str, str]] = MappingProxyType(
    {
        Key.JOINT_COURSE: ("learning-planning", ""),
        Key.CHOICE: ("learning-place", ""),
        Key.EQUIPMENT: ("manage-place", "#equipment"),
        Key.HOURS: ("manage-hours", ""),
    }
)


def _onward(one: Point, place: ServicePoint) -> str:
    """Where a point that is filled from data is put right, or looked at; marks are made on the page itself."""
    if one.source is not Source.DATA:
        return reverse("manage-readiness", args=(place.slug,)) + f"#point-{one.key}"
    if one.key in (Key.BASELINE, Key.VOLUME):
        return f"/statistics/figures/?place={place.slug}"
    address, part = _WHERE.get(one.key, ("manage-cooperation", ""))
    return reverse(address, args=(place.slug,)) + part
