"""What a reader asked for: which dataset, which of their places, which days, which form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.making import Format
from velkommen.apps.evaluation.datasets.shape import Dataset, Scope
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.places.queries import service_points
from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.rights import Right
from velkommen.interfaces.web import choosing
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor


@dataclass(frozen=True)
class Choice:
    """A reader's choice. `place` None: all of theirs; `everywhere`: those no longer in use too."""

    dataset: Dataset
    form: Format
    mine: Sequence[ServicePoint]
    place: ServicePoint | None
    first: date
    last: date
    everywhere: bool

    @property
    def scope(self) -> Scope:
        places = [self.place.pk] if self.place else None if self.everywhere else [place.pk for place in self.mine]
        return Scope(places, self.first, self.last, clock.now())

    @property
    def name(self) -> str:
        """What the file is called."""
        days = f"-{self.first}-{self.last}" if self.dataset.dated else ""
        where = f"-{self.place.slug}" if self.place and self.dataset.dated else ""
        return f"{self.dataset.key}{where}{days}.{self.form}"


def reader(request: HttpRequest) -> Actor:
    """Whoever may take rows somewhere. Raises: Refusal NOT_ALLOWED."""
    by = request_actor(request)
    if not by.may_somewhere(Right.TAKE_DATA):
        raise Refusal(Code.NOT_ALLOWED, right=Right.TAKE_DATA.value)
    return by


def asker(request: HttpRequest) -> Actor:
    """Whoever may ask the rows of all places. Raises: Refusal NOT_ALLOWED."""
    by = request_actor(request)
    by.require(Right.TAKE_DATA, EVERYWHERE)
    return by


def read(request: HttpRequest) -> Choice:
    """The choice in the address; the enquiries of this year so far at all one's places when it says nothing.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, BAD_DAY, BAD_VALUE, PERIOD_REVERSED.
    """
    by = reader(request)
    mine = [place for place in service_points() if by.may(Right.TAKE_DATA, place.pk)]
    today = clock.local_day(clock.now())
    first = choosing.day(request, "from", date(today.year, 1, 1))
    last = choosing.day(request, "to", max(first, today))
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    return Choice(
        dataset=DATASETS[_word(request, "dataset", list(DATASETS))],
        form=Format(_word(request, "format", [form.value for form in Format])),
        mine=mine,
        place=next(iter(choosing.places(request, mine)), None),
        first=first,
        last=last,
        everywhere=by.may(Right.TAKE_DATA, EVERYWHERE),
    )


def _word(request: HttpRequest, field: str, words: Sequence[str]) -> str:
    """One of a closed list, the first where nothing is said. Raises: Refusal BAD_VALUE."""
    text = request.GET.get(field, "").strip() or words[0]
    if text not in words:
        raise Refusal(Code.BAD_VALUE, field=field, shape=Shape.CHOICE)
    return text
