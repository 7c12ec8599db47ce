"""How often somebody does what they are able to, and what to do when that is too seldom to keep it.

Source: the report (2010) p. 11 and 16: places can be too small, and complex tasks need a certain volume to keep routine and quality. How
many enquiries carry a competence is an open question there, so the minimum is each municipality's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

SMALL, CROWD = 5, 3  # enquiries and people: of fewer nothing is told to those who do not lead


def told(number: int, people: int) -> int | None:
    """What those who do not lead are told of a sum: nothing of a small one, nor of two people's, since one of them knows their own."""
    return number if not number or (number >= SMALL and people >= CROWD) else None


def whole_quarter(last: date) -> date:
    """The last day of the last quarter of a year that was over on a day, or ended with it.

    To those who do not lead, sums are told of whole quarters alone: of two spans that overlap the difference would be told as well,
    and that may be one person's.
    """
    after = last + timedelta(days=1)
    return date(after.year, after.month - (after.month - 1) % 3, 1) - timedelta(days=1)


def quarter_in(first: date, last: date) -> date | None:
    """The last day of the last quarter of a year that lies whole in a span; None where none does."""
    end = whole_quarter(last)
    return end if date(end.year, end.month - 2, 1) >= first else None


class Proposal(StrEnum):
    """What may help somebody who does a thing too seldom."""

    SHARE = "share"  # there is enough for everybody: let them take more of it
    KEEP = "keep"  # there is enough for some, and they are among these: let the others hand it to them
    HAND_OVER = "hand_over"  # there is enough for some, and they are not among these
    FEWER_PLACES = "fewer_places"  # too little here, enough together with another place
    PRACTISE = "practise"  # too little anywhere: practise together


@dataclass(frozen=True)
class Seldom:
    """Somebody below the minimum of a competence, and what is known around them. Everything counted is enquiries a month.

    Args:
        minimum: for each person.
        staff: who it is about (a staff id), and how many `own` they have, wherever they serve.
        others: those of the place who do it alone as well: staff id -> theirs.
        here: all of the place, whoever served.
        elsewhere: other places that do it: service point id -> all of theirs.
    """

    minimum: int
    staff: int
    own: float
    others: Mapping[int, float] = field(default_factory=dict)
    here: float = 0.0
    elsewhere: Mapping[int, float] = field(default_factory=dict)

    @property
    def carried(self) -> int:
        """How many people the place has enough for."""
        return int(self.here // self.minimum)


@dataclass(frozen=True)
class Advice:
    """A proposal, and to or with whom: staff ids, or (fewer places) the service point to concentrate at."""

    proposal: Proposal
    whom: tuple[int, ...] = ()


def advise(case: Seldom) -> Advice:
    """The mildest thing that would meet the minimum; where nothing would, practice."""
    if case.carried > len(case.others):
        return Advice(Proposal.SHARE, _busiest(case.others)[:1])
    if case.carried:
        return _concentrate(case)
    enough = {place: all_ for place, all_ in case.elsewhere.items() if case.here + all_ >= case.minimum}
    if enough:
        return Advice(Proposal.FEWER_PLACES, _busiest(enough)[:1])
    return Advice(Proposal.PRACTISE, _busiest(case.others)[:1])


def _concentrate(case: Seldom) -> Advice:
    """The busiest go on, as many as the place has enough for."""
    ranked = _busiest({**case.others, case.staff: case.own})
    staying, leaving = ranked[: case.carried], ranked[case.carried :]
    return Advice(Proposal.KEEP, leaving) if case.staff in staying else Advice(Proposal.HAND_OVER, staying)


def _busiest(volumes: Mapping[int, float]) -> tuple[int, ...]:
    """The ids, those with most first; ties by id."""
    return tuple(sorted(volumes, key=lambda one: (-volumes[one], one)))
