"""Before and after: the list of what changed, one answer in words, its chart, tables and files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.catalogue.models import TaskGroup
from velkommen.apps.evaluation.effects import Asked, Found, Looked, What, effect, history
from velkommen.apps.placement import book
from velkommen.apps.placement.queries import offered_ever
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.places.queries import municipality
from velkommen.domain import dates
from velkommen.domain.catalogue import line_of
from velkommen.domain.effects.changes import Change, Sort
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.texts import refuse_illegible
from velkommen.interfaces.office import choice as choices
from velkommen.interfaces.office.doors import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.charts.shown import shown as shown_chart
from velkommen.interfaces.web.effects import drawn, method, said
from velkommen.interfaces.web.effects.said import Names
from velkommen.interfaces.web.tables import files
from velkommen.interfaces.web.tables.shown import shown
from velkommen.interfaces.web.tables.table import Table
from velkommen.interfaces.web.templatetags.words import short_day
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_effects import VERDICTS
from velkommen.shared.wording_tasks import name_on

SETTLING = (0, 2, 4, 8)  # weeks one may leave out before and after
LONGEST_WORDS = 120


@dataclass(frozen=True)
class Reader:
    """Whose places are looked at (`mine`), and what they are called."""

    mine: Sequence[ServicePoint]
    names: Names

    @property
    def ids(self) -> list[int]:
        return [place.pk for place in self.mine]


@dataclass(frozen=True)
class Query:
    """The same question as a query string; what `_table.html` asks of a choice."""

    query: str


@dataclass(frozen=True)
class Option:
    value: str
    words: str


@dataclass(frozen=True)
class Line:
    """A change in the list."""

    day: date
    place: str
    words: str
    query: str


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What changed at the reader's places, the newest first, and a form to name something else."""
    reader = _reader(request)
    lines = [_line(one, reader) for one in history(reader.ids)]
    home = municipality()
    facts = {
        "lines": lines,
        "mine": reader.mine,
        "today": clock.local_day(clock.now()),
        "longest": LONGEST_WORDS,
        "invented": bool(home and home.invented),
        "doors": doors(request, "effects"),
    }
    return render(request, "office/effects.html", facts)


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """One answer."""
    reader = _reader(request)
    asked = _asked(request, reader)
    found = effect(asked, reader.ids, clock.now())
    few = not request_actor(request).works_at(asked.change.place)
    chart = drawn.chart(found, reader.names, few=few)
    lead, *more = said.lead(found, reader.names, few=few)
    place = next(point for point in reader.mine if point.pk == asked.change.place)
    facts = {
        "found": found,
        "asked": asked,
        "place": place,
        "change": said.change(asked.change, reader.names),
        "verdict": VERDICTS[found.answer.verdict],
        "lead": lead,
        "more": more,
        "chart": shown_chart(chart) if chart else None,
        "tables": [shown(one) for one in _tables(found, reader.names, few=few)],
        "method": method.worked_out(found, reader.names) if found.answer.effect else [],
        "assumed": method.assumed(found) if found.answer.effect else [],
        "looks": _looks(place, reader.names),
        "look": _key(asked.looked),
        "settling": SETTLING,
        "choice": Query(_query(asked, place)),
    }
    return render(request, "office/effect.html", facts)


@login_required
@require_GET
def download(request: HttpRequest, table: str) -> HttpResponse:
    """One table of an answer as a file."""
    reader = _reader(request)
    found = effect(_asked(request, reader), reader.ids, clock.now())
    few = not request_actor(request).works_at(found.asked.change.place)
    one = next((one for one in _tables(found, reader.names, few=few) if one.key == table), None)
    if one is None:
        raise Http404
    name = f"{one.key}-{found.asked.change.day}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(files.as_csv(one), content_type="text/csv; charset=utf-8", headers=headers)


def _tables(found: Found, names: Names, *, few: bool) -> list[Table]:
    return [one for one in drawn.tables(found, names, few=few) if one.rows]


def _reader(request: HttpRequest) -> Reader:
    """Raises: Refusal NOT_ALLOWED, UNKNOWN_PLACE."""
    mine = choices.read(request).mine
    today, town = clock.local_day(clock.now()), book.town()
    tasks = {key: name_on(town, key, today) for key in town.tasks}
    groups = {group.letter: group.name for group in TaskGroup.objects.all()}
    return Reader(mine, Names({place.pk: place.name for place in mine}, tasks, groups))


def _asked(request: HttpRequest, reader: Reader) -> Asked:
    """The question in the address.

    Raises:
        Refusal: UNKNOWN_PLACE, BAD_DAY, UNKNOWN_CHANGE, UNKNOWN_TASK, BAD_VALUE, CPR_IN_TEXT, ILLEGIBLE.
    """
    place = choices.read(request).place
    if place is None:
        raise Refusal(Code.UNKNOWN_PLACE, place="")
    day = dates.day_of(request.GET.get("day", "").strip())
    settling = request.GET.get("settling", "0")
    return Asked(
        _change(request, place.pk, day, reader),
        _looked(request.GET.get("look", ""), reader.names),
        int(settling) if settling in {str(weeks) for weeks in SETTLING} else 0,
        growing=request.GET.get("growing") == "1",
        beside=request.GET.get("beside", "1") != "0",
    )


def _change(request: HttpRequest, place: int, day: date, reader: Reader) -> Change:
    """A change of the history, or the one that was named."""
    sort = request.GET.get("sort", Sort.NAMED.value)
    if sort == Sort.NAMED:
        words = request.GET.get("words", "")
        refuse_illegible(words)
        named = line_of("words", refuse_cpr(words, "words"), LONGEST_WORDS)
        return Change(
            day, place, Sort.NAMED, words=named or gettext("What changed on {day}").format(day=short_day(day))
        )
    known = (one for one in history(reader.ids) if (one.place, one.day, one.sort.value) == (place, day, sort))
    found = next(known, None)
    if found is None:
        raise Refusal(Code.UNKNOWN_CHANGE)
    return found


def _looked(text: str, names: Names) -> Looked:
    """What is looked at, as the form says it ("task:passport_adult").

    Raises:
        Refusal: UNKNOWN_TASK, BAD_VALUE.
    """
    what, _, key = text.partition(":")
    if not text:
        return Looked(What.ENQUIRIES)
    if what not in set(What) or (bool(key) is not (what in {What.TASK, What.GROUP})):
        raise Refusal(Code.BAD_VALUE, field="look")
    if (what == What.TASK and key not in names.tasks) or (what == What.GROUP and key not in names.groups):
        raise Refusal(Code.UNKNOWN_TASK, task=key)
    return Looked(What(what), key)


def _key(looked: Looked) -> str:
    return f"{looked.what.value}:{looked.key}" if looked.key else looked.what.value


def _looks(place: ServicePoint, names: Names) -> list[tuple[str, list[Option]]]:
    """What may be looked at, in groups."""
    plain = [What.ENQUIRIES, What.SOLVED, What.OUTSIDE]
    plain += [What.VISITS, What.LOANS] if place.kind in LIBRARIES else []
    offered = offered_ever(place.pk)
    return [
        (gettext("Everything"), [_option(Looked(what), names) for what in plain]),
        (gettext("Groups of tasks"), _options((Looked(What.GROUP, group) for _, group in offered), names)),
        (gettext("Tasks"), _options((Looked(What.TASK, key) for key, _ in offered), names)),
    ]


def _options(some: Iterable[Looked], names: Names) -> list[Option]:
    return sorted((_option(one, names) for one in dict.fromkeys(some)), key=lambda one: collation(one.words))


def _option(one: Looked, names: Names) -> Option:
    words = {**names.tasks, **names.groups}.get(one.key) or said.looked(one, names)
    return Option(_key(one), words[:1].upper() + words[1:])


def _line(one: Change, reader: Reader) -> Line:
    place = next(point for point in reader.mine if point.pk == one.place)
    return Line(one.day, place.name, said.change(one, reader.names), _query(Asked(one), place))


def _query(asked: Asked, place: ServicePoint) -> str:
    change = asked.change
    facts: Mapping[str, object] = {
        "place": place.slug,
        "day": change.day.isoformat(),
        "sort": change.sort.value,
        **({"words": change.words} if change.sort is Sort.NAMED else {}),
        "look": _key(asked.looked),
        **({"settling": asked.settling} if asked.settling else {}),
        **({"growing": 1} if asked.growing else {}),
        **({} if asked.beside else {"beside": 0}),
    }
    return f"?{urlencode(facts)}"
