"""What people were asked: surveys as they may be told, and what counting weeks asked besides.

A survey leaves the house as it is shown: only rounds that are over, small numbers hidden (`domain.survey_results`). Its boxes never do.
"""

from collections.abc import Iterator

from django.db.models import Count
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from velkommen.apps.counting.models import Answer
from velkommen.apps.evaluation.datasets.shape import Column, Dataset, Feed, Row, Scope, Type, codes_of, plain
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.surveys.queries import Results, between
from velkommen.domain.counting_weeks import Avoidable, Digital
from velkommen.domain.surveys import Audience
from velkommen.shared.wording_counting import AVOIDABLE, DIGITAL
from velkommen.shared.wording_figures import NOTHING_FOR_KEPT_BACK
from velkommen.shared.wording_surveys import AUDIENCES, GROUP_WORDS, QUESTION_WORDS

ALL = "all"
TOGETHER = " + "  # between places that are only told together


def _surveys(scope: Scope) -> Feed:
    slugs = dict(ServicePoint.objects.values_list("id", "slug"))
    rows = [
        row
        for audience in Audience
        for found in between(audience, scope.first, scope.last)
        for row in _told(found, audience, slugs, scope)
    ]
    return plain(SURVEYS.columns, rows)


def _told(found: Results, audience: Audience, slugs: dict[int, str], scope: Scope) -> Iterator[Row]:
    """A row for each line and question; of some places only what is told of these alone."""
    for line in found.told.lines:
        if scope.places is not None and not (line.places and line.places <= set(scope.places)):
            continue
        place = TOGETHER.join(sorted(slugs[one] for one in line.places)) or None
        head = (found.round.first, found.round.last, audience.value, line.group or ALL, place, line.asked, line.answers)
        yield from ((*head, question, number) for question, number in line.yeses.items())


def _counting(scope: Scope) -> Feed:
    rows = Answer.objects.filter(
        enquiry__day__gte=scope.first, enquiry__day__lte=scope.last, enquiry__withdrawn=False
    ).order_by()
    if scope.places is not None:
        rows = rows.filter(enquiry__service_point__in=list(scope.places))
    facts = ("week__name", "week__first", "week__last", "enquiry__service_point__slug", "enquiry__task__key")
    counted = rows.values_list(*facts, "digital", "avoidable").annotate(number=Count("enquiry"))
    return plain(COUNTING.columns, counted)


SURVEYS = Dataset(
    key="surveys",
    title=_("Surveys"),
    row=_(
        "How many of some people said yes to one question in a round that is over. What is hidden on the page is hidden here."
    ),
    purpose=_("To follow what citizens and staff say over time. Small numbers are hidden: nobody can be found in it."),
    columns=(
        Column("first", Type.DAY, _("The first day of the round."), "surveys.Round.first"),
        Column("last", Type.DAY, _("The last day of the round."), "surveys.Round.last"),
        Column(
            "audience",
            Type.CODE,
            _("Who was asked."),
            "surveys.Round.audience",
            codes=codes_of(Audience, AUDIENCES),
        ),
        Column(
            "people",
            Type.CODE,
            _("Which of them: everybody, one unit of the staff, or one way citizens came."),
            "surveys.Box.group",
            codes={group or ALL: words for group, words in GROUP_WORDS.items()},
        ),
        Column(
            "place",
            Type.TEXT,
            _("Where. Empty: everywhere. Several with a plus: places that are only told together."),
            "places.ServicePoint.slug",
        ),
        Column(
            "asked", Type.WHOLE, _("How many were asked. Empty: nobody can know."), "surveys.Box.asked", _("people")
        ),
        Column("answers", Type.WHOLE, _("How many answered."), "surveys.Box.answers", _("people")),
        Column("question", Type.CODE, _("What was asked."), "surveys.Tally.question", codes=QUESTION_WORDS),
        Column(
            "yes",
            Type.WHOLE,
            format_lazy("{} {}", _("How many said yes."), NOTHING_FOR_KEPT_BACK),
            "surveys.Tally.number",
            _("people"),
        ),
    ),
    feed=_surveys,
    small=False,
)
COUNTING = Dataset(
    key="counting",
    title=_("Counting weeks"),
    row=_("How many enquiries about a task at a place in a counting week were answered alike."),
    purpose=_("To see what could have been solved digitally, and what could have been spared."),
    columns=(
        Column("week", Type.TEXT, _("What the counting week is called."), "counting.CountingWeek.name"),
        Column("first", Type.DAY, _("Its first day."), "counting.CountingWeek.first"),
        Column("last", Type.DAY, _("Its last day."), "counting.CountingWeek.last"),
        Column("place", Type.TEXT, _("The place, as addresses have it."), "places.ServicePoint.slug"),
        Column("task", Type.TEXT, _("The task, as programs name it."), "catalogue.Task.key"),
        Column(
            "digital",
            Type.CODE,
            _("Whether it could have been solved digitally. Empty: not answered."),
            "counting.Answer.digital",
            codes=codes_of(Digital, DIGITAL),
        ),
        Column(
            "avoidable",
            Type.CODE,
            _("Whether the visit could have been avoided, and why. Empty: not answered."),
            "counting.Answer.avoidable",
            codes=codes_of(Avoidable, AVOIDABLE),
        ),
        Column("number", Type.WHOLE, _("Enquiries."), unit=_("enquiries")),
    ),
    feed=_counting,
)
