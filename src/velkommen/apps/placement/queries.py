"""Who is asking and what may they do; what is offered where."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import TaskGroup
from velkommen.apps.people.actions import digest
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.competences import ABLE_ROLES
from velkommen.apps.placement.models import NO_ROLE, Absence, Competence, DeskGroup, Device, Offer, Posting
from velkommen.apps.places import queries as places
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor, ActorKind
from velkommen.shared.log.models import Deed
from velkommen.shared.ready import Ready
from velkommen.shared.wording_tasks import name_on

_DIGEST = "the digest of a token"  # stands in the SQL that is kept for the one asked about


def actor_of(staff: Staff) -> Actor:
    """A logged-in member of staff as an actor (one statement)."""
    held = Posting.objects.filter(staff=staff).values_list("service_point_id", "role")
    return _staff_actor(staff.pk, staff.shown_name, staff.unit, held)


def actor_by_username(username: str) -> Actor:
    """A member of staff as an actor, by what they log in with. Raises: Refusal UNKNOWN_USER."""
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise Refusal(Code.UNKNOWN_USER, username=username)
    return actor_of(staff)


def administrators() -> list[Staff]:
    """Those who may arrange everything. Without one the house is open to whoever has the code its server prints."""
    held = Posting.objects.filter(role=Role.ADMIN.value, service_point=None)
    return list(Staff.objects.filter(is_active=True, pk__in=held.values("staff")).order_by("pk"))


def staff_at(place: int) -> list[tuple[Staff, Role]]:
    """Those who work at a place with their roles there, in the order they came."""
    rows = Posting.objects.select_related("staff").filter(service_point=place, staff__is_active=True).order_by("id")
    return [(row.staff, Role(row.role)) for row in rows]


def staff_of(places: Iterable[int]) -> list[Staff]:
    """Those who can hold a competence at some places, each once (one statement)."""
    posted = Posting.objects.filter(service_point__in=list(places), role__in=ABLE_ROLES).values("staff")
    return list(Staff.objects.filter(is_active=True, pk__in=posted).order_by("pk"))


def offered_ever(place: int) -> list[tuple[str, str]]:
    """What a place does, did or will do, whatever its role in it: (key of the task, letter of its group)."""
    rows = Offer.objects.filter(service_point=place).order_by("task__key")
    return list(rows.values_list("task__key", "task__group__letter").distinct())


def competences(staff: Iterable[int]) -> list[Competence]:
    """Everything some members of staff hold, held or will hold, of any level, with who taught them (one statement)."""
    rows = Competence.objects.filter(staff__in=staff).select_related("taught_by")
    return list(rows.order_by("staff_id", "key", "first"))


def away(staff: Iterable[int] | None, at: datetime) -> set[int]:
    """Which of some people (None: of all) are absent at a moment (one statement)."""
    local = clock.local(at)
    day, minute = local.date(), minute_of_day(local)
    now = Q(opens=None) | Q(opens__lte=minute, closes__gt=minute)
    rows = Absence.objects.filter(now, first__lte=day, last__gte=day)
    if staff is not None:
        rows = rows.filter(staff__in=list(staff))
    return set(rows.values_list("staff_id", flat=True))


def actor_by_token(token: str) -> Actor | None:
    """The member of staff behind an access token, in one statement; None when it is unknown, revoked or unposted."""
    sql, params = _postings_by_token()
    with connection.cursor() as cursor:
        cursor.execute(sql, [digest(token) if param == _DIGEST else param for param in params])
        rows = cursor.fetchall()
    if not rows:
        return None
    _, _, pk, first_name, username, unit = rows[0]
    return _staff_actor(pk, first_name or username, unit, ((row[0], row[1]) for row in rows))


@cache
def _postings_by_token() -> tuple[str, tuple[Any, ...]]:
    """The question every request of a program begins with. Writing its SQL takes longer than asking it, so that is done once."""
    held = Posting.objects.filter(
        staff__tokens__digest=_DIGEST, staff__tokens__revoked_at=None, staff__is_active=True
    ).values_list("service_point_id", "role", "staff_id", "staff__first_name", "staff__username", "staff__unit")
    sql, params = held.query.sql_with_params()
    return sql, params


def device_by_token(token: str, role: Role) -> tuple[Device, Actor] | None:
    """A kiosk or board with its service point, and as an actor; None when unknown or revoked."""
    device = (
        Device.objects.select_related("service_point")
        .filter(digest=digest(token), role=role.value, revoked_at=None)
        .first()
    )
    if device is None:
        return None
    grants = {device.service_point_id: frozenset({role})}
    return device, Actor(ActorKind.DEVICE, device.pk, grants=grants)


def public_at(place: int) -> Actor:
    """Anybody at home, with a browser for a kiosk: what a place gives of numbers from home is for the deed to say."""
    return Actor(ActorKind.PUBLIC, grants={place: frozenset({Role.KIOSK})})


def lines_of_each() -> Subquery:
    """Of each desk of a query, the task groups it serves: their ids with commas between; None where it serves every line."""
    mine = DeskGroup.objects.filter(desk=OuterRef("pk")).order_by().values("desk")
    return Subquery(mine.annotate(all=_Listed("group")).values("all"))


class _Listed(Aggregate):
    """Ids as one text."""

    function = "STRING_AGG"
    template = "%(function)s(CAST(%(expressions)s AS text), ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> tuple[str, Any]:
        return super().as_sql(
            compiler, connection, function="GROUP_CONCAT", template="%(function)s(%(expressions)s)", **extra
        )


def devices(managed: Iterable[int]) -> list[Device]:
    """The kiosks and boards that are paired at some places, with the place, newest first."""
    paired = Device.objects.select_related("service_point").filter(service_point__in=managed, revoked_at=None)
    return list(paired.order_by("-id"))


def revoked_devices() -> list[int]:
    """The devices whose address was taken away: their streams are never opened again."""
    return list(Device.objects.filter(revoked_at__isnull=False).values_list("id", flat=True))


def offer(place: int, task_key: str, day: date) -> Offer:
    """What a place does with a task on a local day, with both loaded, and with the edition of the book: one statement when it does.

    Raises:
        Refusal: TASK_NOT_OFFERED, PLACE_RETIRED, UNKNOWN_TASK, UNKNOWN_PLACE.
    """
    found = _OFFER.first(place=place, task_key=task_key, day=day)
    if found is None:
        raise _why_not_offered(place, task_key, day)
    places.in_use(found.service_point)
    return found


def offers(place: int, day: date) -> QuerySet[Offer]:
    """What a place does with which tasks on a local day, with group and place loaded, and with the edition of the book."""
    newest = Deed.objects.filter(rules=True).order_by("-id").values("id")[:1]
    rows = in_force(day).filter(service_point=place).select_related("service_point", "task", "task__group")
    return rows.annotate(edition=Coalesce(Subquery(newest), 0))


def in_force(day: date) -> QuerySet[Offer]:
    """The steps that hold on a local day, those that end something left out."""
    later = Offer.objects.filter(service_point=OuterRef("service_point"), task=OuterRef("task"), since__lte=day)
    rows = Offer.objects.filter(since__lte=day).exclude(role=NO_ROLE)
    return rows.exclude(Exists(later.filter(since__gt=OuterRef("since"))))


_OFFER = Ready(lambda place, task_key, day: offers(place, day).filter(task__key=task_key))


def lines_offered(place: int, day: date) -> list[TaskGroup]:
    """The task groups a place does anything with on a local day, in their order."""
    offered = in_force(day).filter(service_point=place)
    return list(TaskGroup.objects.filter(id__in=offered.values("task__group")))


def _staff_actor(pk: int, name: str, unit: str, held: Iterable[tuple[int | None, str]]) -> Actor:
    grants: dict[int, set[Role]] = defaultdict(set)
    for place, role in held:
        grants[place or EVERYWHERE].add(Role(role))
    return Actor(ActorKind.STAFF, pk, name, Unit(unit), {place: frozenset(roles) for place, roles in grants.items()})


def _why_not_offered(place: int, task_key: str, day: date) -> Refusal:
    where, what = places.service_point_by_id(place), catalogue.task(task_key)
    return Refusal(Code.TASK_NOT_OFFERED, place=where.name, task=name_on(book.town(), what.key, day))
