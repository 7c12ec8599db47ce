"""Telling citizens that it is soon their turn: kept until they are told or their visit is over."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from velkommen.apps.messages.actions import queue
from velkommen.apps.visits.models import TurnNotice, Visit
from velkommen.apps.visits.queries import LINE_LIMIT, lines
from velkommen.domain.contacts import Contact
from velkommen.domain.lifecycle import State
from velkommen.domain.messages import Channel, Purpose
from velkommen.shared import clock


def notice_of(visit: int) -> TurnNotice | None:
    """What a visit asked to be told, told already or not."""
    return TurnNotice.objects.filter(visit=visit).first()


def keep(visit: Visit, contact: Contact, position: int, language: str) -> TurnNotice:
    """Keep whom to tell, instead of whom it was before; one that was told stays told."""
    facts = {"position": position, "channel": contact.channel.value, "to": contact.to, "language": language}
    notice, fresh = TurnNotice.objects.get_or_create(visit=visit, defaults=facts)
    if not fresh and notice.told_at is None:
        TurnNotice.objects.filter(pk=notice.pk).update(**facts)
    return notice


def open_at(place: int) -> QuerySet[TurnNotice]:
    """Who at a place is still to be told."""
    return TurnNotice.objects.filter(visit__service_point=place, told_at=None)


def tell_soon(place: int, day: date, at: datetime) -> None:
    """Let everybody be told who has few enough ahead by now. One statement where nobody is left to tell, two more for each who is told."""
    waits = open_at(place).filter(visit__day=day, visit__state=State.WAITING.value).select_related("visit")
    in_line = lines(place, day, at) if (notices := list(waits)) else {}
    places = {visit: ahead for line in in_line.values() for ahead, visit in enumerate(line)}
    for notice in notices:
        ahead = places.get(notice.visit_id, LINE_LIMIT)
        if ahead <= notice.position:
            _tell(notice, ahead, at)


def _tell(notice: TurnNotice, ahead: int, at: datetime) -> None:
    visit = notice.visit
    queue(
        place=visit.service_point_id,
        purpose=Purpose.TURN_SOON,
        about=f"visit:{visit.pk}",
        channel=Channel(notice.channel),
        to=notice.to,
        language=notice.language,
        facts={"number": visit.label, "position": str(ahead), "link": f"/n/{visit.link}/"},
        at=at,
    )
    TurnNotice.objects.filter(pk=notice.pk).update(told_at=at, to="")


def over(day: date) -> QuerySet[TurnNotice]:
    """Those whose visit is over, on a local day or before."""
    return TurnNotice.objects.filter(Q(visit__state=State.ENDED.value) | Q(visit__day__lt=day))


def tidy(at: datetime) -> None:
    """Let go of every address whose visit is over."""
    over(clock.local_day(at)).delete()
