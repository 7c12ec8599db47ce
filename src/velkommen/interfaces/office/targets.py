"""What the municipality aims at, and how many live in it: kept by whoever arranges all of it."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from velkommen.apps.yearbook import actions, queries
from velkommen.domain.rights import Right
from velkommen.domain.yearbook import Aim
from velkommen.interfaces.office.doors import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.interfaces.web.templatetags.words import short_day
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.wording_yearbook import AIMS


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Targets and inhabitants. Raises: Refusal NOT_ALLOWED."""
    request_actor(request).require(Right.ARRANGE, EVERYWHERE)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        **{aim.value: partial(_aim, aim) for aim in Aim},
        "inhabitants": _inhabitants,
        "take_away": _take_away,
    }
    return answer(request, deeds, partial(_page, request))


def _aim(aim: Aim, sent: Sent) -> None:
    number = sent.whole(aim.value) if sent.text(aim.value) else None
    actions.set_target(aim=aim, number=number, **sent.by())


def _inhabitants(sent: Sent) -> None:
    day, number = sent.day("day"), sent.whole("number")
    actions.set_inhabitants(day=day, number=number, source=sent.text("source"), **sent.by())


def _take_away(sent: Sent) -> None:
    row = {str(one.pk): one for one in queries.every_number()}.get(sent.about)
    if row:
        actions.set_inhabitants(day=row.day, number=None, **sent.by())


def _page(request: HttpRequest, refused: Refused | None, status: int) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    aims, rows = queries.aims(), queries.every_number()
    today = clock.local_day(clock.now())
    set_now = {Aim.LIBRARY_SHARE: aims.library_share, Aim.WAITING_MINUTES: aims.waiting_minutes}
    facts = {
        "doors": doors(request, "targets"),
        "aims": [shown(_form(aim, number)) for aim, number in set_now.items()],
        "inhabitants": shown(_number_form(f"{today:%Y}-01-01")),
        "chosen": queries.inhabitants(today),
        "rows": [
            (row, shown(Form("take_away", gettext("Take away"), (), str(row.pk), short_day(row.day)))) for row in rows
        ],
    }
    return drawn(request, "office/targets.html", facts, status)


def _form(aim: Aim, number: int | None) -> Form:
    hint = gettext("Empty: nothing is aimed at, and nothing is shown.")
    field = Field(aim.value, str(AIMS[aim]), ("" if number is None else str(number),), kind="number", hint=hint)
    return Form(aim.value, gettext("Save"), [field])


def _number_form(day: str) -> Form:
    fields = [
        Field("day", gettext("Since"), (day,), kind="date", required=True),
        Field("number", gettext("Inhabitants"), kind="number", required=True),
        Field("source", gettext("Source"), hint=gettext("For example: Statistics Denmark, FOLK1A."), required=True),
    ]
    return Form("inhabitants", gettext("Write it down"), fields)
