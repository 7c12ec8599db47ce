"""What a reader asked for: which places, which days. Only places whose figures the reader may see are offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext

from velkommen.apps.places.models import ServicePoint
from velkommen.apps.places.queries import service_points
from velkommen.domain import dates
from velkommen.domain.insight.worked import year_before
from velkommen.domain.rights import Right
from velkommen.domain.yearbook import next_month
from velkommen.interfaces.web import choosing
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared import clock


@dataclass(frozen=True)
class Choice:
    """A reader's choice: `some` of `mine`, the places whose figures the reader may see; none of them means all.

    `few`: numbers of a few are kept from the reader, who does not work at every chosen place; `strange` are those of all `mine` where
    the reader does not work.
    """

    mine: Sequence[ServicePoint]
    some: Sequence[ServicePoint]
    first: date
    last: date
    today: date
    few: bool = False
    strange: Sequence[ServicePoint] = ()

    @property
    def place(self) -> ServicePoint | None:
        """The one place there is to see, if it is one."""
        return self.chosen[0] if len(self.chosen) == 1 else None

    @property
    def chosen(self) -> Sequence[ServicePoint]:
        return self.some or self.mine

    @property
    def ids(self) -> list[int]:
        return [place.pk for place in self.chosen]

    @property
    def is_today(self) -> bool:
        return self.first == self.last == self.today

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def query(self) -> str:
        """The same choice as a query string."""
        return address(self.some, self.first, self.last)


@dataclass(frozen=True)
class Quick:
    """One press for a usual period."""

    words: str
    query: str
    current: bool


def read(request: HttpRequest, *, long: bool = False) -> Choice:
    """The choice in the address; at all one's places when it names none.

    Args:
        long: of a page that asks about the long run: twelve months up to today when the address names no day, not today alone.

    Raises:
        Refusal: NOT_ALLOWED, NO_PLACE_YET, UNKNOWN_PLACE, BAD_DAY, PERIOD_REVERSED, SPAN_ENDLESS.
    """
    by = request_actor(request)
    mine = [place for place in service_points() if by.may(Right.SEE_STATISTICS, place.pk)]
    if not mine:
        raise by.nowhere(Right.SEE_STATISTICS)
    today = clock.local_day(clock.now())
    begins = _twelve_months(today) if long else today
    last = choosing.day(request, "to", today)
    first = choosing.day(request, "from", min(begins, last))
    if "to" not in request.GET:
        last = max(first, last)
    dates.check_span(first, last)
    some = _places(request, mine)
    strange = [place for place in mine if not by.works_at(place.pk)]
    return Choice(mine, some, first, last, today, any(place in strange for place in some or mine), strange)


def quick_choices(choice: Choice, *, long: bool = False) -> list[Quick]:
    """Today, this week, this month, this year, last year; of the long run the last twelve months instead of the short ones."""
    today, year = choice.today, choice.today.year
    short = [
        (gettext("Today"), today, today),
        (gettext("This week"), today - timedelta(days=today.weekday()), today),
    ]
    usual = [
        *([] if long else short),
        (gettext("This month"), today.replace(day=1), today),
        *([(gettext("Twelve months"), _twelve_months(today), today)] if long else []),
        (gettext("This year"), date(year, 1, 1), today),
        (gettext("Last year"), date(year - 1, 1, 1), date(year - 1, 12, 31)),
    ]
    return [
        Quick(words, address(choice.some, first, last), (first, last) == (choice.first, choice.last))
        for words, first, last in usual
    ]


def address(some: Sequence[ServicePoint], first: date, last: date) -> str:
    """A choice as a query string; no place named means all."""
    places = [("place", place.slug) for place in some]
    return "?" + urlencode([*places, ("from", first.isoformat()), ("to", last.isoformat())])


def _twelve_months(today: date) -> date:
    """The first day of the eleventh month before: twelve months, the last of which still runs."""
    return next_month(year_before(today))


def _places(request: HttpRequest, mine: Sequence[ServicePoint]) -> list[ServicePoint]:
    """Raises: Refusal UNKNOWN_PLACE."""
    if len(mine) == 1 and not request.GET.get("place"):
        return list(mine)
    some = choosing.places(request, mine)
    return [] if len(some) == len(mine) and len(mine) > 1 else some
