"""Everybody who may come to a door, and the one small world they come to: Nordby is theirs, or Sydby is, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from tests.counting import planned
from tests.courses import Courses
from tests.indicators import count
from tests.people import NOON, Town, build, matter
from tests.rights.table import Anywhere, Everywhere, Need, Needs, Somewhere
from velkommen.apps.appointments import actions as appointments
from velkommen.apps.counting.actions import keep_profile
from velkommen.apps.enquiries import actions
from velkommen.apps.evaluation.publishing import publish_indicators
from velkommen.apps.knowledge import actions as knowledge
from velkommen.apps.learning.actions import plan_staff_course, put_oneself_forward, start_training
from velkommen.apps.learning.actions.courses import CourseFacts
from velkommen.apps.lifelines import actions as lifelines
from velkommen.apps.people.actions import create_token
from velkommen.apps.people.models import AccessToken, Staff
from velkommen.apps.pickups.actions import register_pickup
from velkommen.apps.placement.actions import grant_competence, register_device
from velkommen.apps.placement.models import STAFF_ROLES, Competence, Device, Posting
from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.apps.surveys.actions import start_asking, start_round
from velkommen.apps.visits.models import Visit
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.booking.terms import Terms
from velkommen.domain.competence import Level
from velkommen.domain.export_profiles import Profile
from velkommen.domain.handover import Matter as HandedOver
from velkommen.domain.outcomes import Outcome
from velkommen.domain.pickups import PickUpKind
from velkommen.domain.rights import RIGHTS, Right, Role
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

NOBODYS = "nobody-knows-this"
Postings = tuple[tuple[ServicePoint | None, Role], ...]


@dataclass
class Visitor:
    """Somebody at a door.

    Args:
        name: how a failure calls them.
        pages: the postings of who is logged in to the pages; None when nobody is.
        programs: the postings behind the token sent to the API; None when it is missing or worth nothing.
        token: the token sent to the API.
        kiosk, board, link, guest, signed_up: the secret part of an address they know.
        here: whether that is one of Nordby.
    """

    name: str
    pages: Postings | None = None
    programs: Postings | None = None
    token: str = ""
    kiosk: str = ""
    board: str = ""
    link: str = ""
    guest: str = ""
    signed_up: str = ""
    here: bool = False
    client: Client = field(default_factory=Client)

    def may(self, need: Need, place: ServicePoint, *, program: bool) -> bool:
        """What the table and the rights of the roles say; `Actor` is not asked, because it is what is tried."""
        held = self.programs if program else self.pages
        if isinstance(need, Right):
            return any(need in RIGHTS[role] for where, role in held or () if where in (None, place))
        if isinstance(need, Somewhere | Anywhere):
            return any(need.right in RIGHTS[role] for _, role in held or ())
        if isinstance(need, Everywhere):
            return any(need.right in RIGHTS[role] for where, role in held or () if where is None)
        known = {
            Needs.NOTHING: True,
            Needs.LOGIN: self.pages is not None,
            Needs.TOKEN: self.programs is not None,
            Needs.OPEN: self.programs is not None or not self.token,
            Needs.KIOSK: bool(self.kiosk),
            Needs.BOARD: bool(self.board),
            Needs.LINK: bool(self.link),
            Needs.GUEST: bool(self.guest),
            Needs.SIGNED_UP: bool(self.signed_up),
            Needs.SECRET: False,
        }
        return need is not None and known[need]

    def may_know_of(self, need: Need, place: ServicePoint, *, program: bool) -> bool:
        """Whether an answer may speak of this very place, its people and its numbers."""
        if isinstance(need, Everywhere):
            return self.may(need, place, program=program)
        if isinstance(need, Anywhere):
            return self.may(need, place, program=program)
        if isinstance(need, Somewhere):
            return self.may(need.right, place, program=program)
        if need in (Needs.KIOSK, Needs.BOARD, Needs.LINK, Needs.GUEST, Needs.SIGNED_UP):
            return self.here
        return isinstance(need, Right) and self.may(need, place, program=program)


@dataclass
class World:
    """`facts` is what addresses, forms and bodies are filled with: all of it is Nordby's."""

    town: Town
    visitors: list[Visitor]
    facts: dict[str, Any]
    before: list[object] = field(default_factory=list)

    @property
    def secrets(self) -> list[str]:
        """What nobody may read who has no business at Nordby: colleagues, the number of somebody there, its link."""
        return ["Mette", str(self.facts["label"]), str(self.facts["link"])]


def found() -> World:
    """Nordby with one in line, one called, one counted; Sydby with one in line; and every visitor."""
    town = build()
    town.place.name, town.sydby.name = "Nordby", "Sydby"
    waiting = town.draw("assessment")
    counted = town.serving()
    actions.finish_visit(visit=counted.pk, outcome=Outcome.SOLVED, **town.by())
    foreign = town.draw(place=town.sydby)
    booked = _booked(town)
    course = _course(town)
    asked = _asked(town)
    shelved = register_pickup(place=town.place.pk, kind=PickUpKind.PASSPORT, **town.by())
    visitors = [
        Visitor("a stranger"),
        *_staff(town),
        *_devices(town),
        Visitor("the citizen", link=str(waiting.link), here=True),
        Visitor("another citizen", link=str(foreign.link)),
        Visitor("who has an appointment", guest=booked.pop("own"), here=True),
        Visitor("who signed up for a course", signed_up=course.pop("own"), here=True),
    ]
    return World(
        town,
        visitors,
        _facts(town, waiting, counted)
        | {"pickup": shelved["pickup"], "kind": "passport"}
        | _counting(town)
        | booked
        | course
        | asked
        | _known(town)
        | _learning(town)
        | _surveys(town)
        | _published(town),
        everything(),
    )


def _booked(town: Town) -> dict[str, Any]:
    """An appointment at Nordby the day after, and what another one is made of."""
    terms = Terms(since=town.now.date(), walk_in=0, acute=0, internal=0)
    appointments.set_terms(place=town.place.pk, terms=terms, **town.by(town.lea))
    starts = NOON + timedelta(days=1)
    made = appointments.book(place=town.place.pk, wanted=(Matter("passport"),), starts=starts, **town.by())
    return {
        "appointment": made["appointment"]["id"],
        "own": made["appointment"]["link"],
        "confirm": NOBODYS,
        "products": [{"product": "passport"}],
        "location": town.place.slug,
        "starts": (starts + timedelta(hours=1)).isoformat(),
        "contact": "somebody@example.dk",
        "for": "passport.1",
        "at": "2026-11-25T11:00",
        "every": "1",
        "times": "2",
        "why": "wish",
    }


def _asked(town: Town) -> dict[str, Any]:
    """An expert is asked from Nordby about somebody who is served without a number, and what another question is made of."""
    expert = Staff.objects.create(username="experienced")
    Posting.objects.create(staff=expert, service_point=town.sydby, role=Role.EXPERT.value)
    Competence.objects.create(staff=expert, key="mitid")
    served = actions.serve_without_number(place=town.place.pk, desk=town.other_desk.pk, task="mitid", **town.by())
    visit = served["visit"]
    assert visit is not None
    made = lifelines.ask_expert(visit=visit["id"], matter=HandedOver.APPLICATION, **town.by())
    here = Staff.objects.create(username="expert-here")
    Posting.objects.create(staff=here, service_point=town.place, role=Role.EXPERT.value)
    hours = {"expert": here.pk, "about": town.place.pk, "day0": "10-14"}
    return {"lifeline": made["lifeline"]["lifeline"], "matter": "application", "most": "2", "busy": "yes"} | hours


def _course(town: Town) -> dict[str, Any]:
    """A course of Nordby that somebody has signed up for."""
    known = Courses(town)
    series = known.series()
    return {"course": known.course, "series": series.pk, "own": known.sign_up(series, "somebody").link}


def _counting(town: Town) -> dict[str, Any]:
    """Nordby counts this week, and there is a form of file."""
    kept = keep_profile(profile=Profile("own"), **town.by(SYSTEM))
    return {"week": planned(town), "profile": kept["profile"]}


def _known(town: Town) -> dict[str, Any]:
    """A card that Lea keeps, what is otherwise at Nordby, what Mette found wrong there, an announcement; and what more are made of."""
    today = town.now.date()
    written: dict[str, Any] = {"task": "mitid", "language": "en", "pitfalls": ""}
    for steps in ("Ask first", "Ask"):
        knowledge.write_card(steps=steps, **written, **town.by(town.lea))
    where = {"task": "mitid", "place": town.place.pk}
    added = knowledge.add_locally(text="Room 2", **where, **town.by(town.lea))
    told = {"title": "Drill", "text": "", "first": today, "last": today, "at_places": frozenset({town.place.pk})}
    return {
        "report": knowledge.report_wrong(**where, **town.by())["report"],
        "addition": added["addition"],
        "announcement": knowledge.announce(**told, **town.by(town.lea))["announcement"],
        "where": town.place.pk,
        "first": today.isoformat(),
        "last": today.isoformat(),
        "title": "Drill",
        "text": "Here",
        "steps": "Ask twice",
        "answer": "mended",
        "do": "review",
    }


def _surveys(town: Town) -> dict[str, Any]:
    """Citizens are asked at both places, and the staff of Nordby has a round."""
    for place in (town.place, town.sydby):
        start_asking(place=place.pk, **town.by(SYSTEM))
    today = town.now.date()
    made = start_round(at_places=[town.place.pk], first=today, last=today, **town.by(town.lea))
    return {"round_id": made["round"], "rows": "rounds"}


def _learning(town: Town) -> dict[str, Any]:
    """Mette is taught passports by Ali; there is a course at Sydby."""
    grant_competence(staff=town.ali.id, key="passport", level=Level.TEACHES, **town.by(town.lea))
    put_oneself_forward(place=town.place.pk, key="passport", **town.by())
    two = {"learner": town.mette.id, "teacher": town.ali.id}
    training = start_training(place=town.place.pk, key="passport", wanted=5, **two, **town.by(town.lea))
    course = plan_staff_course(place=town.sydby.pk, facts=CourseFacts("Pas", [town.now.date()], 5), **town.by(SYSTEM))
    return {
        "training": training["training"],
        "staff_course": course["course"],
        "staff": town.mette.id,
        "key": "passport",
    }


def _staff(town: Town) -> Iterator[Visitor]:
    for role in map(Role, STAFF_ROLES):
        for where, place in (("at home", town.place), ("abroad", town.sydby), ("everywhere", None)):
            yield _member(f"{role.value} {where}", ((place, role),))
    yield _member("staff without a posting", ())
    clerk = ((town.place, Role.CLERK),)
    revoked = _member("clerk with a revoked token", clerk)
    AccessToken.objects.filter(staff__username=revoked.name).update(revoked_at=town.now)
    revoked.programs = None
    yield revoked
    gone = _member("clerk who left", clerk)
    Staff.objects.filter(username=gone.name).update(is_active=False)
    gone.pages = gone.programs = None
    yield gone


def _member(name: str, postings: Postings) -> Visitor:
    member = Staff.objects.create(username=name)
    for place, role in postings:
        Posting.objects.create(staff=member, service_point=place, role=role.value)
    token = create_token(username=name, at=member.date_joined)
    visitor = Visitor(name, pages=postings, programs=postings or None, token=token)
    visitor.client.force_login(member)
    return visitor


def _devices(town: Town) -> Iterator[Visitor]:
    for place in (town.place, town.sydby):
        here = place == town.place
        kiosk, board = (_token(town, place, role) for role in (Role.KIOSK, Role.BOARD))
        own = ((place, Role.KIOSK),)
        yield Visitor(f"the kiosk of {place.name}", programs=own, token=kiosk, kiosk=kiosk, here=here)
        yield Visitor(f"the board of {place.name}", token=board, board=board, here=here)
    for role in (Role.KIOSK, Role.BOARD):
        yield Visitor(f"a revoked {role.value}", token=_token(town, town.place, role, revoked=True))


def _token(town: Town, place: ServicePoint, role: Role, *, revoked: bool = False) -> str:
    token = register_device(place=place.pk, role=role, by=SYSTEM, at=town.now)
    if revoked:
        Device.objects.filter(pk=Device.objects.latest("id").pk).update(revoked_at=town.now)
    return token


def _published(town: Town) -> dict[str, Any]:
    """What the municipality has published of its desks, for everybody."""
    Municipality.objects.create(code="0999", name="Fjordby Kommune", population=42_000, invented=True)
    count(town)
    day = clock.local_day(town.now)
    town.later(days=1)
    made = publish_indicators(first=day, last=day, **town.by(SYSTEM))
    town.later(days=-1)
    return {"digits": "0999", "file": made["file"]}


def _facts(town: Town, waiting: Visit, counted: Visit) -> dict[str, Any]:
    tally = {"id": str(uuid4()), "task": "mitid", "outcome": "come_back", "happened_at": town.now.isoformat()}
    return {
        "slug": town.place.slug,
        "name": "hsds.json",
        "code": "guessed",
        "place": town.place.pk,
        "service_point": town.place.slug,
        "number": town.other_desk.number,
        "desk": town.other_desk.number,
        "visit": waiting.pk,
        "label": waiting.label,
        "link": waiting.link,
        "enquiry": matter(counted).pk,
        "device": Device.objects.filter(service_point=town.place, revoked_at=None).first().pk,  # type: ignore[union-attr]
        "task": "mitid",
        "result": "come_back",
        "outcome": "come_back",
        "month": "2026-11",
        "day": "2026-11-25",
        "staff": town.mette.id,
        "language": "en",
        "table": "outcomes",
        "sheet": "bands",
        "question": "asked",
        "part": "asked-tasks",
        "measure": "solved",
        "closed": "corrections",
        "role": "kiosk",
        "enquiries": [tally],
        "undone": str(uuid4()),
        "username": "nobody",
        "password": "wrong",
    }


def everything() -> list[object]:
    """Every row of the house, as the database has it: they are asked for hundreds of times."""
    models = [model for model in apps.get_models() if model.__module__.startswith("velkommen.")]
    return [_rows(model._meta.db_table) for model in models]


def _rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return sorted(map(repr, cursor.fetchall()))


@contextmanager
def taken_back(visitor: Visitor) -> Iterator[list[str]]:
    """Whatever a visitor does inside is undone at the end, a logout too; yields the statements that could have written."""
    cookies = visitor.client.cookies.copy()
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if not sql.lstrip("( \n").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            written.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield written
        transaction.set_rollback(True)
    visitor.client.cookies = cookies
