"""The town the journeys walk in, made by a process of its own that prints what they must know.

Fjordby with a fortnight behind it and never closed, and branches beside it: a good many for the journeys, so that none meets another's
line, and one for each state a screen is looked at in. A process of its own, because Playwright keeps an event loop running in
the tests' own, and there Django's database refuses to work.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections, transaction
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults

from tests.appointments import booked
from tests.people import close, never_closes
from velkommen.apps.appointments import actions as appointments
from velkommen.apps.appointments.models import Appointment, Cell, Terms
from velkommen.apps.appointments.queries import find
from velkommen.apps.catalogue.models import Task
from velkommen.apps.courses import queries as courses
from velkommen.apps.courses.models import Series, SignUp
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.lifelines import actions as lifelines
from velkommen.apps.lifelines.models import Expert
from velkommen.apps.people.actions import digest
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Absence, Competence, Device, DutyPeriod, LocalSuspension, Offer, Posting
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.places.models import Desk, Equipment, OpeningPeriod, ServicePoint
from velkommen.apps.roster.actions import take_seat
from velkommen.apps.roster.models import Seat
from velkommen.apps.surveys.actions import start_asking
from velkommen.apps.surveys.models import Round
from velkommen.apps.visits.models import Visit
from velkommen.domain.booking.days import Kind
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.booking.terms import Asker
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter as HandedOver
from velkommen.domain.lifelines import Note
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import Role
from velkommen.domain.surveys import Audience
from velkommen.project.database import prepare
from velkommen.project.demo import build
from velkommen.shared import clock
from velkommen.shared.actor import PUBLIC, SYSTEM, Actor, ActorKind

DAYS, JOURNEYS = 14, 60
AT_JOURNEYS = ("mette", "ali")  # they serve at the branches of the journeys
EXPERT = LEADS_THEM = "erik"  # and not Lene, whose figures and devices stay those of a town of usual size
AT_KIOSK = 10  # more than a kiosk may show
FROM_HOME = 5
BOOKING = 6  # branches of the journeys of those who book
USUAL, SECOND, DISCREET = "passport_adult", "address_change", "home_aids"
APPOINTMENTS = ("a_held", "a_asked", "a_today", "a_later", "a_arrived", "a_cancelled", "a_missed")


class Stage:
    """A branch in one state: what was done there happened one second after the other in the last minutes."""

    def __init__(self, slug: str, clerk: str, now: datetime) -> None:
        self.place, self.desk = _branch(slug), Desk.objects.get(service_point__slug=slug, number=1)
        self._at = now - timedelta(minutes=4)
        staff = Staff.objects.get(username=clerk)
        Posting.objects.create(staff=staff, service_point=self.place, role=Role.CLERK.value)
        book.forget()
        self.clerk = actor_of(staff)

    def by(self, actor: Actor | None = None) -> dict[str, Any]:
        self._at += timedelta(seconds=1)
        return {"by": actor or self.clerk, "at": self._at, "op": uuid4()}

    def sit(self) -> None:
        take_seat(place=self.place.pk, desk=self.desk.pk, **self.by())

    def draw(self, task: str = USUAL) -> Visit:
        answer = actions.issue_ticket(place=self.place.pk, task=task, **self.by(SYSTEM))
        return Visit.objects.get(pk=answer["visit"]["id"])

    def call(self, task: str = USUAL) -> Visit:
        visit = self.draw(task)
        actions.call_visit(visit=visit.pk, desk=self.desk.pk, **self.by())
        return visit

    def serve(self, task: str = USUAL) -> Visit:
        visit = self.call(task)
        actions.start_service(visit=visit.pk, **self.by())
        return visit

    def end(self, visit: Visit) -> None:
        actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **self.by())

    def count(self, task: str, outcome: Outcome, destination: str | None = None) -> UUID:
        tally = Tally(uuid4(), task, outcome, self._at, destination)
        actions.log_enquiries(place=self.place.pk, tallies=[tally], **self.by())
        return tally.id


def found() -> dict[str, object]:
    """The town, and all that the journeys must know of it (JSON-able)."""
    prepare()
    now = clock.now()
    with transaction.atomic():
        build.fill(days=DAYS, at=now)
        _never_close()
        _experts()
        journeys = [f"journey-{number}" for number in range(JOURNEYS)]
        for slug in journeys:
            _post(_branch(slug))
        bookable = [_bookable(number) for number in range(1, BOOKING + 1)]
        known = _stages(now)
    known["links"] = {**dict(known["links"]), **_appointments(_bookable_stage(now), now)}  # type: ignore[call-overload]
    known["links"] |= _courses(now)  # type: ignore[operator]
    usernames = Staff.objects.values_list("username", flat=True)
    faults = {language: _faults(language) for language in ("da", "en")}
    return {
        "journeys": journeys,
        "bookable": bookable,
        "sessions": {name: _session(name) for name in usernames},
        "faults": faults,
        **known,
    }


def _never_close() -> None:
    """Every place is staffed day and night, today too when it is a holiday."""
    OpeningPeriod.objects.filter(layer="staffed").delete()
    for place in ServicePoint.objects.all():
        never_closes(place)


def _experts() -> None:
    """Erik can be asked about passports from every desk, now, in the evening and on a Sunday too."""
    erik = Staff.objects.get(username=EXPERT)
    DutyPeriod.objects.filter(posting__staff=erik).delete()
    Absence.objects.filter(staff=erik).delete()
    book.forget()
    Competence.objects.filter(staff=erik, key="passport").delete()
    Competence.objects.create(staff=erik, key="passport")
    reached = {"number": "+4520123456", "meeting": "https://meet.example.dk/erik", "busy": False, "away_until": None}
    Expert.objects.update_or_create(staff=erik, defaults={**reached, "usual_seconds": 150})


def _branch(slug: str) -> ServicePoint:
    """Two desks, a kiosk, a board, and everything Nordby has and offers."""
    name = slug.replace("-", " ").capitalize()
    place = ServicePoint.objects.create(slug=slug, name=name, kind="branch", numbers_from_home=FROM_HOME)
    never_closes(place)
    Desk.objects.bulk_create(Desk(service_point=place, number=n, name=f"Skranke {n}") for n in (1, 2))
    machines = Equipment.objects.filter(service_point__slug="nordby")
    Equipment.objects.bulk_create(Equipment(service_point=place, kind=one.kind, name=one.name) for one in machines)
    offered = Offer.objects.filter(service_point__slug="nordby").order_by("order")
    Offer.objects.bulk_create(
        Offer(service_point=place, task_id=offer.task_id, order=order, at_kiosk=order < AT_KIOSK)
        for order, offer in enumerate(offered)
    )
    Device.objects.bulk_create(
        Device(service_point=place, role=role, digest=digest(f"{role}-{slug}"), created_at=clock.now())
        for role in (Role.KIOSK.value, Role.BOARD.value)
    )
    return place


def _post(place: ServicePoint) -> None:
    for username in AT_JOURNEYS:
        Posting.objects.create(staff=Staff.objects.get(username=username), service_point=place, role=Role.CLERK.value)
    Posting.objects.create(staff=Staff.objects.get(username=LEADS_THEM), service_point=place, role=Role.LEAD.value)


def _stages(now: datetime) -> dict[str, object]:
    """Each state once; what is in the addresses of its screens."""
    Seat.objects.all().delete()
    enquiry = _quiet(Stage("counted", "niels", now))
    _away(Stage("away", "ida", now), Staff.objects.get(username="jens"))
    _at_the_desk(now)
    Stage("empty", "sara", now).sit()
    _line(Stage("line", "omar", now), 60)
    _busy(Stage("busy", "kurt", now))
    _unable(Stage("unable", "birte", now))
    _doors(now)
    _asking(Stage("asking", "hanne", now))
    for clerk, instead in (("mette", "bodil"), ("ali", "birte")):
        _hand_over(Staff.objects.get(username=clerk), Staff.objects.get(username=instead))
    _appointed(Stage("appointed", "mette", now), now)
    _expecting(Stage("expecting", "ali", now), now)
    return {"enquiry": str(enquiry), "links": _links(Stage("followed", "karen", now))}


def _asking(stage: Stage) -> None:
    """One who is to be called back, one an expert has in hand, and one at the desk whose answer has come."""
    stage.sit()
    erik = actor_of(Staff.objects.get(username=EXPERT))
    facts: dict[str, Any] = {"matter": HandedOver.APPLICATION, "consent": True}
    lifelines.call_back(visit=stage.serve().pk, contact=parse("20123457"), **facts, **stage.by())
    first = stage.serve().pk
    taken = lifelines.ask_expert(visit=first, note=Note("Gælder det gamle pas?"), **facts, **stage.by())
    lifelines.accept(lifeline_id=taken["lifeline"]["lifeline"], **stage.by(erik))
    actions.park_visit(visit=first, **stage.by())
    made = lifelines.ask_expert(visit=stage.serve().pk, note=Note("Må det?"), **facts, **stage.by())
    number = made["lifeline"]["lifeline"]
    lifelines.accept(lifeline_id=number, **stage.by(erik))
    lifelines.answer(lifeline_id=number, note=Note("Ja, det må det."), **stage.by(erik))


def _hand_over(clerk: Staff, instead: Staff) -> None:
    """Whom a clerk expects in the town, on some days of the week, a colleague sees who expects nobody: no clerk can be at two places."""
    Appointment.objects.filter(staff=clerk).update(staff=instead)
    Cell.objects.filter(kind=Kind.PERSON.value, resource=clerk.pk).update(resource=instead.pk)


def _appointed(stage: Stage, now: datetime) -> None:
    """Two who have an appointment: one whose time has come and is kept for long, one in the evening; and one who did not come."""
    Terms.objects.create(service_point=stage.place, since=clock.local_day(now))
    stage.sit()
    for code, hours, kept in (("111111", 0, 5), ("222222", 6, 7), ("333333", -2, -1)):
        starts, until = now + timedelta(hours=hours), now + timedelta(hours=kept)
        booked(stage.desk, stage.clerk.id, starts, [USUAL], code=code, keeps_until=until)


def _expecting(stage: Stage, now: datetime) -> None:
    """The same, looked at: one of each is here already."""
    _appointed(stage, now)
    stage.draw()
    for code in ("111111", "222222"):
        made = Appointment.objects.get(service_point=stage.place, code=code)
        appointments.arrive(appointment=made.pk, **stage.by())
    booked(stage.desk, stage.clerk.id, now + timedelta(hours=3), [USUAL, SECOND], code="444444")


def _at_the_desk(now: datetime) -> None:
    for slug, clerk, task in (("serving", "fatima", USUAL), ("discreet", "peter", DISCREET)):
        stage = Stage(slug, clerk, now)
        stage.sit()
        stage.serve(task)
        stage.draw()
    called = Stage("called", "jonas", now)
    called.sit()
    called.call()
    several = Stage("several", "line", now)
    several.sit()
    visit = several.serve()
    actions.add_matter(visit=visit.pk, task=SECOND, **several.by())
    where = {"outcome": Outcome.TO_AUTHORITY, "destination": "police"}
    first = Enquiry.objects.get(visit=visit, current=False).pk
    actions.record_outcome(visit=visit.pk, enquiry=first, **where, **several.by())


def _quiet(stage: Stage) -> UUID:
    """Nobody at the desk, some counted; the id of one of them."""
    stage.sit()
    stage.end(stage.serve())
    stage.count(SECOND, Outcome.SELF_SERVICE)
    return stage.count(USUAL, Outcome.TO_AUTHORITY, "police")


def _away(stage: Stage, colleague: Staff) -> None:
    """Somebody on hold and somebody with an expert, put there by a colleague who sits at the other desk."""
    stage.sit()
    Posting.objects.create(staff=colleague, service_point=stage.place, role=Role.CLERK.value)
    other = actor_of(colleague)
    second = Desk.objects.get(service_point=stage.place, number=2)
    take_seat(place=stage.place.pk, desk=second.pk, **stage.by(other))
    actions.park_visit(visit=stage.serve().pk, **stage.by(other))
    actions.consult_expert(visit=stage.serve().pk, **stage.by(other))


def _line(stage: Stage, length: int) -> None:
    stage.sit()
    for task in (USUAL, SECOND, DISCREET) * (length // 3):
        stage.draw(task)


def _busy(stage: Stage) -> None:
    """More calls than a board shows."""
    for _ in range(6):
        actions.no_show(visit=stage.call().pk, **stage.by())


def _unable(stage: Stage) -> None:
    """Somebody at the desk whose matter takes more than the clerk has learnt; another task is not done here until tomorrow."""
    stage.sit()
    stage.serve()
    today, task = clock.local_day(clock.now()), Task.objects.get(key=SECOND)
    LocalSuspension.objects.create(
        service_point=stage.place, task=task, first=today, last=today, why="Systemet er nede"
    )
    book.forget()


def _doors(now: datetime) -> None:
    """One place that is closed today and one that takes no more numbers."""
    closed, full = _branch("closed"), Stage("full", "bodil", now)
    close(closed, clock.local_day(now), "Personaledag")
    full.draw()
    ServicePoint.objects.filter(pk=full.place.pk).update(max_waiting=1)


def _links(stage: Stage) -> dict[str, str]:
    """A number in each state its page shows, where citizens are asked how it was; and the round in which the staff is."""
    start_asking(place=stage.place.pk, by=SYSTEM, at=clock.now(), op=uuid4())
    gone, missed, ended, parked = stage.draw(), stage.call(), stage.draw(), stage.draw()
    actions.no_show(visit=missed.pk, **stage.by())
    actions.leave_visit(visit=gone.pk, **stage.by())
    for visit in (parked, ended):
        actions.start_service(visit=visit.pk, desk=stage.desk.pk, **stage.by())
        actions.park_visit(visit=visit.pk, **stage.by())
    actions.resume_visit(visit=ended.pk, desk=stage.desk.pk, **stage.by())
    stage.end(ended)
    serving = stage.serve()
    actions.park_visit(visit=serving.pk, **stage.by())
    called = stage.call()
    actions.resume_visit(visit=serving.pk, desk=Desk.objects.get(service_point=stage.place, number=2).pk, **stage.by())
    waiting = stage.draw()
    shown = {"left": gone, "missed": missed, "ended": ended, "parked": parked}
    shown |= {"serving": serving, "called": called, "waiting": waiting}
    running = Round.objects.filter(audience=Audience.STAFF.value).latest("last").pk
    return {**{state: str(visit.link) for state, visit in shown.items()}, "s_round": str(running)}


def _bookable(number: int) -> list[str]:
    """A branch that gives all of its time away, and the one who serves there and nowhere else; slug and username."""
    place = _branch(f"booking-{number}")
    ServicePoint.objects.filter(pk=place.pk).update(address=f"Torvet {number}", postal_code="9999", town="Fjordby")
    clerk = Staff.objects.create(username=f"booker{number}", first_name="Karla", unit="library")
    able = Competence.objects.filter(staff__username="mette")
    Competence.objects.bulk_create(Competence(staff=clerk, key=one.key, first=one.first) for one in able)
    Posting.objects.create(staff=clerk, service_point=place, role=Role.CLERK.value)
    terms = {"walk_in": 0, "acute": 0, "internal": 0, "notice": 0, "hold": 60, "late": 60}
    Terms.objects.create(service_point=place, since=clock.local_day(clock.now()), **terms)
    return [place.slug, clerk.username]


def _bookable_stage(now: datetime) -> ServicePoint:
    book.forget()
    slug, _ = _bookable(0)
    return ServicePoint.objects.get(slug=slug)


def _appointments(place: ServicePoint, now: datetime) -> dict[str, str]:
    """An appointment in each state its page shows: name -> its link."""
    links = {name: _appointment(place, now, name) for name in APPOINTMENTS}
    asked, late = Appointment.objects.get(link=links["a_asked"]), Appointment.objects.filter(link=links["a_missed"])
    days = timedelta(days=3)
    for one in late:
        moved = {"day": one.day - days, "starts_at": one.starts_at - days, "ends_at": one.ends_at - days}
        late.update(**moved, keeps_until=now - timedelta(days=1))
    return {**links, "a_confirm": str(asked.confirm)}


def _appointment(place: ServicePoint, now: datetime, name: str) -> str:
    wanted, day = (Matter(USUAL, 2),), clock.local_day(now) + timedelta(days=name == "a_later")
    starts = find(wanted, [place.pk], day, day, asker=Asker.PUBLIC, at=now)[place.pk][0]
    stamp: Callable[[Actor], dict[str, Any]] = lambda by: {"by": by, "at": now, "op": uuid4()}  # noqa: E731
    made = appointments.hold(place=place.pk, wanted=wanted, starts=starts, **stamp(PUBLIC))["appointment"]
    guest = stamp(Actor(ActorKind.GUEST, made["id"]))
    if name != "a_held":
        contact = parse(f"{name}@example.dk")
        appointments.ask_to_confirm(appointment=made["id"], contact=contact, **guest)
    if name not in ("a_held", "a_asked"):
        confirm = Appointment.objects.get(pk=made["id"]).confirm or ""
        appointments.confirm(link=confirm, **stamp(PUBLIC))
    if name == "a_cancelled":
        appointments.cancel(appointment=made["id"], returns=60, **{**guest, "op": uuid4()})
    if name == "a_arrived":
        appointments.arrive(appointment=made["id"], **{**guest, "op": uuid4()})
    return made["link"]


def _session(username: str) -> str:
    """Somebody who is logged in already: the value of the cookie."""
    staff, session = Staff.objects.get(username=username), SessionStore()
    session[SESSION_KEY] = str(staff.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = staff.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _faults(language: str) -> dict[str, str]:
    """The pages of faults that no address brings about, as HTML."""
    with translation.override(language):
        request = RequestFactory().get("/")
        answers = {"403": defaults.permission_denied(request, Exception()), "500": defaults.server_error(request)}
        return {status: answer.content.decode() for status, answer in answers.items()}


def _courses(now: datetime) -> dict[str, str]:
    """The courses of the demo in each state a page is looked at in."""
    found = list(courses.coming(now))
    free, full = (next(one.row for one in found if (one.free > 0) is state) for state in (True, False))
    held = Series.objects.filter(answers__isnull=False).order_by("pk")[0]
    people = SignUp.objects.filter(series=full).order_by("pk")
    seated, waiting = (people.filter(state=state)[0].link for state in ("seated", "waiting"))
    keys = {"c_open": free.pk, "c_full": full.pk, "c_held": held.pk, "c_course": held.course_id}
    return {name: str(pk) for name, pk in keys.items()} | {"c_seated": seated, "c_waiting": waiting}


def main() -> None:
    """Called once Django is set up."""
    sys.stdout.write(json.dumps(found()))
    connections.close_all()
