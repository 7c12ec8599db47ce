"""Experts behind the desks of Fjordby: who they are, what they were asked in the last month, and what is open at this moment.

What was asked is invented and says nothing of anybody; the number to ring begins with 0, as no Danish number does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.lifelines.actions.answering import reckon
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline, LifelineNote, LifelineStep
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Competence, DutyPeriod, Posting
from velkommen.apps.places.models import columns
from velkommen.domain.competence import Won
from velkommen.domain.handover import Basis, Matter, Receiver
from velkommen.domain.hours.periods import Period as Hours
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.lifelines import End, Level, Stage, Step, Way, due
from velkommen.domain.outcomes import Outcome
from velkommen.shared import clock

ERIK, ELSE = "erik", "else"
HISTORY = timedelta(days=30)
NOBODYS = "+4500000000"
MEETING = "https://moede.fjordby.example/"
#: Username -> what they answer for: competences, and tasks that need none.
ANSWERS = {
    ERIK: (
        *("pension", "passport", "health", "cash_benefit", "home_aids", "one_off_aid", "personal_allowance"),
        *("housing_benefit", "receipt_refund", "letter_explain", "other"),
    ),
    ELSE: (
        *("civil_registration", "mitid", "driving_licence", "address_change", "digital_post_exemption"),
        *("self_service_help", "child_benefit", "gp_change", "letter_explain", "other"),
    ),
}
_SHORT_DAYS = ((0, 1, 2, 3), (600, 900)), ((4,), (600, 780))
HOURS = {ERIK: _SHORT_DAYS, ELSE: (((0, 1, 2, 3, 4), (600, 780)),)}
QUESTION = "Må der søges nu, når det gamle først løber ud i næste måned?"
ANSWER = "Ja. Brug den samme blanket, og skriv, at det er en fornyelse. Det gælder fra den dag, det er klar."
WAITING = "Borgeren har kun en kopi med. Er den nok, eller skal vi se originalen?"


@dataclass
class _Made:
    """Rows to be written: each lifeline with its steps as (what, stage, level, staff, owner, at), and its words."""

    rows: list[Lifeline] = field(default_factory=list)
    steps: list[list[LifelineStep]] = field(default_factory=list)

    def add(self, row: Lifeline, *steps: tuple[Step, Stage, int | None, int, datetime]) -> Lifeline:
        made = [
            LifelineStep(
                number=n, what=what.value, stage=stage.value, level=row.level, staff_id=by, owner_id=owner, at=at
            )
            for n, (what, stage, by, owner, at) in enumerate(steps, start=1)
        ]
        row.version, row.changed_at = len(made), made[-1].at
        row.stage, row.owner_id = made[-1].stage, made[-1].owner_id
        self.rows.append(row)
        self.steps.append(made)
        return row

    def write(self) -> None:
        Lifeline.objects.bulk_create(self.rows)
        for row, steps in zip(self.rows, self.steps, strict=True):
            for step in steps:
                step.lifeline = row
        LifelineStep.objects.bulk_create(step for steps in self.steps for step in steps)


def settle(today: date, at: datetime, seed: int) -> None:
    """Insert experts, what they were asked, and what is open."""
    staff = dict(Staff.objects.filter(username__in=ANSWERS).values_list("username", "id"))
    _experts(staff)
    made, rng = _Made(), Random(f"{seed}:lifelines:{today}")  # noqa: S311 - no secret
    for enquiry, asked_by, expert in _helped(today, staff):
        _was_answered(made, enquiry, asked_by, expert, rng)
    words = _open(made, at, staff)
    made.write()
    _say(words)
    for pk in staff.values():
        reckon(pk)


def _experts(staff: dict[str, int]) -> None:
    Expert.objects.bulk_create(
        Expert(staff_id=pk, receiver=Receiver.DEPARTMENT.value, meeting=f"{MEETING}{name}")
        for name, pk in staff.items()
    )
    Competence.objects.bulk_create(
        Competence(staff_id=staff[name], key=key, won=Won.BEFORE.value) for name in staff for key in ANSWERS[name]
    )
    postings = {row.staff_id: row for row in Posting.objects.filter(staff__in=staff.values())}
    DutyPeriod.objects.bulk_create(
        DutyPeriod(posting=postings[staff[name]], **columns(Hours(frozenset(days), span)))
        for name in staff
        for days, span in HOURS[name]
    )


def _helped(today: date, staff: dict[str, int]) -> Iterator[tuple[Enquiry, int, int]]:
    """What was solved with an expert of late, who asked, and the expert who answers for it."""
    rows = Enquiry.objects.select_related("task").filter(
        day__gt=today - HISTORY, outcome=Outcome.SOLVED_WITH_EXPERT.value, visit__isnull=False
    )
    for enquiry, asked_by in _with_staff(rows.order_by("happened_at", "pk")):
        key = enquiry.task.competence or enquiry.task.key
        able = [name for name in sorted(staff, reverse=True) if key in ANSWERS[name]]
        if able:
            yield enquiry, asked_by, staff[able[0]]


def _with_staff(rows: Iterable[Enquiry]) -> Iterator[tuple[Enquiry, int]]:
    """Enquiries with who served them, those left out whom nobody did."""
    found = list(rows)
    served = Period.objects.filter(enquiry__in=found, kind="serving", staff__isnull=False).order_by("id")
    by = dict(served.values_list("enquiry", "staff"))
    yield from ((enquiry, by[enquiry.pk]) for enquiry in found if enquiry.pk in by)


def _row(enquiry: Enquiry, asked_by: int, asked: datetime, way: Way = Way.ASK, to: int | None = None) -> Lifeline:
    local = clock.local(asked)
    return Lifeline(
        enquiry=enquiry,
        service_point_id=enquiry.service_point_id,
        task=enquiry.task,
        way=way.value,
        matter=Matter.APPLICATION.value,
        level=(Level.NAMED if to else Level.ABLE).value,
        receiver=Receiver.DEPARTMENT.value,
        basis=Basis.CENTRE_TO_DEPARTMENT.value,
        longest=1000,
        may_contact=True,
        asked_by_id=asked_by,
        to_id=to,
        asked_at=asked,
        day=local.date(),
        minute=minute_of_day(local),
    )


def _was_answered(made: _Made, enquiry: Enquiry, asked_by: int, expert: int, rng: Random) -> None:
    """Asked while somebody sat there, accepted within the minute, answered in a few."""
    asked = enquiry.happened_at + timedelta(seconds=rng.randint(40, 120))
    accepted = asked + timedelta(seconds=rng.randint(8, 50))
    answered = accepted + timedelta(seconds=rng.randint(45, 240))
    row = _row(enquiry, asked_by, asked)
    row.expert_id, row.accepted_at, row.answered_at, row.ended_at = expert, accepted, answered, answered
    row.end, row.helped = End.HELPED.value, True
    made.add(
        row,
        (Step.ASK, Stage.ASKED, asked_by, asked_by, asked),
        (Step.ACCEPT, Stage.ACCEPTED, expert, expert, accepted),
        (Step.ANSWER, Stage.ANSWERED, expert, asked_by, answered),
        (Step.CLOSE, Stage.ENDED, asked_by, asked_by, answered),
    )


def _open(made: _Made, at: datetime, staff: dict[str, int]) -> list[tuple[Lifeline, str, int, datetime]]:
    """One that waits for Erik, one he has answered, and a number to ring: about the last who were served at the libraries."""
    of_erik = Enquiry.objects.select_related("task").filter(
        visit__isnull=False, service_point__slug__in=("nordby", "hovedbiblioteket"), happened_at__lt=at
    )
    latest = of_erik.exclude(outcome__in=["", Outcome.LEFT.value, Outcome.SOLVED_WITH_EXPERT.value])
    keys = set(ANSWERS[ERIK]) - {"other"}
    served = [
        pair
        for pair in _with_staff(latest.order_by("-happened_at", "pk")[:200])
        if (pair[0].task.competence or pair[0].task.key) in keys
    ][:3]
    if len(served) < 3:
        return []
    (waits, mette), (answered, karen), (rung, ida) = served
    erik = staff[ERIK]
    one = _waiting(made, _row(waits, mette, at - timedelta(seconds=40), to=erik), Way.ASK)
    two = _row(answered, karen, at - timedelta(minutes=6), to=erik)
    accepted, told = at - timedelta(minutes=5), at - timedelta(minutes=2)
    two.expert_id, two.accepted_at, two.answered_at = erik, accepted, told
    made.add(
        two,
        (Step.ASK, Stage.ASKED, karen, karen, two.asked_at),
        (Step.ACCEPT, Stage.ACCEPTED, erik, erik, accepted),
        (Step.ANSWER, Stage.ANSWERED, erik, karen, told),
    )
    _waiting(made, _row(rung, ida, at - timedelta(minutes=20), Way.CALL_BACK), Way.CALL_BACK)
    one.notes, two.notes = 1, 2
    return [(one, WAITING, mette, one.asked_at), (two, QUESTION, karen, two.asked_at), (two, ANSWER, erik, told)]


def _waiting(made: _Made, row: Lifeline, way: Way) -> Lifeline:
    row.escalates_at = due(way, Level(row.level), row.asked_at)
    return made.add(row, (Step.ASK, Stage.ASKED, row.asked_by_id, row.asked_by_id, row.asked_at))


def _say(words: list[tuple[Lifeline, str, int, datetime]]) -> None:
    """Write words with their writers, those of experts as answers, and the number to ring."""
    LifelineNote.objects.bulk_create(
        LifelineNote(
            lifeline=row, answer=writer == row.expert_id, text=text, length=len(text), writer_id=writer, at=said
        )
        for row, text, writer, said in words
    )
    CallBack.objects.bulk_create(
        CallBack(lifeline=row, to=NOBODYS, made_at=row.asked_at)
        for row in Lifeline.objects.filter(way=Way.CALL_BACK.value, stage=Stage.ASKED.value)
    )
