"""How the units of Fjordby work together, who was trained for what, and who usually serves when. All of it is made up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from velkommen.apps.catalogue.models import Task
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import ALWAYS, AgreedTask, Agreement, Competence, DutyPeriod, Posting
from velkommen.apps.places.models import ServicePoint, columns
from velkommen.domain.competence import Level, Won
from velkommen.domain.cooperation import PartnerKind
from velkommen.domain.hours.periods import Period
from velkommen.domain.kinds import Unit
from velkommen.project.demo import town

TRAINED = timedelta(days=30)  # before the units began to work together
DECIDED = timedelta(days=75)
RUNS_OUT = timedelta(days=20)  # from today

OFFICE = ("passport", "driving_licence", "mitid", "civil_registration", "health", "pension")
JOINT = ("passport", "driving_licence", "mitid", "library")
COMPETENCES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("sara", "jonas", "fatima", "peter", "line", "omar", "hanne", "ali"), OFFICE),
    **dict.fromkeys(("mette", "karen", "niels", "ida"), (*JOINT, "civil_registration", "health", "pension")),
    "jens": ("mitid", "library", "health"),
    "bodil": ("mitid", "library", "pension"),
    "kurt": ("mitid", "library", "pension"),
    "birte": ("mitid", "library", "pension"),
    "lene": ("library",),
    "pia": ("library",),
}
VOTES = ("sara", "ali", "mette", "karen")
BEFORE = frozenset({"library", *OFFICE}) - {"passport", "driving_licence"}  # what library staff could do already
TEMPORARY = ("ida", "passport")
TEACHERS = {
    ("ali", "passport"),
    ("ali", "driving_licence"),
    ("sara", "pension"),
    ("mette", "mitid"),
    ("karen", "library"),
}


@dataclass(frozen=True)
class AgreementPlan:
    """What holds at a place from the beginning, or from the turn of the year."""

    slug: str
    axes: dict[str, object]
    performed: dict[str, Unit] = field(default_factory=dict)
    from_the_turn: bool = False


_BOTH = [Unit.CITIZEN_SERVICE.value, Unit.LIBRARY.value]
_JOINT_DESK = {
    "premises_shared": True,
    "leadership_joint": True,
    "desk_shared": True,
    "units": _BOTH,
    "all_but_discretion": [Unit.LIBRARY.value],
    "project_owner": "Leder af Bibliotek og Borgerservice",
    "is_centre": True,
}
_FORMS = dict.fromkeys(("info_forms", "hearing_batteries", "receipt_refund"), Unit.LIBRARY)
_PARTNERS = (
    PartnerKind.JOB_SERVICE,
    PartnerKind.POLICE,
    PartnerKind.SSP,
    PartnerKind.TOURIST_OFFICE,
    PartnerKind.TRADE_ASSOCIATION,
)
#: Vesterby has none, as in many a town: the house says so.
AGREEMENTS = (
    AgreementPlan("raadhuset", {"units": [Unit.CITIZEN_SERVICE.value], "is_centre": True}),
    AgreementPlan("hovedbiblioteket", {"premises_shared": True, "units": _BOTH}),
    AgreementPlan("hovedbiblioteket", _JOINT_DESK, from_the_turn=True),
    AgreementPlan("nordby", {"small_start": True, "units": [Unit.LIBRARY.value]}),
    AgreementPlan("nordby", _JOINT_DESK, from_the_turn=True),
    AgreementPlan("soenderby", {"small_start": True, "units": [Unit.LIBRARY.value]}),
    AgreementPlan(
        "soenderby",
        {"units": [Unit.LIBRARY.value], "project_owner": "Filialleder", "is_centre": False},
        _FORMS,
        from_the_turn=True,
    ),
    AgreementPlan(
        "bogbussen", {"units": [Unit.LIBRARY.value], "project_owner": "Leder af det mobile bibliotek"}, _FORMS
    ),
    AgreementPlan(
        "infocentret",
        {
            "premises_shared": True,
            "desk_shared": True,
            "units": [Unit.PARTNER.value],
            "partners": [kind.value for kind in _PARTNERS],
            "project_owner": "Centerleder",
        },
        {"info_forms": Unit.PARTNER, "library_question": Unit.PARTNER},
    ),
)


@dataclass(frozen=True)
class DutyPlan:
    """Somebody's usual hours at a place; `week` None: every week, else the even (0) or the odd (1) ones."""

    username: str
    slug: str
    weekdays: tuple[int, ...]
    stretch: tuple[str, str]
    week: int | None = None

    def period(self) -> Period:
        opens, closes = self.stretch
        every, week = (1, 0) if self.week is None else (2, self.week)
        return Period(frozenset(self.weekdays), (town.minute(opens), town.minute(closes)), every=every, week=week)


_SATURDAY, _SUNDAY = (5,), (6,)
#: Only the two joint desks keep a roster; elsewhere whoever is posted is taken to be there.
DUTIES = (
    DutyPlan("mette", "nordby", (0, 1, 2, 3), ("10:00", "18:00")),
    DutyPlan("mette", "nordby", _SATURDAY, ("10:00", "14:00"), 0),
    DutyPlan("ida", "nordby", (4,), ("10:00", "18:00")),
    DutyPlan("ida", "nordby", _SATURDAY, ("10:00", "14:00"), 1),
    DutyPlan("jens", "nordby", (0, 1, 2, 3, 4), ("10:00", "18:00")),
    DutyPlan("ali", "nordby", (1, 3), ("13:00", "17:00")),
    DutyPlan("karen", "hovedbiblioteket", (0, 1, 2, 3, 4), ("10:00", "17:00")),
    DutyPlan("niels", "hovedbiblioteket", (0, 1, 2, 3), ("12:00", "19:00")),
    DutyPlan("niels", "hovedbiblioteket", _SATURDAY, ("10:00", "14:00"), 1),
    DutyPlan("karen", "hovedbiblioteket", _SATURDAY, ("10:00", "14:00"), 0),
    DutyPlan("ida", "hovedbiblioteket", (0, 1, 2), ("10:00", "19:00")),
    DutyPlan("jens", "hovedbiblioteket", _SATURDAY, ("10:00", "14:00")),
    DutyPlan("jens", "hovedbiblioteket", _SUNDAY, ("12:00", "15:00")),
    DutyPlan("ali", "hovedbiblioteket", (0, 2), ("10:00", "15:00")),
)


def settle(today: date, turn: date) -> None:
    """Insert agreements, competences and duties. `turn`: the day the units began to work together."""
    points = dict(ServicePoint.objects.values_list("slug", "id"))
    staff = dict(Staff.objects.values_list("username", "id"))
    _agreements(points, turn)
    Competence.objects.bulk_create(_competences(staff, today, turn))
    postings = {(row.staff_id, row.service_point_id): row for row in Posting.objects.all()}
    DutyPeriod.objects.bulk_create(
        DutyPeriod(posting=postings[staff[plan.username], points[plan.slug]], **columns(plan.period()))
        for plan in DUTIES
    )


def _agreements(points: dict[str, int], turn: date) -> None:
    tasks = dict(Task.objects.values_list("key", "id"))
    for plan in AGREEMENTS:
        decided = {"decided_on": turn - DECIDED} if plan.axes.get("is_centre") else {}
        row = Agreement.objects.create(
            service_point_id=points[plan.slug], since=turn if plan.from_the_turn else ALWAYS, **plan.axes, **decided
        )
        AgreedTask.objects.bulk_create(
            AgreedTask(agreement=row, task_id=tasks[key], unit=unit.value) for key, unit in plan.performed.items()
        )


def _competences(staff: dict[str, int], today: date, turn: date) -> Iterable[Competence]:
    library = {plan.username for plan in town.STAFF if plan.unit is Unit.LIBRARY}
    for username, keys in COMPETENCES.items():
        for key in keys:
            early = username not in library or key in BEFORE
            last = today + RUNS_OUT if (username, key) == TEMPORARY else None
            level = Level.TEACHES if (username, key) in TEACHERS else Level.ALONE
            won = Won.BEFORE if early else Won.COURSE
            first = ALWAYS if early else turn - TRAINED
            yield Competence(
                staff_id=staff[username], key=key, first=first, last=last, level=level.value, won=won.value
            )
    for username in VOTES:
        yield Competence(staff_id=staff[username], key="postal_vote")
