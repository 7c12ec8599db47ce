"""A municipality's sheets on a page: choose files, see every fault or every change, and only then write."""

from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from velkommen.apps.setup.actions import import_municipality, planned
from velkommen.apps.setup.exporting import tables, workbook
from velkommen.apps.setup.present import present
from velkommen.apps.setup.reading import MOST_BYTES, Book, File, Problem, packed, read
from velkommen.apps.setup.telling import told
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import operation
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.wording import sentence

MOST_FAULTS = 500  # on one page
MOST_CHANGES = 20  # of one kind
MOST_CARRIED = 3_500_000  # bytes a page can carry from the dry run to the writing; more goes by the command line
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The form; after a POST what the chosen files would do. Nothing is written here."""
    _may(request)
    if request.method != "POST":
        return _page(request, done=request.GET.get("done") == "1")
    files = [(one.name or "", one.read(MOST_BYTES + 1)) for one in request.FILES.getlist("files")]
    if not files:
        raise Refusal(Code.FILE_MISSING)
    return _looked_at(request, files)


@login_required
def write(request: HttpRequest) -> HttpResponse:
    """Write what a page of the dry run carries. It is read and compared anew."""
    by = _may(request)
    if request.method != "POST":
        return redirect("manage-import")
    data, at = _carried(request), clock.now()
    book = read([("import.zip", data)])
    digest = sha256(data).digest()
    import_municipality(book=book, digest=digest, by=by, at=at, op=operation(request))
    return redirect("/manage/import/?done=1")


@login_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The municipality as it is, as a workbook that can be read in again."""
    _may(request)
    return _workbook("velkommen.xlsx", workbook(tables(present(clock.local_day(clock.now())))))


@login_required
@require_GET
def headings(request: HttpRequest) -> HttpResponse:
    """The headings of every sheet, to fill in."""
    _may(request)
    return _workbook("velkommen-tom.xlsx", workbook(tables(None)))


def _may(request: HttpRequest) -> Actor:
    """Raises: Refusal NOT_ALLOWED unless the reader arranges every place and keeps the catalogue."""
    by = request_actor(request)
    for right in (Right.ARRANGE, Right.KEEP_CATALOGUE):
        by.require(right, EVERYWHERE)
    return by


def _looked_at(request: HttpRequest, files: list[File]) -> HttpResponse:
    book = read(files)
    plan = planned(book, clock.now())
    carried = packed(files) if not plan.problems else b""
    facts = {
        "names": [name for name, _ in files],
        "problems": [_line(one, several=len(files) > 1) for one in plan.problems[:MOST_FAULTS]],
        "faults": len(plan.problems),
        "told": told(plan, MOST_CHANGES),
        "changes": any(plan.changes.values()),
        "unused": book.unused,
        "carried": urlsafe_b64encode(carried).decode() if len(carried) <= MOST_CARRIED else "",
    }
    return _page(request, status=422 if _wrong(book, facts) else 200, **facts)


def _wrong(book: Book, facts: dict[str, object]) -> bool:
    return bool(facts["faults"]) or not book.count()


def _line(problem: Problem, *, several: bool) -> dict[str, object]:
    where = problem.where
    sheet = f"{where.file}: {where.sheet}" if several and where.sheet else where.sheet or where.file
    return {"sheet": sheet, "row": where.row or "", "column": problem.column, "sentence": sentence(problem.refusal)}


def _carried(request: HttpRequest) -> bytes:
    """Raises: Refusal BAD_VALUE."""
    try:
        data = b64decode(request.POST.get("carried", ""), altchars=b"-_", validate=True)
    except (NotBase64, ValueError) as error:
        raise Refusal(Code.BAD_VALUE, field="carried") from error
    if not data:
        raise Refusal(Code.BAD_VALUE, field="carried")
    return data


def _page(request: HttpRequest, status: int = 200, **facts: object) -> HttpResponse:
    return render(request, "manage/import.html", {"op": uuid4(), "here": "/manage/import/", **facts}, status=status)


def _workbook(name: str, data: bytes) -> HttpResponse:
    return HttpResponse(data, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})
