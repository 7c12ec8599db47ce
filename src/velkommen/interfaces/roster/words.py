"""How the roster speaks: hours in a cell, what an absence does, what is lacking, what somebody hears."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language, gettext, ngettext

from velkommen.apps.placement.models import Absence
from velkommen.apps.roster.effects import Effect, StandIn
from velkommen.apps.roster.models import Leave, Note, Wish
from velkommen.domain.hours.periods import Span
from velkommen.domain.placement.town import Town
from velkommen.domain.roster.needs import Lack
from velkommen.shared.wording_hours import day as day_word
from velkommen.shared.wording_hours import hours, weekday
from velkommen.shared.wording_learning import competence_name
from velkommen.shared.wording_roster import NEWS, breach_in_words
from velkommen.shared.wording_tasks import name_on

NAMED = 4  # tasks of a time, those that are used most; the others are counted


@dataclass(frozen=True)
class Said:
    """An effect in words: where, when, what is lost; and whom to ask, with the times the forms send."""

    effect: Effect
    place: int
    head: str
    lines: Sequence[str]
    bad: bool
    stand_ins: Sequence[tuple[StandIn, str]]


def short(span: Span) -> str:
    """Hours as small as a cell needs them: 10-14, 9.30-12."""
    return "-".join(f"{minute // 60}.{minute % 60:02}" if minute % 60 else str(minute // 60) for minute in span)


def said(town: Town, effects: Iterable[Effect], *, cures: bool = False) -> list[Said]:
    """What an absence does, time by time.

    Args:
        cures: with those who could step in; that is for whoever arranges.
    """
    return [_said(town, one, cures=cures) for one in effects]


def _said(town: Town, effect: Effect, *, cures: bool) -> Said:
    time = effect.missed
    where = {"place": town.places[time.place].name, "day": day_word(time.day), "hours": hours((time.span,))}
    helped = [task for task in time.lost if task in time.helped]
    gone = [task for task in time.lost if task not in time.helped]
    lines = []
    if time.nobody:
        lines.append(gettext("Nobody else is on duty for some of that time."))
    if gone:
        lines.append(gettext("Not done then, or for less time: %(tasks)s.") % {"tasks": _tasks(town, gone, time.day)})
    if helped:
        tasks = {"tasks": _tasks(town, helped, time.day)}
        lines.append(gettext("People can only be helped to do it themselves: %(tasks)s.") % tasks)
    lines += [gettext("Needed and not there: %(what)s.") % {"what": lack_words(lack)} for lack in effect.lacks]
    if not lines:
        lines.append(gettext("Everything is done all the same."))
    people = [(one, " ".join(breach_in_words(one.name, b) for b in one.breaches)) for one in effect.stand_ins]
    head = gettext("%(place)s, %(day)s, %(hours)s") % where
    return Said(effect, time.place, head, lines, bool(time.lost or effect.lacks), people if cures else ())


def _tasks(town: Town, keys: Sequence[str], day: date) -> str:
    named = ", ".join(name_on(town, key, day) for key in keys[:NAMED])
    more = len(keys) - NAMED
    if more <= 0:
        return named
    text = ngettext("%(tasks)s and %(number)s more task", "%(tasks)s and %(number)s more tasks", more)
    return text % {"tasks": named, "number": more}


def lack_words(lack: Lack) -> str:
    """What is lacking: 1 more with passport, 10.00-14.00."""
    facts = {"number": lack.missing, "hours": hours((lack.span,)), "what": competence_name(lack.need.competence)}
    if lack.need.competence:
        return gettext("%(number)s more who can do %(what)s, %(hours)s") % facts
    text = ngettext("%(number)s more person, %(hours)s", "%(number)s more people, %(hours)s", lack.missing)
    return text % facts


def away_words(row: Absence | Leave) -> str:
    """The days of an absence or a leave, and the part of the day."""
    facts = {"first": day_word(row.first), "last": day_word(row.last)}
    if row.opens is not None and row.closes is not None:
        return f"{facts['first']}, {hours(((row.opens, row.closes),))}"
    return facts["first"] if row.first == row.last else gettext("%(first)s to %(last)s") % facts


def note_words(note: Note) -> str:
    """What somebody hears."""
    span = (note.opens, note.closes) if note.opens is not None and note.closes is not None else None
    facts = {
        "day": day_word(note.day),
        "hours": hours((span,)) if span else "",
        "place": note.service_point.name if note.service_point else "",
    }
    return str(NEWS[note.what]) % facts


def wish_words(wish: Wish) -> str:
    facts: Mapping[str, str] = {"day": day_word(wish.day) if wish.day else weekday(wish.weekday or 0)}
    if wish.day:
        return (gettext("Free on %(day)s") if wish.free else gettext("Work on %(day)s")) % facts
    return (gettext("Free every %(day)s") if wish.free else gettext("Work every %(day)s")) % facts


def month_word(first: date) -> str:
    """november 2026."""
    english = (get_language() or "da").startswith("en")
    return str(format_date(first, "MMMM y", locale="en_GB" if english else "da_DK"))


def letter(day: date) -> str:
    """The weekday in a column's head: ma, ti / Mo, Tu."""
    return weekday(day.weekday())[:2]
