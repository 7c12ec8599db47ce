"""What needs a decision, in words: each matter with the way to it; several places with the same matter are told together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.insight.decisions import Decision, Matter
from velkommen.domain.measures import TARGET_SOLVED, Share
from velkommen.domain.placement.town import Town
from velkommen.domain.report2010 import OTHER_WARNING
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD
from velkommen.interfaces.web.templatetags.words import day_word, month_word, number, short_day
from velkommen.shared.wording_rules import COMPETENCES, EQUIPMENT
from velkommen.shared.wording_tasks import name_on

NAMED = 3  # places that are named where several have the same matter


@dataclass(frozen=True)
class Shown:
    """A matter as the page shows it: where ("" where the words say it), what, and the way to it."""

    matter: str
    place: str
    words: str
    button: str
    address: str


@dataclass(frozen=True)
class Around:
    """What words need besides a matter: names and slugs of places by id, the rules, the day it is."""

    names: Mapping[int, str]
    slugs: Mapping[int, str]
    town: Town
    today: date

    def competence(self, key: object) -> str:
        name = str(key)
        return str(COMPETENCES[name]) if name in COMPETENCES else name_on(self.town, name, self.today)


def told(found: Sequence[Decision], around: Around) -> list[Shown]:
    """Every matter, in the order they come; those of one kind that several places share are one."""
    shown: list[Shown] = []
    for matter, same in groupby(found, key=lambda one: one.matter):
        group = list(same)
        if len(group) > 1 and matter in _TOGETHER:
            shown.append(_together(matter, group, around))
        else:
            shown += [_alone(one, around) for one in group]
    return shown


def tellable(one: Decision, *, few: bool) -> bool:
    """Whether its share may be told: not to who does not work there where it is of a few, or leaves a few."""
    if not {"part", "whole"} <= one.facts.keys():
        return True
    share = Share(int(one.facts["part"]), int(one.facts["whole"]))
    return UNTOLD not in numbers_of_few.share(share, few=few)


def _long_wait(one: Decision, around: Around) -> str:
    words = ngettext(
        "{waiting} waits, since {minutes} minutes; {most} are the most.",
        "{waiting} wait, the first for {minutes} minutes; {most} are the most.",
        int(one.facts["waiting"]),
    )
    return words.format(**one.facts)


def _lifeline(one: Decision, around: Around) -> str:
    many = int(one.facts["number"])
    words = ngettext("{n} question to an expert has found nobody.", "{n} questions to experts have found nobody.", many)
    return words.format(n=number(many))


def _appointments(one: Decision, around: Around) -> str:
    many = int(one.facts["number"])
    words = ngettext(
        "{n} appointment can no longer be kept as it is.", "{n} appointments can no longer be kept as they are.", many
    )
    return words.format(n=number(many))


def _messages(one: Decision, around: Around) -> str:
    many = int(one.facts["number"])
    words = ngettext("{n} message needs a decision.", "{n} messages need a decision.", many)
    return words.format(n=number(many))


def _equipment(one: Decision, around: Around) -> str:
    words = gettext("Broken since {day}, and nobody has said when it works again: {what}.")
    day = short_day(date.fromisoformat(str(one.facts["since"])))
    return words.format(day=day, what=str(EQUIPMENT[str(one.facts["kind"])]).lower())


def _gap(one: Decision, around: Around) -> str:
    words = gettext("On {day} nobody on duty can do: {competence}.")
    day = day_word(date.fromisoformat(str(one.facts["first"])))
    told = words.format(day=day, competence=around.competence(one.facts["key"]))
    more = ngettext(
        "In two weeks {n} hour is not covered.", "In two weeks {n} hours are not covered.", int(one.facts["hours"])
    )
    return f"{told} {more.format(n=number(int(one.facts['hours'])))}"


def _solved(one: Decision, around: Around) -> str:
    words = gettext("{share} were solved at first contact in three months; the target is {target}.")
    return words.format(share=said.per_cent(float(one.facts["share"])), target=said.per_cent(TARGET_SOLVED))


def _library(one: Decision, around: Around) -> str:
    words = gettext("The libraries took {share} in three months; the target is {target}.")
    return words.format(share=said.per_cent(float(one.facts["share"])), target=said.per_cent(int(one.facts["target"])))


def _other(one: Decision, around: Around) -> str:
    words = gettext("“Other” is {share} of three months, more than {limit}: the categories no longer fit.")
    return words.format(share=said.per_cent(float(one.facts["share"])), limit=said.per_cent(OTHER_WARNING))


def _volume(one: Decision, around: Around) -> str:
    many = int(one.facts["competences"])
    words = ngettext(
        "{n} competence is used less than its minimum: {first}.",
        "{n} competences are used less than their minimum, first of all {first}.",
        many,
    )
    return words.format(n=number(many), first=around.competence(one.facts["key"]))


def _coverage(one: Decision, around: Around) -> str:
    many = int(one.facts["hours"])
    words = ngettext(
        "In {n} staffed hour of last week nothing was counted ({share} covered).",
        "In {n} staffed hours of last week nothing was counted ({share} covered).",
        many,
    )
    return words.format(n=number(many), share=said.per_cent(float(one.facts["share"])))


def _months(one: Decision, around: Around) -> str:
    words = gettext("Visits and loans of {month} are not written down yet.")
    return words.format(month=month_word(date.fromisoformat(str(one.facts["month"]))))


@dataclass(frozen=True)
class _Way:
    """How a matter is told, what its button says, and where it leads: an address of the whole, of a place, or asked about a place."""

    words: Callable[[Decision, Around], str]
    button: Promise
    name: str
    of_place: bool = False
    args: tuple[str, ...] = ()
    query: bool = False


_WAYS: Mapping[Matter, _Way] = MappingProxyType(
    {
        Matter.LONG_WAIT: _Way(_long_wait, _("See how long they wait"), "dashboard", args=("waiting",), query=True),
        Matter.LIFELINE: _Way(_lifeline, _("See the questions"), "lifelines-load"),
        Matter.APPOINTMENTS: _Way(_appointments, _("Decide"), "calendar-decisions", of_place=True),
        Matter.MESSAGES: _Way(_messages, _("Decide"), "manage-place-messages", of_place=True),
        Matter.EQUIPMENT: _Way(_equipment, _("Say when it works again"), "manage-place", of_place=True),
        Matter.GAP: _Way(_gap, _("See the way to cover it"), "learning-plan", of_place=True),
        Matter.SOLVED: _Way(_solved, _("See what is not solved"), "dashboard", args=("solved",), query=True),
        Matter.LIBRARY_SHARE: _Way(_library, _("See who answers"), "dashboard", args=("who",)),
        Matter.OTHER: _Way(_other, _("See what it is made of"), "dashboard", args=("asked",)),
        Matter.VOLUME: _Way(_volume, _("See what may help"), "learning-volume", of_place=True),
        Matter.COVERAGE: _Way(_coverage, _("See the gaps"), "figures", query=True),
        Matter.MONTHS: _Way(_months, _("Write them down"), "library-months"),
    }
)


def _percent_of(one: Decision) -> str:
    return said.per_cent(float(one.facts["share"]))


def _hours_of(one: Decision) -> str:
    return gettext("{n} hours").format(n=number(int(one.facts["hours"])))


def _keys_of(one: Decision) -> str:
    return number(int(one.facts["competences"]))


def _nothing_of(_one: Decision) -> str:
    return ""


#: Matters that are told once for all places that have them: the words around their names, and what stands behind each name.
_TOGETHER: Mapping[Matter, tuple[Promise, Callable[[Decision], str]]] = MappingProxyType(
    {
        Matter.SOLVED: (
            _("Below the target of {target} solved at first contact, in three months: {places}."),
            _percent_of,
        ),
        Matter.VOLUME: (_("Competences are used less than their minimum at: {places}."), _keys_of),
        Matter.COVERAGE: (_("Last week nothing was counted in many staffed hours at: {places}."), _hours_of),
        Matter.MONTHS: (_("Visits and loans of last month are not written down yet for: {places}."), _nothing_of),
        Matter.GAP: (
            _("In the next two weeks nobody on duty can do what is offered, at: {places}. First: {first}"),
            _hours_of,
        ),
    }
)


def _together(matter: Matter, group: Sequence[Decision], around: Around) -> Shown:
    """The places named with their figure, the worst first; the way leads to the first of them, or to all."""
    words, figure = _TOGETHER[matter]
    named = [_place(one, figure(one), around) for one in group[:NAMED]]
    more = len(group) - NAMED
    if more > 0:
        named.append(ngettext("{n} more", "{n} more", more).format(n=number(more)))
    way, target = _WAYS[matter], said.per_cent(TARGET_SOLVED)
    first = way.words(group[0], around) if matter is Matter.GAP else ""
    text = str(words).format(places=", ".join(named), target=target, first=first)
    return Shown(matter.value, "", text, str(way.button), _address(group[0], around, alone=False))


def _place(one: Decision, figure: str, around: Around) -> str:
    name = around.names.get(one.place or 0, "")
    return f"{name} ({figure})" if figure else name


def _alone(one: Decision, around: Around) -> Shown:
    way = _WAYS[one.matter]
    words = way.words(one, around)
    place = around.names.get(one.place or 0, "")
    return Shown(one.matter.value, place, words, str(way.button), _address(one, around, alone=True))


def _address(one: Decision, around: Around, *, alone: bool) -> str:
    way, slug = _WAYS[one.matter], around.slugs.get(one.place or 0, "")
    asked = {"place": slug} if alone and way.query and slug else {}
    asked |= {name: str(one.facts[name]) for name in ("from", "to") if name in one.facts}
    base = reverse(way.name, args=(slug,) if way.of_place else way.args)
    return base + (f"?{urlencode(asked)}" if asked else "")
