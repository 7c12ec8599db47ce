"""The page of datasets, their files, and the codebook."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.making import Format, make
from velkommen.domain.rights import Right
from velkommen.interfaces.datasets import choice as choices
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.wording_datasets import TYPES

KINDS = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PARQUET: "application/vnd.apache.parquet",
}
FORMS: dict[Format, Promise] = {
    Format.CSV: _("CSV: opens in Danish spreadsheets"),
    Format.XLSX: _("Excel workbook: at most a million rows"),
    Format.PARQUET: _("Parquet: small and typed, for R, Python and DuckDB"),
}


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Every dataset in words, and the form to take one home."""
    choice = choices.read(request)
    facts = {
        "choice": choice,
        "datasets": DATASETS.values(),
        "forms": [(form.value, words, form is choice.form) for form, words in FORMS.items()],
        "doors": doors(choices.reader(request)),
    }
    return render(request, "datasets/page.html", facts)


@login_required
@require_GET
def download(request: HttpRequest) -> HttpResponse | FileResponse:
    """One dataset as a file, made in a folder that is gone before the first byte is sent: what is read is the open file."""
    choice = choices.read(request)
    with TemporaryDirectory(prefix="velkommen-data-") as folder:
        target = Path(folder) / "data"
        make(choice.dataset, choice.scope, choice.form, target)
        opened = target.open("rb")
    return FileResponse(opened, as_attachment=True, filename=choice.name, content_type=KINDS[choice.form])


@login_required
@require_GET
def codebook(request: HttpRequest) -> HttpResponse:
    """Every column and every word, in the reader's language; the file has both languages."""
    facts = {"datasets": DATASETS.values(), "types": TYPES, "doors": doors(choices.reader(request))}
    return render(request, "datasets/codebook.html", facts)


def doors(by: Actor) -> dict[str, bool]:
    """Which of the pages stand open to the reader."""
    return {"sql": by.may(Right.TAKE_DATA, EVERYWHERE)}
