"""The list of counting weeks; planning one, changing it, calling it off, closing it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.apps.counting import actions, queries
from velkommen.apps.counting.queries import Week
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.counting_weeks import LONGEST, Package, Question, Stage, WeekFacts
from velkommen.domain.kinds import Channel
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.counting.asking import named, seen, somewhere
from velkommen.interfaces.web.small_forms import Choice, Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording_counting import QUESTIONS, WEEK_STAGES
from velkommen.shared.wording_enquiries import CHANNELS
from velkommen.shared.wording_tasks import name_on

TO_MONDAY = 7
DIGITS = 10  # of an id


@dataclass(frozen=True)
class Row:
    """A week in the list: `watched`, `read` and `filled` whether the reader may see its coverage, its results, type in its paper."""

    week: Week
    stage: Promise
    names: list[str]
    watched: bool
    read: bool
    filled: list[ServicePoint]


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The weeks of the reader's places, the newest first."""
    by = somewhere(request, Right.SEE_STATISTICS)
    found = queries.weeks(clock.local_day(clock.now()))
    names = {place.pk: place for place in named({place for week in found for place in week.places})}
    rows = [_row(week, by, names) for week in found if _concerns(by, week)]
    facts = {
        "rows": rows,
        "arranges": by.may_somewhere(Right.ARRANGE),
        "profiles": by.may(Right.ARRANGE, EVERYWHERE),
        "done": request.GET.get("done"),
    }
    return render(request, "counting/index.html", facts)


def _concerns(by: Actor, week: Week) -> bool:
    return any(by.may(Right.SEE_STATISTICS, place) for place in week.places)


def _row(week: Week, by: Actor, names: dict[int, ServicePoint]) -> Row:
    mine = [place for pk, place in names.items() if pk in week.places]
    filled = week.stage in {Stage.RUNNING, Stage.OVER}
    return Row(
        week=week,
        stage=WEEK_STAGES[week.stage],
        names=[place.name for place in mine],
        watched=any(by.may(Right.ARRANGE, place.pk) for place in mine),
        read=week.begun,
        filled=[place for place in mine if filled and by.may(Right.REGISTER, place.pk)],
    )


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """Planning a new week."""
    by = somewhere(request, Right.ARRANGE)
    return answer(request, {"plan": _plan}, partial(_draw_plan, request, by))


def _plan(sent: Sent) -> HttpResponse:
    done = actions.plan_counting_week(facts=_facts(sent), **sent.by())
    return redirect(f"{reverse('counting-week', args=[done['week']])}?done=plan")


def _draw_plan(request: HttpRequest, by: Actor, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    today = clock.local_day(clock.now())
    monday = today + timedelta(days=TO_MONDAY - today.weekday())
    mine = [place for place in places.service_points() if by.may(Right.ARRANGE, place.pk)]
    if not mine:
        raise by.nowhere(Right.ARRANGE)
    both = frozenset({Channel.IN_PERSON, Channel.PHONE})
    usual = WeekFacts(
        name=gettext("Week %(number)s, %(year)s")
        % {"number": monday.isocalendar().week, "year": monday.isocalendar().year},
        first=monday,
        last=monday + timedelta(days=6),
        places=frozenset(place.pk for place in mine),
        package=Package(frozenset(), both),
        questions=frozenset({Question.DIGITAL, Question.AVOIDABLE}),
    )
    form = shown(Form("plan", gettext("Plan the week"), _fields(usual, mine, today)))
    return drawn(request, "counting/plan.html", {"form": form, "longest": LONGEST}, status)


@login_required
def change(request: HttpRequest, week: int) -> HttpResponse:
    """Changing a week, calling it off, closing it."""
    found = seen(request, week, Right.ARRANGE)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "change": partial(_change, week),
        "cancel": partial(_cancel, week),
        "close": partial(_close, week),
    }
    return answer(request, deeds, partial(_draw_change, request, found.week))


def _change(pk: int, sent: Sent) -> HttpResponse:
    actions.change_counting_week(week_id=pk, facts=_facts(sent), **sent.by())
    return redirect(f"{reverse('counting-week', args=[pk])}?done=change")


def _cancel(pk: int, sent: Sent) -> HttpResponse:
    sent.be_sure()
    actions.cancel_counting_week(week_id=pk, **sent.by())
    return redirect(f"{reverse('counting')}?done=cancel")


def _close(pk: int, sent: Sent) -> HttpResponse:
    sent.be_sure()
    actions.close_counting_week(week_id=pk, **sent.by())
    return redirect(f"{reverse('counting-results', args=[pk])}?done=close")


def _draw_change(request: HttpRequest, week: Week, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    mine = named(week.places | {place.pk for place in places.service_points()})
    today = clock.local_day(clock.now())
    sure = gettext("Yes, I am sure. This cannot be taken back.")
    facts = {
        "week": week,
        "stage": WEEK_STAGES[week.stage],
        "open": week.stage not in {Stage.CLOSED, Stage.CANCELLED},
        "over": week.stage is Stage.OVER,
        "change": shown(Form("change", gettext("Save"), _fields(week.facts, mine, today))),
        "cancel": shown(Form("cancel", gettext("Call it off"), [Field("sure", sure, ("",), "check")])),
        "close": shown(Form("close", gettext("Close it"), [Field("sure", sure, ("",), "check")])),
    }
    return drawn(request, "counting/change.html", facts, status)


def _facts(sent: Sent) -> WeekFacts:
    """Raises: Refusal BAD_DAY, BAD_VALUE."""
    channels = [value for value in sent.texts("channels") if value in set(Channel)]
    questions = [value for value in sent.texts("questions") if value in set(Question)]
    chosen = sent.texts("places")
    if not all(one.isascii() and one.isdecimal() and len(one) < DIGITS for one in chosen):
        raise Refusal(Code.BAD_VALUE, field="places")
    return WeekFacts(
        name=sent.text("name"),
        first=_day(sent, "first"),
        last=_day(sent, "last"),
        places=frozenset(map(int, chosen)),
        package=Package(frozenset(sent.texts("tasks")), frozenset(map(Channel, channels))),
        questions=frozenset(map(Question, questions)),
        target=sent.whole("target"),
    )


def _day(sent: Sent, name: str) -> date:
    """Raises: Refusal BAD_DAY, told at its own field."""
    try:
        return sent.day(name)
    except Refusal as refusal:
        raise Refusal(refusal.code, **{**refusal.facts, "field": name}) from refusal


def _fields(facts: WeekFacts, mine: list[ServicePoint], today: date) -> list[Field]:
    town = book.town()
    tasks: list[Choice] = sorted(
        ((key, name_on(town, key, today)) for key in town.tasks), key=lambda choice: collation(choice[1])
    )
    where: list[Choice] = [(str(place.pk), place.name) for place in mine]
    channels: list[Choice] = [(value, str(word)) for value, word in CHANNELS.items()]
    questions: list[Choice] = [(value, str(word)) for value, word in QUESTIONS.items()]
    percent = gettext("Per cent of the staffed hours in which something should be counted.")
    extra = gettext("They come as one press at the desk after the outcome. Whoever is busy goes on without.")
    return [
        Field("name", gettext("Name"), (facts.name,), hint=gettext("As people say it: “Week 43, 2026”.")),
        Field("first", gettext("First day"), (facts.first.isoformat(),), "date"),
        Field("last", gettext("Last day"), (facts.last.isoformat(),), "date"),
        Field("target", gettext("Target"), (str(facts.target),), "number", hint=percent),
        Field("places", gettext("Places"), [str(pk) for pk in facts.places], "checks", where),
        Field("channels", gettext("Channels"), sorted(facts.package.channels), "checks", channels),
        Field("questions", gettext("What is asked besides"), sorted(facts.questions), "checks", questions, hint=extra),
        Field(
            "tasks",
            gettext("Tasks"),
            sorted(facts.package.tasks),
            "checks",
            tasks,
            hint=gettext("None ticked: every task is counted and asked about."),
        ),
    ]
