"""Which round a reader looks at, and whose answers: those of all, or of one place whose figures the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.surveys import queries
from velkommen.apps.surveys.queries import Results
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.survey_results import Line, Told
from velkommen.domain.surveys import Audience
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared.actor import EVERYWHERE


@dataclass(frozen=True)
class Choice:
    """What somebody looks at.

    Args:
        rounds: those that are over, the newest first.
        round: the one looked at; None where none is over.
        mine: the places whose own answers the reader may see.
        whole: whether the reader may see what all places say together.
        place: the place looked at; None: all of them.
    """

    audience: Audience
    rounds: Sequence[Results]
    round: Results | None
    mine: Sequence[ServicePoint]
    whole: bool
    place: ServicePoint | None

    @property
    def query(self) -> str:
        return self.address(self.round, self.place)

    def address(self, found: Results | None, place: ServicePoint | None) -> str:
        """The query of another round or place."""
        said = {"place": place.slug if place else "", "round": found.round.pk if found else ""}
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def lines(self, found: Results) -> list[Line]:
        """The columns of what a round is told by: all and its groups, or the groups of the place."""
        if self.place:
            return found.told.of(self.place.pk)
        return [line for line in (found.told.all, *found.told.groups()) if line] if self.whole else []

    def of_places(self, found: Results) -> list[tuple[Line, str]]:
        """The places told by themselves that the reader may see, and (to who may see all) those told together, with their names."""
        names = {point.pk: point.name for point in self.mine}
        rows = [(line, line.places & names.keys()) for line in found.told.lines if line.places]
        shown = [(line, seen) for line, seen in rows if seen and (len(line.places) == 1 or seen == line.places)]
        return [(line, ", ".join(point.name for point in self.mine if point.pk in seen)) for line, seen in shown]


def citizens(request: HttpRequest) -> Choice:
    """Raises: Refusal NOT_ALLOWED, NO_PLACE_YET, UNKNOWN_PLACE, UNKNOWN_SURVEY."""
    by, mine = request_actor(request), _mine(request, Right.SEE_STATISTICS)
    if not mine:
        raise by.nowhere(Right.SEE_STATISTICS)
    whole = by.may(Right.SEE_STATISTICS, EVERYWHERE)
    choice = _choice(request, Audience.CITIZENS, mine, whole, _place(request, mine))
    return choice if whole or choice.place else replace(choice, place=_fullest(choice))


def _fullest(choice: Choice) -> ServicePoint:
    """The place of the reader's with most answers that can be told; the first of them where none can."""
    told = choice.round.told if choice.round else Told(())
    return max(choice.mine, key=lambda point: sum(line.answers for line in told.of(point.pk)))


def staff(request: HttpRequest) -> Choice:
    """What the staff says of the whole is told to all of it; of a place, to those who lead it."""
    return _choice(request, Audience.STAFF, _mine(request, Right.ARRANGE), whole=True, place=None)


def _choice(
    request: HttpRequest,
    audience: Audience,
    mine: Sequence[ServicePoint],
    whole: bool,
    place: ServicePoint | None,
) -> Choice:
    rounds = queries.results(audience)
    asked = request.GET.get("round", "")
    found = next((one for one in rounds if str(one.round.pk) == asked), None)
    if asked and found is None:
        raise Refusal(Code.UNKNOWN_SURVEY)
    return Choice(audience, rounds, found or next(iter(rounds), None), mine, whole, place)


def _mine(request: HttpRequest, right: Right) -> list[ServicePoint]:
    by = request_actor(request)
    return [point for point in places.service_points() if by.may(right, point.pk)]


def _place(request: HttpRequest, mine: Sequence[ServicePoint]) -> ServicePoint | None:
    """Raises: Refusal UNKNOWN_PLACE, also for a place of others: whether it exists is not told."""
    slug = request.GET.get("place", "").strip()
    found = next((point for point in mine if point.slug == slug), None)
    if slug and found is None:
        raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    return found
