"""What can be wrong of surveys."""

from datetime import timedelta
from uuid import uuid4

from tests.apps.evaluation.corruption import Fault, past_check
from tests.apps.evaluation.rows import NOW, TODAY, answered
from velkommen.apps.surveys.models import Asking, Box, Invited, Round, Tally
from velkommen.apps.visits.models import Visit
from velkommen.shared.log.models import Deed


def box(audience: str, *, closed: bool = True) -> Box:
    """The first box of a round."""
    return Box.objects.filter(round__audience=audience, round__closed_at__isnull=not closed).order_by("pk")[0]


def one_more_than_answered() -> None:
    one = Tally.objects.filter(box=box("citizens"), question="easy")[0]
    Tally.objects.filter(pk=one.pk).update(number=one.number + 1)


def more_than_were_asked() -> None:
    Box.objects.filter(pk=box("staff").pk).update(asked=0)


def of_a_group_of_others() -> None:
    Box.objects.filter(pk=box("staff").pk).update(group="open")


def a_line_that_is_nowhere() -> None:
    Tally.objects.create(box=box("staff"), question="easy", answer="hard", number=0)


def backwards() -> None:
    row = Asking.objects.order_by("pk")[0]
    statement = "UPDATE surveys_asking SET until = %s WHERE id = %s"
    past_check("surveys_asking", "asking_forward", statement, row.since - timedelta(days=1), row.pk)


def still_known() -> None:
    """Who was asked in a round that is closed."""
    of = box("staff")
    Invited.objects.filter(box=box("staff", closed=False)).update(round=of.round, box=of)


def answered_and_not_counted() -> None:
    row = Invited.objects.filter(answered=False).order_by("pk")[0]
    Invited.objects.filter(pk=row.pk).update(answered=True)


def left_open() -> None:
    Round.objects.filter(audience="staff", closed_at=None).update(
        first=TODAY - timedelta(days=9), last=TODAY - timedelta(days=3)
    )


def answered_long_ago() -> None:
    old = Visit.objects.filter(day__lt=TODAY - timedelta(days=1), number__gt=0).order_by("pk")[0]
    given = answered()
    type(given).objects.filter(pk=given.pk).update(visit=old)


def named() -> None:
    Deed.objects.create(op=uuid4(), name="answer_as_staff", fingerprint="x", actor="staff:7", at=NOW)


FOUND: list[Fault] = [
    ("one answer more than people", {"surveys_add_up"}, one_more_than_answered),
    ("more answered than were asked", {"surveys_add_up"}, more_than_were_asked),
    ("citizens among the staff", {"surveys_add_up"}, of_a_group_of_others),
    ("an answer that is not asked", {"surveys_add_up"}, a_line_that_is_nowhere),
    ("asked backwards", {"surveys_add_up"}, backwards),
    ("known when it is over", {"surveys_forget"}, still_known),
    ("answered and not counted", {"surveys_forget"}, answered_and_not_counted),
    ("a round left open", {"surveys_forget"}, left_open),
    ("a number that answered long ago", {"surveys_forget"}, answered_long_ago),
    ("a vote with a name", {"surveys_forget"}, named),
]
