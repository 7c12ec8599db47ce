"""The tables about appointments on the statistics page: what became of them, their minutes, the waits, what nobody could have."""

from collections.abc import Mapping

from django.utils.translation import gettext

from velkommen.apps.evaluation.appointed import Appointed, AtPlace
from velkommen.apps.placement import book
from velkommen.domain.booking.fates import Fate
from velkommen.domain.measures import FEW, Share, Spread
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import Cell, Per, Seconds, Table
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.wording_tasks import name_on

UNMET_SHOWN = 20


def tables(found: Appointed, names: Mapping[int, str]) -> list[Table]:
    """Every table about appointments that has something to say.

    Args:
        names: service point id -> what the place is called.
    """
    places = [(names.get(place, ""), at) for place, at in found.places.items() if at.booked]
    places.sort(key=lambda one: collation(one[0]))
    shown = [became(places), minutes(places), waits(found)] if places else []
    return [*shown, *([unmet(found, names)] if found.unmet else [])]


def became(places: list[tuple[str, AtPlace]]) -> Table:
    missed = Share(sum(at.no_shows.part for _, at in places), sum(at.no_shows.whole for _, at in places))
    title = gettext("What became of appointments")
    if missed.whole >= FEW:
        title = gettext("{share} of those who had an appointment did not come").format(share=said.share(missed))
    rows = [(name, *_fates(at)) for name, at in places]
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
        total=_total([at for _, at in places], missed),
        notes=[
            gettext("Booked: confirmed, for a day of this period. What was held and never confirmed counts nowhere."),
            gettext(
                "Late: here after the time. Who comes while it is still kept is called before walk-ins all the same."
            ),
            gettext(
                "Did not come: nobody said that they were here before their time was free again. The share is of those who were expected."
            ),
        ],
    )


def _fates(at: AtPlace) -> list[Cell]:
    late = at.fates[Fate.LATE] + at.fates[Fate.TOO_LATE]
    off = (at.fates[Fate.CANCELLED], at.fates[Fate.CANCELLED_THAT_DAY])
    return [at.booked, at.here, late, at.no_shows.part, Per(at.no_shows.percent or 0.0), *off]


def _total(places: list[AtPlace], missed: Share) -> list[Cell]:
    """The last row; the share is of all, and no sum."""
    summed = AtPlace()
    for at in places:
        summed.fates += at.fates
    return [gettext("Total"), *_fates(summed)] if len(places) > 1 else []


def minutes(places: list[tuple[str, AtPlace]]) -> Table:
    counted = [(name, at.promised, at.came, at.used, at.missed, at.given, at.lost) for name, at in places]
    lost = sum(at.lost for _, at in places)
    sums = [sum(numbers) for numbers in zip(*(row[1:] for row in counted), strict=True)]
    total: list[Cell] = [gettext("Total"), *sums]
    return Table(
        "appointment-minutes",
        gettext("{lost} minutes were promised and used by nobody").format(lost=lost)
        if lost
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
        counted,
        total=total if len(counted) > 1 else (),
        notes=[
            gettext("All in minutes, of appointments whose time is over and that were not cancelled."),
            gettext(
                "Others were served: in the time of somebody who did not come, whoever was to serve them served others. The rest is lost."
            ),
        ],
    )


def waits(found: Appointed) -> Table:
    rows = [
        (gettext("With an appointment"), *_spread(found.with_one)),
        (gettext("Walked in"), *_spread(found.walked_in)),
    ]
    return Table(
        "appointment-waits",
        gettext("Waiting with an appointment and without"),
        (gettext("Who"), gettext("Measured"), gettext("Half at most"), gettext("Nine of ten at most"), gettext("Mean")),
        rows,
        notes=[
            gettext(
                "With an appointment: from its time, or from when they came after it, to the call. Who came too late counts as walked in."
            )
        ],
    )


def _spread(one: Spread) -> list[Cell]:
    return [one.measured, Seconds(one.median), Seconds(one.p90), Seconds(one.mean)]


def unmet(found: Appointed, names: Mapping[int, str]) -> Table:
    town, today = book.town(), clock.local_day(clock.now())
    rows: list[tuple[Cell, ...]] = [
        (
            name_on(town, line.task, today) if line.task in town.tasks else line.task,
            names.get(line.place, "–") if line.place else gettext("any place"),
            line.times,
        )
        for line in found.unmet
    ]
    return Table(
        "unmet",
        gettext("What people looked for and no time was free"),
        (gettext("Task"), gettext("Place"), gettext("Searches")),
        rows,
        total=[gettext("Total"), "", sum(line.times for line in found.unmet)],
        notes=[
            gettext(
                "Counted once for each search that found no time at all. Nothing is kept of who searched; one person may search often."
            )
        ],
        shown=UNMET_SHOWN,
    )
