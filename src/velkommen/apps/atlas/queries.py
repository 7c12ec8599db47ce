"""Reading the atlas: what each municipality publishes, by which model it works in a year, and who may be compared with whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from velkommen.apps.atlas.facts import REPORT_YEAR, Case, cases
from velkommen.apps.atlas.models import IndicatorFile
from velkommen.domain.cooperation import Model
from velkommen.domain.indicators.document import Document
from velkommen.domain.indicators.likeness import Likeness, likeness
from velkommen.domain.indicators.opening import opened
from velkommen.domain.indicators.reading import document
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import denmark
from velkommen.shared.danish import collation


@dataclass(frozen=True)
class Published:
    """A file that was read in: its id, what it says, when it was read, the key it is signed with, and whether and how it is gone."""

    id: int
    document: Document
    read_at: datetime
    public: str
    gone: str = ""
    gone_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """By which models a municipality works, in the order of their numbers; empty: not known. `year` is the year that is known of."""

    models: tuple[Model, ...] = ()
    year: int | None = None


UNKNOWN = Standing()


def current() -> list[Published]:
    """Every file that holds: by code, the newest period of each first (one statement)."""
    return _told(IndicatorFile.objects.filter(gone="").select_related("key").order_by("code", "-last", "first"))


def history(code: str = "") -> list[Published]:
    """Every file ever read of a municipality, or of all, the newest first (one statement)."""
    rows = IndicatorFile.objects.select_related("key").order_by("-read_at", "-id")
    return _told(rows.filter(code=code) if code else rows)


def file(file_id: int) -> IndicatorFile:
    """A file, whether it holds or not. Raises: Refusal UNKNOWN_INDICATORS."""
    found = IndicatorFile.objects.filter(pk=file_id).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_INDICATORS)
    return found


def published_by(code: str, public: str) -> IndicatorFile | None:
    """The file of a municipality's newest period that holds and is signed with a key; None where there is none."""
    rows = IndicatorFile.objects.filter(code=code, key__public=public, gone="")
    return rows.order_by("-last", "first").first()


def told(content: bytes) -> Document:
    """What a stored file says."""
    return document(opened(content).content)


@lru_cache(maxsize=1000)
def _told_once(digest: str, content: bytes) -> Document:
    return told(content)


def _told(rows: Iterable[IndicatorFile]) -> list[Published]:
    return [
        Published(
            row.pk,
            _told_once(row.digest, bytes(row.content)),
            row.read_at,
            row.key.public,
            row.gone,
            row.gone_at,
        )
        for row in rows
    ]


def of_year(files: Iterable[Published], year: int) -> list[Published]:
    """Those whose period touches a year."""
    return [one for one in files if one.document.first.year <= year <= one.document.last.year]


def years_known(files: Iterable[Published]) -> list[int]:
    """The years something is known of, oldest first: the report's, and those of the files."""
    found = {REPORT_YEAR}
    for one in files:
        found |= set(range(one.document.first.year, one.document.last.year + 1))
    return sorted(found)


def standings(files: Iterable[Published], year: int | None) -> dict[str, Standing]:
    """Code -> its standing in a year, or the newest known of each; who is not in it is not known.

    What was known of one year says nothing of another: a model of 2010 may be long gone.
    """
    found: dict[str, Standing] = {}
    if year in (None, REPORT_YEAR):
        found = {code: told for code, rows in cases().items() if (told := _of_report(rows)).models}
    kept = sorted(files if year is None else of_year(files, year), key=lambda one: one.document.last)
    for one in kept:
        models = _of_places(one.document)
        if models:
            found[one.document.code] = Standing(models, year or one.document.last.year)
    return found


def _of_report(rows: Sequence[Case]) -> Standing:
    return Standing(_sorted(row.model for row in rows if row.held), REPORT_YEAR)


def _of_places(found: Document) -> tuple[Model, ...]:
    """The models of its places; "none" only where no place works by one, and unknown ones say nothing."""
    models = {Model(one.model) for one in found.places} - {Model.UNKNOWN}
    return _sorted(models - {Model.NONE} or models)


def _sorted(models: Iterable[Model]) -> tuple[Model, ...]:
    return tuple(sorted(set(models), key=list(Model).index))


def likeness_of(found: Document) -> Likeness:
    """By the inhabitants it counts itself, and the area of Denmark's list or else its own."""
    known = denmark.by_code().get(found.code)
    return likeness(found.population, known.area if known else found.area)


def newest(files: Iterable[Published]) -> dict[str, Published]:
    """Code -> its file of the newest period (the longest of those that end on the same day)."""
    found: dict[str, Published] = {}
    for one in sorted(files, key=lambda one: (one.document.last, one.document.days), reverse=True):
        found.setdefault(one.document.code, one)
    return found


def alike(files: Iterable[Published], code: str) -> list[Published]:
    """The newest file of a municipality and of those like it, in the order of the alphabet; empty where it has none."""
    known = newest(files)
    if code not in known:
        return []
    mine = likeness_of(known[code].document)
    like = [one for key, one in known.items() if key == code or likeness_of(one.document).alike(mine)]
    return sorted(like, key=lambda one: collation(one.document.name))


def invented(files: Iterable[Published]) -> Mapping[str, str]:
    """Code -> name of the invented municipalities that published something."""
    return {one.document.code: one.document.name for one in files if one.document.invented}
