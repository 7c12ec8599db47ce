"""The KLE numbers of all tasks: which have one, a sheet to fill in, and the sheet back."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.catalogue import actions
from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Task
from velkommen.apps.catalogue.numbering import MOST_BYTES, Column, read_numbers
from velkommen.domain.rights import Right
from velkommen.interfaces.manage.forms import Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables.files import rows_as_csv
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence

PROBLEMS = 20  # of a sheet that are shown at once


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Every task with its number, those without one first, and the form for a sheet."""
    _may(request)
    return answer(request, {"sheet": _sheet}, partial(_page, request))


@login_required
@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The tasks with the numbers they have, to fill in and send back."""
    _may(request)
    head = (Column.KEY.value, gettext("Task"), Column.NUMBER.value, Column.FACET.value)
    content = rows_as_csv([head, *((one.key, one.name_da, one.kle, one.kle_facet) for one in _tasks())])
    headers = {"Content-Disposition": 'attachment; filename="kle.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _may(request: HttpRequest) -> None:
    request_actor(request).require(Right.KEEP_CATALOGUE, EVERYWHERE)


def _sheet(sent: Sent) -> HttpResponse:
    """Read, and written at once if nothing is wrong with it; else every fault is shown."""
    numbers = read_numbers(sent.file("file", MOST_BYTES))
    if numbers.problems:
        told = [sentence(one) for one in numbers.problems[:PROBLEMS]]
        return _page(sent.request, Refused(sent.request), 422, problems=told, faults=len(numbers.problems))
    done = actions.import_kle(rows=numbers.rows, edition=sent.text("edition"), **sent.by())
    return redirect(f"{sent.request.path}?done=sheet&numbers={done['tasks']}")


def _page(request: HttpRequest, refused: Refused | None, status: int, **more: object) -> HttpResponse:
    rows, numbers = _tasks(), request.GET.get("numbers", "")
    facts = {
        "rows": rows,
        "without": sum(not one.kle for one in rows),
        "form": (refused.shown if refused else untouched)(_form(rows)),
        "numbers": numbers if numbers.isdecimal() else "",
        **more,
    }
    return drawn(request, "manage/kle.html", facts, status)


def _tasks() -> list[Task]:
    return sorted(catalogue.tasks(), key=lambda one: (bool(one.kle), collation(one.name)))


def _form(rows: list[Task]) -> Form:
    """The edition is proposed that most tasks have."""
    editions = [one.kle_edition for one in rows if one.kle_edition]
    usual = max(sorted(set(editions)), key=editions.count, default="")
    headings = gettext("Headings: nøgle;KLE;facet. A task whose cell is empty keeps what it has.")
    fields = [
        Field("edition", gettext("Edition"), (usual,), hint=gettext("Its month and year, as maj 2025."), required=True),
        Field("file", gettext("CSV or Excel"), kind="file", hint=headings, required=True),
    ]
    return Form("sheet", gettext("Import"), fields)
