"""Closed days: the last that were sealed, and every correction since with who and why. The page and its files."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.apps.places.queries import service_points
from velkommen.apps.statistics.models import Entry
from velkommen.apps.statistics.signing import public_key
from velkommen.domain.ledger import EntryKind
from velkommen.domain.rights import Right
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.office.doors import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables import few, files
from velkommen.interfaces.web.tables.shown import shown
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Table
from velkommen.interfaces.web.templatetags.words import long_moment, number
from velkommen.shared.actor import EVERYWHERE, Actor, ActorKind
from velkommen.shared.wording_statistics import ROLES, WHYS

SEALED, CORRECTED = 31, 100  # lines shown: a month of days, and what one reads of corrections
HEAD = 16  # of 64 characters: enough to tell one from another


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The last sealed days and what was corrected."""
    tables, newest = _tables(request), Entry.objects.order_by("-id").first()
    facts = {
        "tables": [shown(table) for table in tables] if newest else [],
        "head": newest.head if newest else "",
        "key": public_key(),
        "doors": doors(request, "ledger"),
    }
    return render(request, "office/ledger.html", facts)


@login_required
@require_GET
def download(request: HttpRequest, closed: str) -> HttpResponse:
    """One table of the page as a file."""
    found = next((one for one in _tables(request) if one.key == closed), None)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{closed}.csv"'}
    return HttpResponse(files.as_csv(found), content_type="text/csv; charset=utf-8", headers=headers)


def _tables(request: HttpRequest) -> list[Table]:
    """Raises: Refusal NOT_ALLOWED to those who may see no figures at all; NO_PLACE_YET."""
    by = request_actor(request)
    places = {place.pk: place.name for place in service_points() if by.may(Right.SEE_STATISTICS, place.pk)}
    if not places:
        raise by.nowhere(Right.SEE_STATISTICS)
    return [_corrections(by, places), _sealed(by)]


def _sealed(by: Actor) -> Table:
    found = list(Entry.objects.filter(kind=EntryKind.SEAL.value).order_by("-day", "-id")[:SEALED])
    rows = [(row.day, _whole(by, row.number), row.head[:HEAD], long_moment(row.at)) for row in found]
    alone = (
        []
        if by.may(Right.SEE_STATISTICS, EVERYWHERE)
        else [gettext("The number of all places is told to those who may see them all.")]
    )
    return Table(
        key="sealed",
        title=gettext("The last days that were closed"),
        head=(gettext("Day"), gettext("Enquiries"), gettext("Seal"), gettext("Sealed")),
        rows=rows,
        notes=few.notes(
            rows,
            gettext("A seal is tied to the one before it: whoever changes a day by hand breaks every seal after it."),
            *alone,
        ),
    )


def _whole(by: Actor, count: int) -> Cell:
    """Enquiries of all places: for those who see all; not of a few for those who do not work at all."""
    if not by.may(Right.SEE_STATISTICS, EVERYWHERE):
        return "–"
    return UNTOLD if 0 < count < SMALL and not by.works_at(EVERYWHERE) else count


def _corrections(by: Actor, places: Mapping[int, str]) -> Table:
    rows = list(Entry.objects.filter(kind=EntryKind.CORRECTION.value).order_by("-id")[:CORRECTED])
    who = _names(rows) if by.may_somewhere(Right.SEE_LOG) else _roles(rows)
    said = ngettext("%(n)s correction", "%(n)s corrections", len(rows)) % {"n": number(len(rows))}
    return Table(
        key="corrections",
        title=said if rows else gettext("No closed day was corrected"),
        head=(gettext("Day"), gettext("What changed"), gettext("Why"), gettext("Who"), gettext("Seal")),
        rows=[
            (row.day, _change(by, row, places), _why(row, places), who.get(row.actor, ""), row.head[:HEAD])
            for row in rows
        ],
    )


def _change(by: Actor, row: Entry, places: Mapping[int, str]) -> str:
    """Enquiries before and after, at the places the reader may see; of a few only to who works there."""
    mine = {int(place): numbers for place, numbers in row.changed.items() if int(place) in places}
    told = [
        gettext("%(place)s: %(before)s → %(after)s")
        % {"place": places[place], "before": _few(by, place, before), "after": _few(by, place, after)}
        for place, (before, after) in mine.items()
    ]
    if row.changed and not told:
        return gettext("The number of enquiries at places you may not see")
    return "; ".join(told) or gettext("The number of enquiries is the same; something else of that day is not")


def _few(by: Actor, place: int, count: int) -> str:
    if 0 < count < SMALL and not by.works_at(place):
        return gettext("under {few}").format(few=SMALL)
    return number(count)


def _why(row: Entry, places: Mapping[int, str]) -> str:
    """With the file of an import, for those who may see one of its places."""
    file = row.about.get("file") if any(int(place) in places for place in row.changed) else None
    return f"{WHYS[row.why]}: {file}" if file else str(WHYS[row.why])


def _names(rows: Iterable[Entry]) -> dict[str, str]:
    """Actor as the log names them -> what colleagues call them."""
    people = Staff.objects.in_bulk(_staff(rows))
    return _of_house() | {_key(pk): one.shown_name for pk, one in people.items()}


def _roles(rows: Iterable[Entry]) -> dict[str, str]:
    """Actor as the log names them -> their roles."""
    found: dict[str, list[str]] = {}
    for staff, role in (
        Posting.objects.filter(staff__in=_staff(rows)).values_list("staff", "role").order_by("role").distinct()
    ):
        found.setdefault(_key(staff), []).append(str(ROLES[role]))
    return _of_house() | {key: ", ".join(dict.fromkeys(roles)) for key, roles in found.items()}


def _staff(rows: Iterable[Entry]) -> Sequence[int]:
    kinds = (row.actor.partition(":") for row in rows)
    return [int(pk) for kind, _, pk in kinds if kind == ActorKind.STAFF]


def _key(staff: int) -> str:
    return f"{ActorKind.STAFF}:{staff}"


def _of_house() -> dict[str, str]:
    return {f"{ActorKind.SYSTEM}:0": gettext("The house itself")}
