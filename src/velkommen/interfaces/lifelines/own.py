"""How an expert is reached, by themselves: telephone, meeting link, most at a time, their usual hours; and what they can be asked about."""

from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from velkommen.apps.lifelines import actions, queries
from velkommen.apps.lifelines.actions.reaching import MOST_AT_A_TIME
from velkommen.apps.lifelines.crew import crew
from velkommen.apps.lifelines.shown import tasks_of
from velkommen.apps.placement import book
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.lifelines import hours
from velkommen.interfaces.lifelines.views import doors, expert
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import status_on_page
from velkommen.interfaces.web.reach import spoken
from velkommen.interfaces.web.small_forms import Refused
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_tasks import name_on


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """What the desks get of the reader, and when they usually answer; each saved by themselves."""
    by = expert(request)
    if request.method != "POST":
        return _page(request, by)
    try:
        if request.POST.get("do") == hours.DO:
            hours.keep(request, by.id)
        else:
            _save(request, by)
    except Refusal as refusal:
        return _page(request, by, refusal, status_on_page(refusal))
    answer = redirect(f"{reverse('lifelines-me')}?done=1")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _save(request: HttpRequest, by: Actor) -> None:
    said = {field: request.POST.get(field, "").strip() for field in ("line", "meeting", "most")}
    if not (said["most"].isascii() and said["most"].isdecimal() and len(said["most"]) < 3):
        raise Refusal(Code.BAD_TERMS, field="most_open", least=1, most=MOST_AT_A_TIME)
    actions.set_reach(
        staff=by.id,
        number=said["line"],
        meeting=said["meeting"],
        most_open=int(said["most"]),
        by=by,
        at=clock.now(),
        op=operation(request),
    )


def _page(request: HttpRequest, by: Actor, refusal: Refusal | None = None, status: int = HTTPStatus.OK) -> HttpResponse:
    said = queries.expert(by.id)
    now = {"line": spoken(said.number), "meeting": said.meeting, "most": said.most_open}
    of_hours = refusal is not None and request.POST.get("do") == hours.DO
    facts = {
        "typed": request.POST if refusal and not of_hours else now,
        "refused": sentence(refusal) if refusal and not of_hours else "",
        "done": gettext("Saved.") if request.GET.get("done") and not refusal else "",
        "doors": doors(by),
        "op": uuid4(),
        **_of(by, Refused(request, refusal) if of_hours else None),
        "most_at_a_time": MOST_AT_A_TIME,
        "here": reverse("lifelines-me"),
        "saves": reverse("lifelines-me"),
    }
    return render(request, "lifelines/me.html", facts, status=status)


def _of(by: Actor, refused: Refused | None) -> dict[str, object]:
    """When the reader usually answers, and what others have said that they can be asked about."""
    town, today = book.town(), clock.local_day(clock.now())
    person = crew(town).get(by.id)
    able = [name_on(town, task, today) for task in tasks_of(person, town, today)] if person else []
    return {"weeks": hours.weeks(person, town, refused, lambda one: True), "able": sorted(able, key=collation)}
