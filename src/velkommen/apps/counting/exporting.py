"""A counting week as rows of a file, by a profile."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count

from velkommen.apps.counting.models import ExportProfile
from velkommen.apps.counting.queries import Week, answers_of_week
from velkommen.apps.counting.results import counted
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places.queries import municipality
from velkommen.domain.counting_weeks import Avoidable, Said
from velkommen.domain.export_profiles import STANDARD, Column, Error, Line, Moment, Profile, table
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock

_FORMS = {Moment.MINUTE: "%Y-%m-%d %H:%M", Moment.HOUR: "%Y-%m-%d %H", Moment.DAY: "%Y-%m-%d"}


def profiles() -> list[Profile]:
    """The one every house has, then those that are kept, by name."""
    return [Profile(), *(_profile(row) for row in ExportProfile.objects.all())]


def profile(name: str) -> Profile:
    """Raises: Refusal UNKNOWN_PROFILE."""
    if name == STANDARD:
        return Profile()
    row = ExportProfile.objects.filter(name=name).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_PROFILE)
    return _profile(row)


def _profile(row: ExportProfile) -> Profile:
    words = {Column(column): dict(said) for column, said in row.words.items()}
    columns = tuple((Column(column), heading) for column, heading in row.columns)
    return Profile(row.name, columns, words, row.single, Moment(row.moment), row.unnumbered)


def rows(week: Week, places: Collection[int], form: Profile) -> list[list[str]]:
    """Headings, then the enquiries of some places in a week, in the order they came (three statements)."""
    found = counted(week, places).select_related("task", "service_point").order_by("happened_at", "pk")
    said = answers_of_week(week.row.pk)
    here = municipality()
    code = here.code if here else ""
    lines = (_line(one, said.get(one.pk), form.moment, code) for one in found.iterator())
    return [[heading for _, heading in form.columns], *table(form, lines)]


@dataclass(frozen=True)
class Unnumbered:
    """The tasks (by key) of a week that have no KLE number with their enquiries, the most first; and all enquiries of the week."""

    tasks: Mapping[str, int]
    of: int

    @property
    def number(self) -> int:
        return sum(self.tasks.values())


def unnumbered(week: Week, places: Collection[int]) -> Unnumbered:
    """What a file by KLE number tells together, since nobody gave it a number (one statement)."""
    rows = counted(week, places).order_by().values_list("task__key", "task__kle").annotate(number=Count("pk"))
    found = list(rows)
    without = sorted(((key, n) for key, kle, n in found if not kle), key=lambda one: (-one[1], one[0]))
    return Unnumbered(dict(without), sum(n for _, _, n in found))


def _line(one: Enquiry, said: Said | None, moment: Moment, code: str) -> Line:
    said = said or Said()
    exact = Moment.DAY if one.imprecise else moment
    return Line(
        {
            Column.MOMENT: f"{clock.local(one.happened_at):{_FORMS[exact]}}",
            Column.MUNICIPALITY: code,
            Column.PLACE: one.service_point.name,
            Column.KLE: one.task.kle,
            Column.CHANNEL: one.channel,
            Column.KIND: one.kind,
            Column.OUTCOME: one.outcome,
            Column.ERROR: _error(said),
            Column.CATEGORY: one.task.name_da,
            Column.DIGITAL: said.digital or "",
            Column.AVOIDABLE: said.avoidable or "",
        },
        said.matters,
    )


def _error(said: Said) -> str:
    if said.avoidable is None:
        return ""
    return Error.YES.value if said.avoidable is Avoidable.WRONG_PLACE else Error.NO.value
