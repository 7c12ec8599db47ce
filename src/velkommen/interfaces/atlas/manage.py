"""What an administrator does with indicator files: publish one's own, read another's, let one go."""

from functools import partial
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from velkommen.apps.atlas import queries
from velkommen.apps.evaluation.publishing import publish_indicators, read_indicators, withdraw_indicators
from velkommen.apps.places.queries import municipality as home
from velkommen.domain.indicators.opening import MOST_BYTES
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Right
from velkommen.interfaces.atlas import words
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Refused, Sent, answer, drawn
from velkommen.shared import clock, denmark, signing
from velkommen.shared.actor import EVERYWHERE


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The forms, and every file there is."""
    request_actor(request).require(Right.ARRANGE, EVERYWHERE)
    deeds = {"publish": _publish, "read": _read, "withdraw": _withdraw}
    return answer(request, deeds, partial(_page, request))


def _publish(sent: Sent) -> None:
    publish_indicators(first=sent.day("first"), last=sent.day("last"), area=sent.number_or_none("area"), **sent.by())


def _read(sent: Sent) -> None:
    read_indicators(data=sent.file("file", MOST_BYTES), new_key=signing.mark(sent.text("new_key")), **sent.by())


def _withdraw(sent: Sent) -> None:
    withdraw_indicators(file=sent.id(), **sent.by())


def _page(request: HttpRequest, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    mine, sent = home(), request.POST
    today = clock.local_day(clock.now())
    last_year = today.year - 1
    said = {
        "section": "manage",
        "manages": True,
        "no": refused.said({"area": gettext("Area in km² (if known)")}) if refused else "",
        "do": sent.get("do", "") if refused else "",
        "first": sent.get("first", f"{last_year}-01-01"),
        "last": sent.get("last", f"{last_year}-12-31"),
        "area": sent.get("area", ""),
        "new_key": sent.get("new_key", ""),
        "other_key": refused is not None
        and refused.refusal is not None
        and refused.refusal.code is Code.INDICATORS_OTHER_KEY,
        "asks_area": mine is None or mine.code not in denmark.by_code(),
        "fingerprint": signing.fingerprint(signing.public_key()),
        "own": bool(mine and queries.published_by(mine.code, signing.public_key())),
        "files": [
            {"file": one, "days": words.days(one.document), "fingerprint": signing.fingerprint(one.public)}
            for one in queries.history()
        ],
        "ops": {name: uuid4() for name in ("publish", "read")},
    }
    return drawn(request, "atlas/manage.html", said, status)
