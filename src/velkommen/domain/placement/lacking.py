"""What is not as it should be on a day: a task a place was given, and that nobody who comes gets in full."""

from datetime import date

from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import moment_of
from velkommen.domain.kinds import DeskRole
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.deciding import Reason
from velkommen.domain.placement.town import Town


def lacking(town: Town, task: str, place: int, day: date) -> Reason | None:
    """The rule that keeps a place all day from what it is there for; None when at some time it does it, or is closed that day."""
    given, staffed = town.given(task, place, day), town.places[place].staffed.spans(day)
    if given is None or not staffed:
        return None
    rules = town.rules(task, day)
    high = rules is not None and rules.discretion is Discretion.HIGH
    enough = {given, DeskRole.RECEIVE} if high else {given}  # a judgement is received, whatever was written
    verdicts = [time.verdict for time in town.over(task, place, day, day)]
    if any(verdict.role in enough for verdict in verdicts):
        return None
    opens = moment_of(wall(day, staffed[0][0], town.zone))
    return (verdicts or [town.answer(task, place, opens).verdict])[0].because[0]
