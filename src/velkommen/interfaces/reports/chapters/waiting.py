"""How long do they wait?"""

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import FEW, Share, Spread, spread
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Told, per, said_share
from velkommen.interfaces.web.charts.chart import Bars, Series
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Seconds, Table
from velkommen.interfaces.web.templatetags.words import number

STEPS = (2, 5, 10, 15, 20, 30, 60)  # minutes


def section(told: Told) -> Section:
    waits = all_waits(told)
    return Section(
        "waiting",
        gettext("How long do they wait?"),
        title(waits),
        _sentences(told, waits),
        [_bars(told)] if waits.measured >= FEW else [],
        [_steps(told), _places(told)] if waits.measured >= FEW else [],
        _measured(told, waits),
        (Key.WAITING, Key.WAITING_TARGET, Key.NO_SHOWS, Key.AT_DESK),
    )


def all_waits(told: Told) -> Spread:
    """The waits of all places together."""
    blocks = told.gathered.blocks.values()
    seconds = sum(block.seconds[State.WAITING.value] for block in blocks)
    return spread(worked.lasting(told.period.all, State.WAITING).items(), seconds)


def _measured(told: Told, waits: Spread) -> list[str]:
    share = said_share(Share(waits.measured, told.number))
    words = gettext("Waits were measured of {n} enquiries, {share} of all.")
    return [words.format(n=number(waits.measured), share=share)] if share else []


def title(waits: Spread) -> str:
    if waits.measured < FEW:
        return gettext("Too few waits were measured to say how long people wait")
    words = gettext("Half waited at most {half}, nine of ten at most {most}")
    return words.format(half=said.duration(waits.median), most=said.duration(waits.p90))


def _sentences(told: Told, waits: Spread) -> list[str]:
    if waits.measured < FEW:
        return []
    gone = worked.no_shows(told.period.all)
    found = [gettext("The mean wait was {mean}.").format(mean=said.duration(waits.mean))]
    minutes = told.period.aims.waiting_minutes
    if minutes is not None and (kept := within_aim(told)):
        words = gettext("{share} waited no longer than the {n} minutes that are aimed at.")
        found.append(words.format(share=said.share(kept), n=minutes))
    if gone.part >= FEW and said_share(gone):
        found.append(
            gettext("Of the numbers that were called, {share} were called in vain.").format(share=said.share(gone))
        )
    return found


def within_aim(told: Told) -> Share | None:
    """Those who waited no longer than what is aimed at; None where the steps beside it would tell of a few."""
    return dict(_within(told)).get(told.period.aims.waiting_minutes or 0)


def _within(told: Told) -> list[tuple[int, Share]]:
    """(minutes, those who waited at most so long), without steps between which only a few waited, or that leave only a few."""
    found: list[tuple[int, Share]] = []
    before, aim = 0, told.period.aims.waiting_minutes
    for minutes in sorted({*STEPS, *([aim] if aim else [])}):
        share = worked.within(told.period.all, minutes)
        if share.part - before >= SMALL and (share.part == share.whole or share.whole - share.part >= SMALL):
            found.append((minutes, share))
            before = share.part
    return found


def _minutes(minutes: int) -> str:
    return gettext("At most {n} min").format(n=minutes)


def _bars(told: Told) -> Bars:
    shares = Series(gettext("Share"), [one.percent for _, one in _within(told)])
    heading = gettext("How many waited at most so long")
    return Bars("waiting", heading, [_minutes(one) for one, _ in _within(told)], shares, most=100, said=said.per_cent)


def _steps(told: Told) -> Table:
    rows: list[tuple[Cell, ...]] = [(_minutes(minutes), share.part, per(share)) for minutes, share in _within(told)]
    head = (gettext("Wait"), gettext("Number"), gettext("Share"))
    return Table("waits", gettext("How many waited at most so long"), head, rows)


def _places(told: Told) -> Table:
    rows: list[tuple[Cell, ...]] = []
    counts = {place: told.gathered.blocks[place].spread(State.WAITING.value).measured for place, _ in told.places}
    kept = few.numbers(counts, few=True)
    for place, name in told.places:
        block = told.gathered.blocks[place]
        waits, served = block.spread(State.WAITING.value), block.spread(State.SERVING.value)
        if waits.measured < FEW or UNTOLD in kept[place]:
            rows.append((name, UNTOLD, UNTOLD, UNTOLD, UNTOLD, UNTOLD))
        else:
            row = (Seconds(waits.median), Seconds(waits.p90), Seconds(waits.mean))
            rows.append((name, waits.measured, *row, few.spread(served, few=True)[1]))
    head = (
        gettext("Place"),
        gettext("Measured"),
        gettext("Half at most"),
        gettext("Nine of ten at most"),
        gettext("Mean"),
        gettext("At the desk, half at most"),
    )
    star = gettext("A star: fewer than {n} were measured, or it would tell of a place with fewer.").format(n=FEW)
    return Table("waits-places", gettext("Waits by place"), head, rows, notes=[star])
