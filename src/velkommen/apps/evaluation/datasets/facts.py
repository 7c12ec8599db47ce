"""What the rows of the other datasets point at: places, and tasks as they are on the last day of the span."""

from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue.queries import tasks_on
from velkommen.apps.evaluation.datasets.shape import Column, Dataset, Feed, Scope, Type, codes_of, plain
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.catalogue import Attendance, Authority, SelfService, Where
from velkommen.domain.kinds import DeskRole, PlaceKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.shared.wording_datasets import DISCRETIONS, IN_USE, SELF_SERVICE
from velkommen.shared.wording_enquiries import UNITS
from velkommen.shared.wording_rules import PLACE_KINDS, ROLES
from velkommen.shared.wording_tasks import ATTENDANCES, AUTHORITIES, WHERES


def _places(scope: Scope) -> Feed:
    rows = ServicePoint.objects.order_by("slug")
    if scope.places is not None:
        rows = rows.filter(pk__in=list(scope.places))
    found = rows.values_list("slug", "name", "kind", "postal_code", "town", "latitude", "longitude", "active")
    return plain(PLACES.columns, [(*row, "yes" if active else "no") for *row, active in found])


def _tasks(scope: Scope) -> Feed:
    rows = [
        (
            task.key,
            task.name_da,
            task.name_en,
            task.group,
            task.authority,
            task.unit,
            task.desk_role,
            task.discretion,
            task.minutes,
            task.competence,
            task.attendance,
            task.where,
            task.self_service,
            task.kle,
            task.kle_facet,
        )
        for task in tasks_on(scope.last)
    ]
    return plain(TASKS.columns, rows)


PLACES = Dataset(
    key="places",
    title=_("Places"),
    row=_("One place where citizens are served, those no longer in use too."),
    purpose=_("To put names and positions to the places of the other datasets."),
    columns=(
        Column("place", Type.TEXT, _("The place, as addresses have it."), "places.ServicePoint.slug"),
        Column("name", Type.TEXT, _("What the place is called."), "places.ServicePoint.name"),
        Column(
            "kind",
            Type.CODE,
            _("What sort of place it is."),
            "places.ServicePoint.kind",
            codes=codes_of(PlaceKind, PLACE_KINDS),
        ),
        Column("postal_code", Type.TEXT, _("Its postal code."), "places.ServicePoint.postal_code"),
        Column("town", Type.TEXT, _("Its town."), "places.ServicePoint.town"),
        Column(
            "latitude",
            Type.DECIMAL,
            _("Where it lies, north. Empty where it moves or nobody has said."),
            "places.ServicePoint.latitude",
            _("degrees"),
        ),
        Column(
            "longitude",
            Type.DECIMAL,
            _("Where it lies, east. Empty where it moves or nobody has said."),
            "places.ServicePoint.longitude",
            _("degrees"),
        ),
        Column("in_use", Type.CODE, _("Whether it is in use."), "places.ServicePoint.active", codes=IN_USE),
    ),
    feed=_places,
    small=False,
    dated=False,
)
TASKS = Dataset(
    key="tasks",
    title=_("Tasks"),
    row=_("One task of the catalogue, as it is on the last day of the span."),
    purpose=_("To group enquiries by what the law and the municipality say of a task."),
    columns=(
        Column("task", Type.TEXT, _("The task, as programs name it."), "catalogue.Task.key"),
        Column("task_da", Type.TEXT, _("What the task is called in Danish."), "catalogue.Task.name_da"),
        Column("task_en", Type.TEXT, _("What the task is called in English."), "catalogue.Task.name_en"),
        Column("line", Type.TEXT, _("The letter of the line its task waits in."), "catalogue.TaskGroup.letter"),
        Column(
            "authority",
            Type.CODE,
            _("Whose decision it is."),
            "catalogue.Task.authority",
            codes=codes_of(Authority, AUTHORITIES),
        ),
        Column("unit", Type.CODE, _("Whose task it is."), "catalogue.Task.unit", codes=codes_of(Unit, UNITS)),
        Column(
            "desk_role",
            Type.CODE,
            _("What a desk does with it."),
            "catalogue.Task.desk_role",
            codes=codes_of(DeskRole, ROLES),
        ),
        Column(
            "discretion",
            Type.CODE,
            _("How much judgement it takes."),
            "catalogue.Task.discretion",
            codes=codes_of(Discretion, DISCRETIONS),
        ),
        Column("minutes", Type.WHOLE, _("What it is thought to take."), "catalogue.Task.minutes", _("minutes")),
        Column(
            "competence", Type.TEXT, _("What one must be trained for. Empty: nothing."), "catalogue.Task.competence"
        ),
        Column(
            "attendance",
            Type.CODE,
            _("Whether the citizen must come."),
            "catalogue.Task.attendance",
            codes=codes_of(Attendance, ATTENDANCES),
        ),
        Column("done_where", Type.CODE, _("Which desks may."), "catalogue.Task.where", codes=codes_of(Where, WHERES)),
        Column(
            "self_service",
            Type.CODE,
            _("How far one gets alone, online."),
            "catalogue.Task.self_service",
            codes=codes_of(SelfService, SELF_SERVICE),
        ),
        Column("kle", Type.TEXT, _("Its number in KLE, where one is known."), "catalogue.Task.kle"),
        Column("kle_facet", Type.TEXT, _("Its facet in KLE, where one is known."), "catalogue.Task.kle_facet"),
    ),
    feed=_tasks,
    small=False,
    dated=False,
)
