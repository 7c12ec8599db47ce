"""How an expert is reached, by themselves: telephone, meeting link, most at a time; and what others have said of them."""

from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from velkommen.apps.lifelines import actions, queries
from velkommen.apps.lifelines.actions.reaching import MOST_AT_A_TIME
from velkommen.apps.lifelines.crew import Sits, crew
from velkommen.apps.lifelines.shown import tasks_of
from velkommen.apps.placement import book
from velkommen.domain.hours.words import lines as sign_lines
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.lifelines.views import doors, expert
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import status_on_page
from velkommen.interfaces.web.reach import spoken
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording import sentence
from velkommen.shared.wording_hours import line
from velkommen.shared.wording_tasks import name_on


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """What the desks get of the reader; saved by themselves."""
    by = expert(request)
    if request.method != "POST":
        return _page(request, by)
    try:
        _save(request, by)
    except Refusal as refusal:
        return _page(request, by, sentence(refusal), status_on_page(refusal))
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


def _page(request: HttpRequest, by: Actor, refused: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    said = queries.expert(by.id)
    now = {"line": spoken(said.number), "meeting": said.meeting, "most": said.most_open}
    facts = {
        "typed": request.POST if refused else now,
        "refused": refused,
        "done": gettext("Saved.") if request.GET.get("done") and not refused else "",
        "doors": doors(by),
        "op": uuid4(),
        **_of(by),
        "here": reverse("lifelines-me"),
    }
    return render(request, "lifelines/me.html", facts, status=status)


def _of(by: Actor) -> dict[str, object]:
    """What others have said of the reader: their hours as an expert, and what they can be asked about."""
    town, today = book.town(), clock.local_day(clock.now())
    person = crew(town).get(by.id)
    if person is None:
        return {"hours": [], "able": []}
    able = [name_on(town, task, today) for task in tasks_of(person, town, today)]
    return {"hours": [_hours(one, town) for one in person.sits], "able": sorted(able, key=collation)}


def _hours(one: Sits, town: Town) -> str:
    there = town.places.get(one.place or 0)
    where = there.name if there else gettext("Everywhere")
    if one.duty is None:
        return gettext("%(where)s: whenever the place is staffed") % {"where": where}
    today = clock.local_day(clock.now())
    said = "; ".join(line(part) for part in sign_lines(one.duty.periods, today))
    return gettext("%(where)s: %(hours)s") % {"where": where, "hours": said}
