"""The tables about appointments on the statistics page: what became of them, their minutes, the waits, what nobody could have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum

from django.utils.translation import gettext

from velkommen.apps.evaluation.appointed import Appointed, AtPlace
from velkommen.apps.placement import book
from velkommen.domain.booking.fates import Fate
from velkommen.domain.measures import FEW, Share, Spread
from velkommen.domain.small_cells import Sum, in_table
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Table
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_tasks import name_on

UNMET_SHOWN = 20


def tables(found: Appointed, names: Mapping[int, str], *, few: bool) -> list[Table]:
    """Every table about appointments that has something to say.

    Args:
        names: service point id -> what the place is called.
        few: numbers of a few are kept back.
    """
    places = [(names.get(place, ""), at) for place, at in found.places.items() if at.booked]
    places.sort(key=lambda one: collation(one[0]))
    secret = _secret(places) if few else frozenset()
    shown = [became(places, secret), minutes(places, secret), waits(found, few=few)] if places else []
    return [*shown, *([unmet(found, names, few=few)] if found.unmet else [])]


class _Came(Enum):
    """A sum among the fates of appointments: those who came, in time or late."""

    HERE = "here"
    LATE = "late"


Secret = frozenset[tuple[object, object]]


def _secret(places: list[tuple[str, AtPlace]]) -> Secret:
    """What must not be told, as (fate or sum of fates, which of the places or Sum.ALL)."""
    cells: Counter[tuple[object, object]] = Counter()
    for index, (_, at) in enumerate(places):
        for fate, number in at.fates.items():
            cells[_Came.LATE if fate in (Fate.LATE, Fate.TOO_LATE) else fate, index] += number
    return in_table(cells, groups={Fate.CAME: _Came.HERE, _Came.LATE: _Came.HERE})


def became(places: list[tuple[str, AtPlace]], secret: Secret) -> Table:
    missed = Share(sum(at.no_shows.part for _, at in places), sum(at.no_shows.whole for _, at in places))
    title = gettext("What became of appointments")
    if missed.whole >= FEW and _expected(secret, Sum.ALL):
        title = gettext("{share} of those who had an appointment did not come").format(share=said.share(missed))
    rows = [(name, *_fates(at, secret, index)) for index, (name, at) in enumerate(places)]
    return Table(
        "appointments",
        title,
        (
            gettext("Place"),
            gettext("Booked"),
            gettext("Came"),
            gettext("of them late"),
            gettext("Did not come"),
            gettext("Share"),
            gettext("Cancelled earlier"),
            gettext("Cancelled that day"),
        ),
        rows,
        total=_total([at for _, at in places], secret),
        notes=numbers_of_few.notes(
            rows,
            gettext("Booked: confirmed, for a day of this period. What was held and never confirmed counts nowhere."),
            gettext(
                "Late: here after the time. Who comes while it is still kept is called before walk-ins all the same."
            ),
            gettext(
                "Did not come: nobody said that they were here before their time was free again. The share is of those who were expected."
            ),
        ),
    )


def _fates(at: AtPlace, secret: Secret, where: int | Sum) -> list[Cell]:
    late = at.fates[Fate.LATE] + at.fates[Fate.TOO_LATE]
    told: Mapping[object, int] = {
        Sum.ALL: at.booked,
        _Came.HERE: at.here,
        _Came.LATE: late,
        Fate.MISSED: at.no_shows.part,
        Fate.CANCELLED: at.fates[Fate.CANCELLED],
        Fate.CANCELLED_THAT_DAY: at.fates[Fate.CANCELLED_THAT_DAY],
    }
    cells: list[Cell] = [UNTOLD if (what, where) in secret else number for what, number in told.items()]
    share: Cell = Per(at.no_shows.percent or 0.0) if _expected(secret, where) else UNTOLD
    return [*cells[:4], share, *cells[4:]]


def _expected(secret: Secret, where: int | Sum) -> bool:
    """Whether those who came and those who did not may both be told of a place, or of all."""
    return secret.isdisjoint([(Fate.MISSED, where), (_Came.HERE, where)])


def _total(places: list[AtPlace], secret: Secret) -> list[Cell]:
    """The last row; the share is of all, and no sum."""
    summed = AtPlace()
    for at in places:
        summed.fates += at.fates
    return [gettext("Total"), *_fates(summed, secret, Sum.ALL)] if len(places) > 1 else []


def minutes(places: list[tuple[str, AtPlace]], secret: Secret) -> Table:
    """Minutes tell how many they are of: they are kept back with them."""
    counted = [(at.promised, at.came, at.used, at.missed, at.given, at.lost) for _, at in places]
    lost = sum(at.lost for _, at in places)
    sums = [sum(numbers) for numbers in zip(*counted, strict=True)]
    rows = [(name, *_minutes(counted[index], secret, index)) for index, (name, _) in enumerate(places)]
    total: list[Cell] = [gettext("Total"), *_minutes(sums, secret, Sum.ALL)]
    return Table(
        "appointment-minutes",
        gettext("{lost} minutes were promised and used by nobody").format(lost=lost)
        if lost and (Fate.MISSED, Sum.ALL) not in secret
        else gettext("What promised minutes were used for"),
        (
            gettext("Place"),
            gettext("Promised"),
            gettext("to those who came"),
            gettext("they were served"),
            gettext("to those who did not"),
            gettext("others were served"),
            gettext("lost"),
        ),
        rows,
        total=total if len(counted) > 1 else (),
        notes=numbers_of_few.notes(
            rows,
            gettext("All in minutes, of appointments whose time is over and that were not cancelled."),
            gettext(
                "Others were served: in the time of somebody who did not come, whoever was to serve them served others. The rest is lost."
            ),
        ),
    )


def _minutes(numbers: Sequence[int], secret: Secret, where: int | Sum) -> list[Cell]:
    """Promised; of those who came two; of those who did not three."""
    came, missed = ((what, where) in secret for what in (_Came.HERE, Fate.MISSED))
    untold = (came or missed, came, came, missed, missed, missed)
    return [UNTOLD if hide else number for number, hide in zip(numbers, untold, strict=True)]


def waits(found: Appointed, *, few: bool) -> Table:
    rows = [
        (gettext("With an appointment"), *_spread(found.with_one, few=few)),
        (gettext("Walked in"), *_spread(found.walked_in, few=few)),
    ]
    return Table(
        "appointment-waits",
        gettext("Waiting with an appointment and without"),
        (gettext("Who"), gettext("Measured"), gettext("Half at most"), gettext("Nine of ten at most"), gettext("Mean")),
        rows,
        notes=numbers_of_few.notes(
            rows,
            gettext(
                "With an appointment: from its time, or from when they came after it, to the call. Who came too late counts as walked in."
            ),
        ),
    )


def _spread(one: Spread, *, few: bool) -> list[Cell]:
    mean, median, p90, measured = numbers_of_few.spread(one, few=few)
    return [measured, median, p90, mean]


def unmet(found: Appointed, names: Mapping[int, str], *, few: bool) -> Table:
    town, today = book.town(), clock.local_day(clock.now())
    counts = {(line.task, line.place): line.times for line in found.unmet}
    times = numbers_of_few.numbers(counts, few=few)
    rows: list[tuple[Cell, ...]] = [
        (
            name_on(town, line.task, today) if line.task in town.tasks else line.task,
            names.get(line.place, "–") if line.place else gettext("any place"),
            times[line.task, line.place][0],
        )
        for line in found.unmet
    ]
    return Table(
        "unmet",
        gettext("What people looked for and no time was free"),
        (gettext("Task"), gettext("Place"), gettext("Searches")),
        rows,
        total=[gettext("Total"), "", numbers_of_few.whole(counts, few=few)],
        notes=numbers_of_few.notes(
            rows,
            gettext(
                "Counted once for each search that found no time at all. Nothing is kept of who searched; one person may search often."
            ),
        ),
        shown=UNMET_SHOWN,
    )
