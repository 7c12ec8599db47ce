"""Four experts accept the same lifelines while the desk takes them back and the timer fires: each has one owner, and is told so once."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests import lifelines
from tests.people import Town
from tests.races.crew import Crew, Job
from velkommen.apps.enquiries.actions import serve_without_number
from velkommen.apps.lifelines.actions import ask_expert
from velkommen.apps.lifelines.models import Lifeline, LifelineStep
from velkommen.apps.places.models import Desk
from velkommen.domain.handover import Matter
from velkommen.shared import clock

NUMBER = 16


@pytest.fixture
def line(hall: Town) -> lifelines.Line:
    hall.now = clock.now()
    return lifelines.build(hall)


def asked(line: lifelines.Line) -> list[int]:
    """As many lifelines as there are desks, of whoever is able."""
    made = []
    for desk in Desk.objects.filter(service_point=line.town.place).order_by("pk"):
        visit: Any = serve_without_number(place=line.town.place.pk, desk=desk.pk, task="passport", **line.town.by())[
            "visit"
        ]
        answer = ask_expert(visit=visit["id"], matter=Matter.APPLICATION, **line.town.by())
        made.append(answer["lifeline"]["lifeline"])
    return made


def meet(
    line: lifelines.Line, crew: Crew, *without: str, recalls: bool
) -> tuple[list[int], Counter[str], Counter[str]]:
    """The lifelines, what accepting came to, and what taking back came to."""
    rows = asked(line)
    jobs = [_job("with_each", without, deed="accept", name=name, rows=rows) for name in ("erik", "eva", "erik", "eva")]
    if recalls:
        jobs.append(_job("with_each", without, deed="recall", name="mette", rows=rows[::-1]))
    later = (line.town.now + timedelta(minutes=3)).isoformat()
    jobs.append(_job("time_fires", without, place=line.town.place.pk, at=later, times=NUMBER))
    answers = crew.race_of(*jobs)
    accepted = Counter(got for answer in answers[:4] for got in answer)
    return rows, accepted, Counter(answers[4]) if recalls else Counter()


def _job(work: str, without: tuple[str, ...], **facts: Any) -> Job:
    return {"work": work, "hands": [facts], "without": without}


def accepts(row: int) -> int:
    return LifelineStep.objects.filter(lifeline=row, what="accept").count()


def whole(row: int) -> bool:
    """Whether its steps are all there, and the last one is how it is."""
    found = Lifeline.objects.get(pk=row)
    steps = list(LifelineStep.objects.filter(lifeline=row).order_by("number"))
    numbered = [one.number for one in steps] == list(range(1, found.version + 1))
    return numbered and (steps[-1].stage, steps[-1].owner_id) == (found.stage, found.owner_id)


def test_each_is_accepted_by_one(line: lifelines.Line, crew: Crew) -> None:
    rows, accepted, _ = meet(line, crew, recalls=False)
    assert (accepted["yes"], accepted["lifeline_taken"]) == (NUMBER, 3 * NUMBER)
    assert [accepts(row) for row in rows] == [1] * NUMBER
    assert set(Lifeline.objects.values_list("stage", flat=True)) == {"accepted"}
    assert [row for row in rows if not whole(row)] == []


def test_what_is_taken_back_meanwhile_has_one_end(line: lifelines.Line, crew: Crew) -> None:
    rows, accepted, recalled = meet(line, crew, recalls=True)
    assert recalled == {"yes": NUMBER}
    assert max(accepts(row) for row in rows) <= 1
    assert accepted["yes"] == sum(accepts(row) for row in rows)
    assert set(Lifeline.objects.values_list("stage", "end")) == {("ended", "recalled")}
    assert [row for row in rows if not whole(row)] == []


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, whatever is compared"
)
def test_control_where_nobody_compares_several_are_told_that_it_is_theirs(line: lifelines.Line, crew: Crew) -> None:
    _rows, accepted, _ = meet(line, crew, "comparing", recalls=False)
    assert accepted["yes"] > NUMBER or accepted["broken"] > 0
