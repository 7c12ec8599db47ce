"""What the expert's page shows: what waits, what is in hand, what was answered, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext

from velkommen.apps.lifelines import queries, shown
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.domain.lifelines import Level, Stage, Way
from velkommen.domain.outcomes import Outcome
from velkommen.domain.placement.town import Town
from velkommen.domain.rights import Right
from velkommen.interfaces.live.tickets import stream_url
from velkommen.interfaces.web.reach import Reach, reach
from velkommen.interfaces.web.templatetags.words import day_and_time
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.wording import OUTCOMES
from velkommen.shared.wording_lifelines import ENDS, STAGES, WAYS, WHYS
from velkommen.shared.wording_tasks import name_on

#: How a visit that was taken over ends, besides being referred: then it is given back.
TAKEN_OVER = (Outcome.SOLVED_WITH_EXPERT, Outcome.SELF_SERVICE, Outcome.COME_BACK, Outcome.LEFT)


@dataclass(frozen=True)
class One:
    """A lifeline for an expert.

    Args:
        where: place, desk and who asks; `to_me`: by name.
        note_of: a word where something was written; `unread`: the reader may open it and has not.
        rings, ends: how it is over: by a call, or by saying that the one taken over is served.
        ending: of what is answered, what came of it.
        answer: of what is answered, the reader's own words, for whoever may keep them for everybody; `place` is where it was asked, if
            they may keep something for that place alone.
    """

    pk: int
    task: str
    kind: Promise
    where: str
    asked_at: datetime
    accepted_at: datetime | None
    answered_at: datetime
    late: bool
    note_of: str
    question: str
    unread: bool
    advice: str
    reach: Sequence[Reach]
    rings: bool
    ends: bool
    ending: str
    answer: str
    place: str


@dataclass(frozen=True)
class Me:
    """The reader as the desks see them."""

    busy: bool
    now: str
    hours: str


def facts(by: Actor, at: datetime) -> dict[str, object]:
    """All the lists, in constant statements."""
    rows, lately = queries.inbox(by, at), queries.answered_lately(by.staff_id or 0, at, days=1)
    mine = [row for row in rows if row.stage == Stage.ACCEPTED]
    waiting = [row for row in rows if row.stage != Stage.ACCEPTED]
    town, asked, numbers = book.town(), shown.questions(rows, by, at), shown.numbers_to_ring(mine, by)
    answers = shown.own_answers(lately, by) if by.may_somewhere(Right.KEEP_KNOWLEDGE) else {}

    def one(row: Lifeline) -> One:
        place = row.service_point.name if by.may(Right.KEEP_KNOWLEDGE, row.service_point_id) else ""
        return _one(row, town, asked.get(row.pk), numbers.get(row.pk, ""), answers.get(row.pk, ""), place)

    return {
        "waiting": [one(row) for row in waiting],
        "mine": [one(row) for row in mine],
        "lately": [one(row) for row in lately],
        "me": _me(by, at),
        "outcomes": [(outcome.value, OUTCOMES[outcome]) for outcome in TAKEN_OVER],
        "at": at,
        "op": uuid4(),
    }


def live(version: int) -> dict[str, object]:
    """The stream of what is asked at every place, from a version on."""
    every = ",".join(str(place.pk) for place in places.service_points())
    return {"version": version, "stream": stream_url(f"expert:{every or 0}")}


def _one(row: Lifeline, town: Town, asked: shown.Question | None, number: str, answer: str, place: str) -> One:
    way, mine = Way(row.way), row.stage == Stage.ACCEPTED
    return One(
        pk=row.pk,
        task=name_on(town, row.task.key, clock.local_day(row.asked_at)),
        kind=WAYS[way],
        where=_where(row),
        asked_at=row.asked_at,
        accepted_at=row.accepted_at,
        answered_at=row.changed_at,
        late=row.stage == Stage.ASKED and row.level == Level.LEADS,
        note_of=gettext("asked in words") if asked and asked.text is None else "",
        question=asked.text or "" if asked else "",
        unread=bool(asked and asked.text is None),
        advice=_advice(way, number) if mine else "",
        reach=reach(number, "") if mine else (),
        rings=way is Way.CALL_BACK,
        ends=way is Way.TAKE_OVER,
        ending=capfirst(str(ENDS[row.end] if row.end else STAGES[row.stage])),
        answer=answer,
        place=place,
    )


def _where(row: Lifeline) -> str:
    """Nordby, Skranke 2, Mette."""
    desk = [row.desk.name] if row.desk else []
    return ", ".join([row.service_point.name, *desk, row.asked_by.shown_name])


def _advice(way: Way, number: str) -> str:
    if way is Way.CALL_BACK:
        return "" if number else gettext("The number is gone. Give it back, and the desk sees to it.")
    if way is Way.TAKE_OVER:
        return gettext("The citizen is yours: they are on their way to you or wait at the place.")
    return gettext("They ring you or open your meeting. Answer here when you have talked.") if way is Way.JOIN else ""


def _me(by: Actor, at: datetime) -> Me:
    seen = shown.oneself(by, at)
    if seen is None:
        return Me(busy=False, now=gettext("You are not set up as an expert, so nobody can ask you."), hours="")
    said = queries.expert(by.staff_id or 0)
    away = bool(said.away_until and said.away_until > at)
    now = gettext("The desks see you as: %(state)s.") % {"state": str(WHYS[seen.why])}
    when = gettext("There again %(when)s.") % {"when": day_and_time(seen.when)} if seen.when else ""
    return Me(busy=said.busy or away, now=now, hours=when)
