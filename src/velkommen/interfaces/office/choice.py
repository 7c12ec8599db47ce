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
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared import clock


@dataclass(frozen=True)
class Choice:
    """A reader's choice: `place` None means all of `mine`, the places whose figures the reader may see."""

    mine: Sequence[ServicePoint]
    place: ServicePoint | None
    first: date
    last: date
    today: date

    @property
    def chosen(self) -> Sequence[ServicePoint]:
        return [self.place] if self.place else self.mine

    @property
    def ids(self) -> list[int]:
        return [place.pk for place in self.chosen]

    @property
    def is_today(self) -> bool:
        return self.first == self.last == self.today

    @property
    def query(self) -> str:
        """The same choice as a query string."""
        return address(self.place, self.first, self.last)


@dataclass(frozen=True)
class Quick:
    """One press for a usual period."""

    words: str
    query: str
    current: bool


def read(request: HttpRequest) -> Choice:
    """The choice in the address; today at all one's places when it says nothing.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, BAD_DAY, PERIOD_REVERSED.
    """
    by = request_actor(request)
    mine = [place for place in service_points() if by.may(Right.SEE_STATISTICS, place.pk)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED)
    today = clock.local_day(clock.now())
    first = _day(request, "from", today)
    last = _day(request, "to", max(first, today))
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    return Choice(mine, _place(request, mine), first, last, today)


def quick_choices(choice: Choice) -> list[Quick]:
    """Today, this week, this month, this year, last year."""
    today, year = choice.today, choice.today.year
    usual = [
        (gettext("Today"), today, today),
        (gettext("This week"), today - timedelta(days=today.weekday()), today),
        (gettext("This month"), today.replace(day=1), today),
        (gettext("This year"), date(year, 1, 1), today),
        (gettext("Last year"), date(year - 1, 1, 1), date(year - 1, 12, 31)),
    ]
    return [
        Quick(words, address(choice.place, first, last), (first, last) == (choice.first, choice.last))
        for words, first, last in usual
    ]


def address(place: ServicePoint | None, first: date, last: date) -> str:
    """A choice as a query string."""
    return "?" + urlencode({"place": place.slug if place else "", "from": first.isoformat(), "to": last.isoformat()})


def _day(request: HttpRequest, field: str, default: date) -> date:
    text = request.GET.get(field, "").strip()
    return dates.day_of(text) if text else default


def _place(request: HttpRequest, mine: Sequence[ServicePoint]) -> ServicePoint | None:
    """Raises: Refusal UNKNOWN_PLACE, also for a place of others: whether it exists is not told."""
    slug = request.GET.get("place", "").strip()
    if not slug:
        return mine[0] if len(mine) == 1 else None
    found = next((place for place in mine if place.slug == slug), None)
    if found is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    return found
