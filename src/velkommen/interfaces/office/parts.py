"""What a dashboard is made of: a sentence that answers its question, and parts, each a table with its chart."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue.queries import every_destination
from velkommen.apps.evaluation import insight
from velkommen.apps.placement import book
from velkommen.apps.statistics.queries import Line
from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Period, Volume
from velkommen.domain.insight.growth import not_there_yet
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import FEW, Share
from velkommen.domain.placement.town import Town
from velkommen.domain.spans import Grain
from velkommen.domain.volume import whole_quarter
from velkommen.domain.yearbook import whole_months
from velkommen.interfaces.office.choice import Choice
from velkommen.interfaces.web.charts.chart import Chart
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import Cell, Table
from velkommen.interfaces.web.templatetags.words import month_word, short_day
from velkommen.shared.wording_tasks import name_on

Series = dict[date, Line]
SHOWN = 15  # rows of a table on the screen
NOTHING = _("Nothing has been counted here in this period. Choose another one above.")
MONTHS = 3  # fewer make no line, and no conclusion of one


@dataclass(frozen=True)
class Part:
    """A table, and the picture above it where one answers faster."""

    table: Table
    chart: Chart | None = None


@dataclass(frozen=True)
class Answer:
    """The answer to a question in a sentence, what must be known to read it, and the parts it is made of.

    Args:
        without: what is said in their place where no part has a row.
    """

    lead: str
    parts: Sequence[Part]
    notes: Sequence[str] = field(default=())
    without: Promise = NOTHING


@dataclass
class Seen:
    """What a question is answered from. Read once, and only what is asked for.

    Args:
        compared, library, volumes: as `evaluation.insight.period` has them.
    """

    choice: Choice
    at: datetime
    compared: bool = False
    library: bool = False
    volumes: bool = False

    @cached_property
    def _spans(self) -> insight.Spans:
        return insight.spans(self.choice.ids, self.choice.first, self.choice.last, self.at)

    @cached_property
    def period(self) -> Period:
        volumes = self.volumes and not self.choice.few  # else they are told of other places and days, see `used`
        return insight.period(self._spans, compared=self.compared, library=self.library, volumes=volumes)

    @cached_property
    def used(self) -> Mapping[str, Volume]:
        """How often competences are used at the chosen places; to who does not work there, at all such places in whole quarters.

        These figures are about people. Could a choice of places or days narrow them, two choices would tell of one person.
        """
        if not self.choice.few:
            return self.period.volumes
        return insight.used([place.pk for place in self.choice.strange], whole_quarter(self.choice.last))

    def months(self, places: Collection[int] | None = None) -> Series:
        """Month by month, of the days of the span, some places of those chosen together (all when None); the oldest first."""
        return self._spans.now.series(Grain.MONTH, places)

    def months_before(self, places: Collection[int]) -> Series:
        return self._spans.before.series(Grain.MONTH, places)

    @cached_property
    def whole_months(self) -> list[date]:
        return list(whole_months(self.choice.first, self.choice.last))

    @cached_property
    def number(self) -> int:
        return worked.number(self.period.all)

    @cached_property
    def places(self) -> dict[int, str]:
        return {place.pk: place.name for place in self.choice.chosen}

    @cached_property
    def town(self) -> Town:
        """The rules, looked up once."""
        return book.town()

    @cached_property
    def destinations(self) -> dict[int, str]:
        return {one.pk: one.name for one in every_destination()}

    def task(self, pk: int) -> str:
        """What a task is called at the end of the span."""
        return self.task_of(self.period.topics[pk].key)

    def task_of(self, key: str) -> str:
        return name_on(self.town, key, self.choice.last)


Question = Callable[[Seen], Answer]


def month_by_month(
    key: str, title: str, head: tuple[str, str], rows: Mapping[date, tuple[Cell, Cell]], dash: str, measure: Key
) -> Table:
    """A number and a share for each month, the newest first; `dash` says of which months the share is not told."""
    return Table(
        key,
        title,
        (gettext("Month"), *head),
        [(month_word(month).capitalize(), *cells) for month, cells in reversed(list(rows.items()))],
        notes=few.notes(
            list(rows.values()), dash.format(few=FEW), gettext("The first and the last month may be parts of one.")
        ),
        shown=SHOWN,
        printed=SHOWN,
        measure=measure,
    )


def reached(shares: Mapping[date, float | None], target: int | None, otherwise: str) -> str:
    """The title of a share month by month: in how many of the months known the target was reached; else what it is called."""
    known = [share for share in shares.values() if share is not None]
    if not target or len(known) < MONTHS:
        return otherwise
    words = gettext("The target of {target} was reached in {reached} of {months} months")
    there = sum(share >= target for share in known)
    return words.format(target=said.per_cent(target), reached=there, months=len(known))


def late_places(seen: Seen) -> list[str]:
    """A sentence for each place that began to count after the span begins: its days before are no zeros."""
    since = not_there_yet(seen.choice.first, seen.period.since)
    never = [name for place, name in seen.places.items() if place not in seen.period.since]
    words = gettext("{place} counts since {day}: nothing is known of it before.")
    told = [words.format(place=seen.places[place], day=short_day(day)) for place, day in since.items()]
    if never:
        told.append(gettext("Nothing was ever counted at: {places}.").format(places=", ".join(never)))
    return told


def of(share: Share) -> str:
    """A share with what it is of, for where the reader must know how much that is: 82 % (of 1.200)."""
    return gettext("{share} (of {whole})").format(share=said.share(share), whole=said.whole(share.whole))
