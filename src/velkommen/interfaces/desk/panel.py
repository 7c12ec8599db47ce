"""The panel one asks an expert from: who can help now, and what may go along, shown before anything is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from velkommen.apps.appointments import queries as appointments
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.lifelines import queries
from velkommen.apps.lifelines.queries import Choices, Helper
from velkommen.domain.booking.freedom import Matter as Task
from velkommen.domain.booking.terms import Asker
from velkommen.domain.handover import Matter, Receiver, Travels, matter_of
from velkommen.domain.kinds import EnquiryKind
from velkommen.domain.lifelines import Why
from velkommen.domain.rights import Right
from velkommen.interfaces.desk.guide import Here
from velkommen.interfaces.desk.words import travels_in_words
from velkommen.interfaces.web.templatetags.words import day_and_time
from velkommen.shared.wording_lifelines import BASES, MATTERS, RECEIVERS, WHYS

A_MINUTE = 60  # seconds
ANYBODY = "any:"  # before the kind of whoever is first


@dataclass(frozen=True)
class Who:
    """Somebody to ask; `value` is what the form sends: a member of staff by id, or a kind of whom the first is meant."""

    value: str
    name: str
    receiver: Promise
    now: str
    free: bool
    usual: str
    chosen: bool = False


@dataclass(frozen=True)
class Law:
    """What may go along to some (`to`, empty: all) of them, about a matter, with consent or without (empty: either)."""

    matter: Matter
    consent: str
    to: str
    what: Promise
    why: Promise


@dataclass(frozen=True)
class Panel:
    """All the panel shows.

    `times`: when the citizen may come for it, where the reader may book; `book`: the week with all of them.
    `tick`: the matter a consent makes a difference for ("": for none, "*": for each); `notes`: whether the reader may write and read
    words at all.
    """

    visit: int
    task: str
    helpers: Sequence[Who]
    matters: Iterable[tuple[str, Promise]]
    matter: str
    laws: Sequence[Law]
    tick: str
    notes: bool
    times: Sequence[datetime]
    book: str


def panel(there: Here, about: Enquiry, at: datetime, typed: Mapping[str, str]) -> Panel:
    """What to choose from for a matter in hand; `typed` is what a refused press had chosen."""
    found = queries.choices(there.place.pk, about.task.key, at, but=there.by.staff_id)
    laws = _laws(found)
    return Panel(
        visit=about.visit_id or 0,
        task=about.task.key,
        helpers=_helpers(found.helpers, typed.get("to", "")),
        matters=MATTERS.items(),
        matter=typed.get("matter") or matter_of(EnquiryKind(about.kind)).value,
        laws=laws,
        tick=_tick(laws),
        notes=not queries.partner(there.by),
        times=_times(there, about, at),
        book=_week(there, about),
    )


def _times(there: Here, about: Enquiry, at: datetime) -> Sequence[datetime]:
    """The next free times here for the task (three statements)."""
    if not there.by.may(Right.BOOK, there.place.pk):
        return ()
    return appointments.soon((Task(about.task.key),), there.place.pk, at, asker=Asker.STAFF)


def _week(there: Here, about: Enquiry) -> str:
    """The calendar of the place with all the times for the task; empty for who may not book."""
    if not there.by.may(Right.BOOK, there.place.pk):
        return ""
    return f"{reverse('calendar-place', args=[there.place.slug])}?for={about.task.key}.1"


def _helpers(helpers: Sequence[Helper], chosen: str) -> list[Who]:
    """Whoever is first of each kind that has several, then everybody by name; the first of all is chosen unless another was."""
    several = {kind: some for kind in Receiver if len(some := [one for one in helpers if one.receiver is kind]) > 1}
    found = [*(_first(kind, some) for kind, some in several.items()), *map(_who, helpers)]
    known = chosen if chosen in {one.value for one in found} else (found[0].value if found else "")
    return [replace(one, chosen=one.value == known) for one in found]


def _first(kind: Receiver, helpers: Sequence[Helper]) -> Who:
    """Whoever is first of a kind: how many are free, else when somebody is."""
    free = [one for one in helpers if one.free]
    name, value = gettext("Whoever is first"), ANYBODY + kind.value
    if free:
        now = ngettext("%(number)s is free now", "%(number)s are free now", len(free)) % {"number": len(free)}
        usual = min((one.usual_seconds for one in free if one.usual_seconds is not None), default=None)
        return Who(value, name, RECEIVERS[kind], now, free=True, usual=_usual(usual))
    when = min((one.when for one in helpers if one.when), default=None)
    now = gettext("Nobody is free just now.") + _again(when)
    return Who(value, name, RECEIVERS[kind], now, free=False, usual="")


def _who(one: Helper) -> Who:
    return Who(
        str(one.staff), one.name, RECEIVERS[one.receiver], free_in_words(one), one.free, _usual(one.usual_seconds)
    )


def free_in_words(one: Helper) -> str:
    """Whether an expert is free, and when they are else."""
    words = capfirst(str(WHYS[one.why]))
    return words if one.why is Why.FREE else f"{words}.{_again(one.when)}"


def _again(when: datetime | None) -> str:
    return " " + gettext("There again %(when)s.") % {"when": day_and_time(when)} if when else ""


def _usual(seconds: int | None) -> str:
    if seconds is None:
        return ""
    return gettext("usually answers in about %(minutes)s min") % {"minutes": -(-seconds // A_MINUTE) or 1}


def _laws(found: Choices) -> list[Law]:
    """What may go along, for every matter: with a tick and without it, where that makes a difference."""
    laws: list[Law] = []
    for matter in Matter:
        without, given = (_groups(found, matter, consent=consent) for consent in (False, True))
        if set(map(travels_in_words, without)) == set(map(travels_in_words, given)):
            laws += _said(matter, "", without)
        else:
            laws += [*_said(matter, "no", without), *_said(matter, "yes", given)]
    return laws


def _tick(laws: Sequence[Law]) -> str:
    of = {law.matter for law in laws if law.consent}
    return "*" if len(of) > 1 else next(iter(of), "")


def _groups(found: Choices, matter: Matter, *, consent: bool) -> dict[Travels, list[str]]:
    """What may go along -> the names of those it may go to."""
    groups: dict[Travels, list[str]] = {}
    for one in found.helpers:
        groups.setdefault(one.travels(matter, consent=consent, is_centre=found.is_centre), []).append(one.name)
    return groups


def _said(matter: Matter, consent: str, groups: Mapping[Travels, Sequence[str]]) -> list[Law]:
    to = {travels: ", ".join(names) if len(groups) > 1 else "" for travels, names in groups.items()}
    return [Law(matter, consent, to[one], travels_in_words(one), BASES[one.basis]) for one in groups]
