"""Rows of the invented town, found or made: what the doctor is shown, healthy or not."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models

from tests.appointments import booked
from velkommen.apps.appointments.models import Appointment, Block, Cell, Contact
from velkommen.apps.catalogue.models import Season, Suspension, Task, TaskChange
from velkommen.apps.counting.models import CountingDay, PaperSheet
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.models import Enquiry, Forecast, ImportBatch, Period
from velkommen.apps.knowledge.models import (
    Addition,
    Announcement,
    AnnouncementPlace,
    Card,
    CardVersion,
    KnowledgeEdition,
    Receipt,
    Report,
)
from velkommen.apps.lifelines.models import Lifeline, LifelineNote, NoteOpening
from velkommen.apps.messages.actions import queue
from velkommen.apps.messages.models import Message, MessageCount, MessageText
from velkommen.apps.pickups.models import PickUp
from velkommen.apps.placement.models import (
    LocalSuspension,
    Offer,
    Posting,
    TaskPeriod,
)
from velkommen.apps.places.models import (
    Desk,
    HoursEdition,
    ServicePoint,
    SpecialDay,
    TravelOverride,
)
from velkommen.apps.roster.models import Note, RosterRule
from velkommen.apps.statistics.models import Mark as ClosedMark
from velkommen.apps.surveys.models import Given
from velkommen.apps.visits.models import TurnNotice, Visit
from velkommen.domain.messages import Channel, Purpose
from velkommen.domain.outcomes import Outcome
from velkommen.shared import clock

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
TODAY = clock.local_day(NOW)


def visits(**facts: Any) -> models.QuerySet[Visit]:
    """One visit of today, as a queryset that can be updated."""
    found = Visit.objects.filter(day=TODAY, **facts).order_by("id").values("id")[:1]
    return Visit.objects.filter(id=found[0]["id"])


def enquiries(**facts: Any) -> models.QuerySet[Enquiry]:
    """One enquiry of today."""
    found = Enquiry.objects.filter(day=TODAY, **facts).order_by("id").values("id")[:1]
    return Enquiry.objects.filter(id=found[0]["id"])


def period() -> Period:
    """One period of today that is neither the first nor the last of its visit."""
    found = (
        Period.objects.filter(kind="called", enquiry__day=TODAY, enquiry__visit__state="ended").order_by("id").first()
    )
    assert found is not None
    return found


def first_of_two() -> Visit:
    """A visit with number 1, where number 2 was drawn as well, of somebody who walked in."""
    appointed = Appointment.objects.exclude(visit=None).values("visit")
    firsts = Visit.objects.filter(day=TODAY, number=1).exclude(pk__in=appointed)
    seconds = Visit.objects.filter(day=TODAY, number=2).order_by("id").values("service_point", "letter")
    return next(first for second in seconds for first in firsts.filter(**second))


def change(field: str, value: object) -> TaskChange:
    return TaskChange.objects.create(task=Task.objects.get(key="nemkonto"), field=field, value=value, since=TODAY)


def shelve(**facts: Any) -> PickUp:
    """A passport at the first place, kept for another hundred days."""
    place = ServicePoint.objects.order_by("pk")[0]
    until = TODAY + timedelta(days=100)
    return PickUp.objects.create(
        service_point=place, number=999, kind="passport", since=TODAY, destroy_after=until, **facts
    )


def promised(minutes: int = 60, **facts: Any) -> Appointment:
    """Somebody has an appointment so many minutes from now, at a desk and with a person who have promised nothing else."""
    desk = Desk.objects.exclude(pk__in=Appointment.objects.values("desk")).order_by("pk")[0]
    nobodys = Posting.objects.exclude(staff__in=Appointment.objects.values("staff"))
    staff = nobodys.order_by("pk").values_list("staff", flat=True)[0]
    return booked(desk, staff, NOW + timedelta(minutes=minutes), ["nemkonto"], **facts)


def last_cell(appointment: Appointment) -> int:
    return Cell.objects.filter(appointment=appointment).latest("pk").pk


def serving() -> Visit:
    """Somebody of the line who is at a desk now."""
    visit = visits(state="waiting").get()
    desk = Desk.objects.filter(service_point=visit.service_point).order_by("-number")[0]
    Visit.objects.filter(desk=desk, state__in=["called", "serving"]).update(state="parked")
    Visit.objects.filter(pk=visit.pk).update(state="serving", desk=desk)
    visit.refresh_from_db()
    return visit


def tally() -> Enquiry:
    """An enquiry that had no visit, counted at noon."""
    row = new_enquiry(ServicePoint.objects.get(slug="nordby").pk, Task.objects.get(key="other"), NOW)
    row.outcome = Outcome.SOLVED.value
    row.save(force_insert=True)
    return row


def key(enquiry: Enquiry) -> object:
    """The id of an enquiry as the database has it."""
    return enquiry.pk if connection.vendor == "postgresql" else enquiry.pk.hex


def offered(slug: str, key: str) -> models.QuerySet[Offer]:
    return Offer.objects.filter(service_point__slug=slug, task__key=key)


def tell(**facts: Any) -> Message:
    """A message of Nordby that waits for its time."""
    place = ServicePoint.objects.get(slug="nordby")
    queue(
        place=place.pk,
        purpose=Purpose.REMINDER,
        about="appointment:1",
        channel=Channel.SMS,
        to="+4520123456",
        language="da",
        facts={},
        at=NOW,
        not_before=NOW + timedelta(days=1),
    )
    Message.objects.update(**facts)
    return Message.objects.get()


def forecast(visit: Visit) -> Forecast:
    Forecast.objects.filter(visit=visit).delete()
    return Forecast.objects.create(visit=visit, how="measured", low=4, middle=8, high=20, made_at=NOW)


def card(versions: int = 2) -> Card:
    """A card of a task that has none, written so often."""
    task = Task.objects.exclude(pk__in=Card.objects.values("task")).order_by("-pk")[0]
    made = Card.objects.create(task=task, review_on=TODAY)
    CardVersion.objects.bulk_create(
        CardVersion(card=made, language="da", number=n, steps=f"Trin {n}", at=NOW, current=n == versions)
        for n in range(1, versions + 1)
    )
    KnowledgeEdition.objects.get_or_create(pk=1, defaults={"number": 1})
    return made


def found_wrong(**facts: Any) -> Report:
    """Somebody found the card of a task wrong at the first place."""
    place, staff = ServicePoint.objects.order_by("pk")[0], Posting.objects.order_by("pk")[0].staff_id
    return Report.objects.create(
        task=Task.objects.order_by("-pk")[0], service_point=place, said_by_id=staff, at=NOW, **facts
    )


def what_the_desk_reads() -> None:
    """A row of each table of knowledge."""
    place, staff = ServicePoint.objects.order_by("pk")[0], Posting.objects.order_by("pk")[0].staff_id
    Addition.objects.create(service_point=place, task=card().task, text="Lokale 2", at=NOW)
    found_wrong()
    told = Announcement.objects.create(title="Brandøvelse", first=TODAY, last=TODAY, at=NOW)
    AnnouncementPlace.objects.create(announcement=told, service_point=place)
    Receipt.objects.create(announcement=told, staff_id=staff, at=NOW)


def asked(**facts: Any) -> Lifeline:
    """A question of Fjordby that is open, in a stage."""
    return Lifeline.objects.exclude(stage="ended").filter(**facts).order_by("pk")[0]


def on_the_roster() -> None:
    """A note and a rule of Nordby."""
    staff, place = Posting.objects.filter(staff__username="jens").values_list("staff", "service_point")[0]
    Note.objects.create(staff_id=staff, what="given", day=TODAY, at=NOW)
    RosterRule.objects.create(service_point_id=place, key="rest", number=11)


def answered() -> Given:
    """The number of a visit of today has answered."""
    return Given.objects.create(visit=visits(state="ended", number__gt=0).get())


def on_paper() -> PaperSheet:
    """A sheet of paper of today, of the week that runs, with one stroke on it."""
    day = CountingDay.objects.filter(day=TODAY).order_by("pk")[0]
    batch = ImportBatch.objects.create(name="paper", digest="paper", at=NOW, enquiries=1)
    row = new_enquiry(day.service_point_id, Task.objects.get(key="other"), NOW)
    row.outcome, row.source, row.imprecise, row.batch = Outcome.SOLVED.value, "paper", True, batch
    row.save(force_insert=True)
    return PaperSheet.objects.create(
        week=day.week,
        service_point=day.service_point,
        day=TODAY,
        number=9,
        batch=batch,
        tallies={"other/solved": 1},
        at=NOW,
    )


def what_fjordby_lacks() -> None:
    """A row of each table the demo leaves empty."""
    on_the_roster()
    on_paper()
    task = change("minutes", 20).task
    Suspension.objects.create(task=task, first=TODAY, why="Storm")
    Season.objects.create(task=task, first=TODAY, last=TODAY, name="Valg")
    shelve()
    forecast(first_of_two())
    near, far = ServicePoint.objects.order_by("pk")[:2]
    ImportBatch.objects.create(name="x", digest="x", at=NOW, enquiries=0)
    SpecialDay.objects.create(service_point=near, layer="door", day=TODAY)
    HoursEdition.objects.create(service_point=near, layer="door", at=NOW, by="system:0")
    LocalSuspension.objects.create(service_point=near, task=task, first=TODAY, why="Storm")
    TaskPeriod.objects.create(service_point=near, task=task, weekdays=1, opens=600, closes=720)
    tell()
    MessageText.objects.create(purpose="booked", channel="email", language="da", subject="x", body="x")
    MessageCount.objects.create(
        service_point=near, day=TODAY, purpose="booked", channel="sms", outcome="sent", number=1
    )
    TravelOverride.objects.create(origin=near, destination=far, minutes=45)
    Contact.objects.create(appointment=promised(), channel="email", to="somebody@example.dk")
    Block.objects.create(service_point=near, weekdays=1, opens=600, closes=720)
    TurnNotice.objects.create(visit=first_of_two(), position=2, channel="sms", to="+4520123456", language="da")
    what_the_desk_reads()
    answered()
    ClosedMark.objects.create(day=TODAY, place=near.pk, what="enquiry", tx=0, at=NOW)
    note = LifelineNote.objects.order_by("pk")[0]
    NoteOpening.objects.create(note=note, staff=note.writer, at=NOW, day=TODAY)
