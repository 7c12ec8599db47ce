"""Surveys: sums that add up, and nothing kept of who answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import MOST, check, kept, rows
from velkommen.apps.surveys import queries
from velkommen.apps.surveys.models import Asking, Box, Given, Invited, Round, Tally
from velkommen.domain.surveys import GROUPS, QUESTIONS, Audience, Way
from velkommen.shared.log.models import Deed

A_NIGHT = timedelta(days=1)  # the worker may have been asleep
SECRET = ("answer_as_staff", "answer_by_number", "answer_openly")
OF_AUDIENCE = {
    Audience.CITIZENS: [way.value for way in Way],
    Audience.STAFF: [unit.value for unit in GROUPS],
}


@check(
    _("What was answered in a survey adds up to how many answered"),
    _("Shares would be wrong. Compare the sums of the box with a backup; nobody can ask again who answered."),
)
def surveys_add_up(at: datetime) -> Iterator[str]:
    yield from kept(Asking, "asking_forward")
    yield from kept(Round, "round_audience_known", "round_forward", "round_month_once")
    yield from kept(Box, "box_once", "box_group_known")
    yield from kept(Tally, "tally_once", "tally_answer_known")
    sums = (
        Tally.objects.values("box", "question", "box__answers").order_by("box", "question").annotate(all=Sum("number"))
    )
    wrong = sums.exclude(all=F("box__answers")).values_list("box", "question", "all", "box__answers")[:MOST]
    yield from (f"box {box}: {question} {found} / {answers}" for box, question, found, answers in wrong)
    for audience, groups in OF_AUDIENCE.items():
        boxes = Box.objects.filter(round__audience=audience.value)
        expected = sum(len(answers) for answers in QUESTIONS[audience].values())
        yield from rows(boxes.exclude(group__in=groups))
        yield from rows(boxes.annotate(lines=Count("tallies")).exclude(lines=expected))
        known = Q()
        for question, answers in QUESTIONS[audience].items():
            known |= Q(question=question, answer__in=answers)
        yield from rows(Tally.objects.filter(box__round__audience=audience.value).exclude(known))
    yield from rows(Box.objects.filter(answers__gt=F("asked"), round__closed_at__isnull=False))


@check(
    _("Who has answered a survey is forgotten when it is over, and named nowhere"),
    _(
        "More is kept than was promised. Let the worker run, which closes surveys every hour; then tell those who were asked."
    ),
)
def surveys_forget(at: datetime) -> Iterator[str]:
    yield from kept(Invited, "invited_once")
    yield from rows(Invited.objects.filter(round__closed_at__isnull=False))
    yield from rows(Invited.objects.exclude(box__round=F("round")))
    yield from rows(queries.due(at - A_NIGHT))
    yield from rows(queries.left_over(at - A_NIGHT))
    yield from rows(Given.objects.filter(visit__link=None))
    yield from rows(Deed.objects.filter(name__in=SECRET).exclude(actor__endswith=":0"))
    asked = Invited.objects.filter(round__closed_at=None).values("box", "box__asked", "box__answers").order_by("box")
    counted = asked.annotate(invited=Count("pk"), said=Count("pk", filter=Q(answered=True)))
    wrong = counted.exclude(invited=F("box__asked"), said=F("box__answers")).values_list("box", "said", "invited")[
        :MOST
    ]
    yield from (f"box {box}: {said} / {invited}" for box, said, invited in wrong)
