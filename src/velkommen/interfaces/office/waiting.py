"""How long do they wait? The distribution against the target, by place, over time; and who was called in vain."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import FEW, MEASURED, Spread
from velkommen.interfaces.office.parts import Answer, Part, Seen
from velkommen.interfaces.office.sentences import TIMES
from velkommen.interfaces.web.charts.chart import Lines, Series
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Seconds, Table
from velkommen.interfaces.web.templatetags.words import month_word, number

STEPS = (2, 5, 10, 15, 20, 30, 45, 60)  # minutes the waits are held against
SHOWN, MONTHS = 15, 3


def answer(seen: Seen) -> Answer:
    parts = [Part(_within(seen)), Part(_places(seen)), _months(seen), Part(_times(seen)), Part(_in_vain(seen))]
    return Answer(_lead(seen), [part for part in parts if part.table.rows])


def _lead(seen: Seen) -> str:
    waits = worked.spread_of(seen.period.all, State.WAITING)
    if waits.measured < FEW:
        return gettext("Too few waits were measured to say.")
    told = gettext("Half waited at most {half}, nine of ten at most {nine}.").format(
        half=said.duration(waits.median), nine=said.duration(waits.p90)
    )
    minutes = seen.period.aims.waiting_minutes
    if minutes is None:
        return told
    kept = _steps(seen)[minutes][1]
    if not isinstance(kept, Per):
        return told
    words = gettext("{share} waited no longer than the target of {minutes} minutes.")
    return f"{told} {words.format(share=said.per_cent(kept.value or 0.0), minutes=number(minutes))}"


def _steps(seen: Seen) -> dict[int, tuple[Cell, Cell]]:
    """Minutes -> how many waited at most so long, and their part of all; what is aimed at is among them."""
    aim = seen.period.aims.waiting_minutes
    minutes = sorted({*STEPS, *([aim] if aim else [])})
    return few.steps({one: worked.within(seen.period.all, one) for one in minutes}, few=seen.choice.few)


def _within(seen: Seen) -> Table:
    aim, whole = seen.period.aims.waiting_minutes, worked.lasting(seen.period.all, State.WAITING).total()
    steps = _steps(seen) if whole else {}
    rows: list[tuple[Cell, ...]] = [(_step(minutes, aim), *cells) for minutes, cells in steps.items()]
    title = gettext("How many waited at most so long")
    if aim and whole >= FEW and isinstance(share := steps[aim][1], Per):
        title = gettext("{share} waited at most {minutes} minutes, as aimed at").format(
            share=said.per_cent(share.value or 0.0), minutes=number(aim)
        )
    measured = gettext("Of {whole} waits that were measured, all together.").format(whole=number(whole))
    return Table(
        "waiting-within",
        title,
        (gettext("At most"), gettext("Waited so"), gettext("Share")),
        rows,
        bars=few.bars(rows),
        notes=few.notes(rows, *([] if few.nothing(whole, few=seen.choice.few) else [measured])),
        measure=Key.WAITING_TARGET,
    )


def _step(minutes: int, aim: int | None) -> str:
    words = gettext("{n} min (target)") if minutes == aim else gettext("{n} min")
    return words.format(n=number(minutes))


def _places(seen: Seen) -> Table:
    aim = seen.period.aims.waiting_minutes
    waits = {place: worked.spread_of([cells], State.WAITING) for place, cells in seen.period.blocks.items()}
    shown = sorted((place for place in waits if waits[place].measured), key=lambda one: -(waits[one].p90 or 0))
    told = few.numbers({place: waits[place].measured for place in shown}, few=seen.choice.few)
    within = {place: worked.within([seen.period.blocks[place]], aim) for place in shown} if aim else {}
    kept = few.wholes(within, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = []
    for place in shown:
        cells = _spread(waits[place], hide=False)  # a place of a few is left out with another, below
        cells += [kept[place][1]] if aim else []
        secret = UNTOLD in told[place] or (aim and kept[place][0] is UNTOLD)
        rows.append((seen.places[place], *([UNTOLD] * len(cells) if secret else cells)))
    title = gettext("Waits by place")
    if len(shown) > 1 and waits[shown[0]].measured >= FEW and UNTOLD not in rows[0]:
        title = gettext("The longest waits are at {place}: nine of ten at most {time}").format(
            place=seen.places[shown[0]], time=said.duration(waits[shown[0]].p90)
        )
    return Table(
        "waiting-places",
        title,
        (gettext("Place"), *_heads(), *([gettext("Within the target")] if aim else [])),
        rows,
        notes=few.notes(rows),
        measure=Key.WAITING,
    )


def _heads() -> list[str]:
    return [gettext("Measured"), gettext("Half at most"), gettext("Nine of ten at most"), gettext("Mean")]


def _spread(one: Spread, *, hide: bool) -> list[Cell]:
    mean, median, p90, measured = few.spread(one, few=hide)
    return [measured, median, p90, mean]


def _months(seen: Seen) -> Part:
    """The mean, which is exact and adds up; where fewer than FEW waited a month says nothing."""
    found = seen.months()
    told = few.numbers({month: line.waited for month, line in found.items()}, few=seen.choice.few)
    means = {
        month: line.waited_seconds / line.waited if line.waited >= FEW and UNTOLD not in told[month] else None
        for month, line in found.items()
    }
    rows: list[tuple[Cell, ...]] = [
        (
            month_word(month).capitalize(),
            *((UNTOLD, UNTOLD) if UNTOLD in told[month] else (told[month][0], Seconds(mean))),
        )
        for month, mean in reversed(means.items())
    ]
    title = _trend(means)
    table = Table(
        "waiting-months",
        title,
        (gettext("Month"), gettext("Measured"), gettext("Mean")),
        rows,
        notes=few.notes(rows, gettext("A dash: fewer than {few} waits were measured that month.").format(few=FEW)),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.WAITING,
    )
    return Part(table, _line(means, title) if len(found) >= MONTHS else None)


def _line(means: Mapping[date, float | None], title: str) -> Lines:
    values = [None if mean is None else mean / 60 for mean in means.values()]
    return Lines(
        "waiting-line",
        title,
        list(means),
        [Series(gettext("Mean wait"), values)],
        monthly=True,
        said=lambda value: gettext("{n} min").format(n=number(round(value, 1))),
    )


def _trend(means: Mapping[date, float | None]) -> str:
    known = {month: mean for month, mean in means.items() if mean is not None}
    if len(known) < MONTHS:
        return gettext("The mean wait, month by month")
    longest = max(known, key=lambda month: (known[month], month))
    words = gettext("The mean wait was longest in {month}: {time}")
    return words.format(month=month_word(longest), time=said.duration(known[longest]))


def _times(seen: Seen) -> Table:
    spreads = {state: worked.spread_of(seen.period.all, state) for state in MEASURED}
    rows: list[tuple[Cell, ...]] = [
        (str(TIMES[state]), *_spread(one, hide=seen.choice.few)) for state, one in spreads.items() if one.measured
    ]
    at_desk = spreads[State.SERVING]
    title = gettext("From the number to the end")
    if at_desk.measured >= FEW:
        title = gettext("At the desk half took at most {half}, nine of ten at most {nine}").format(
            half=said.duration(at_desk.median), nine=said.duration(at_desk.p90)
        )
    return Table(
        "waiting-times",
        title,
        (gettext("Time"), *_heads()),
        rows,
        notes=few.notes(
            rows, gettext("Measurements marked as unreliable are left out of the times, not out of the counts.")
        ),
        measure=Key.AT_DESK,
    )


def _in_vain(seen: Seen) -> Table:
    numbers, missed = worked.no_shows(seen.period.all), worked.missed(seen.period.all)
    lines = [
        (gettext("Numbers that were called"), numbers),
        (gettext("Appointments whose time is over"), missed),
    ]
    cells = {name: few.share(share, few=seen.choice.few) for name, share in lines if share.whole}
    rows: list[tuple[Cell, ...]] = [(name, *told) for name, told in cells.items()]
    title = gettext("Called and not there")
    if numbers.whole >= FEW and UNTOLD not in cells[lines[0][0]]:
        title = gettext("{share} of the numbers were called in vain").format(share=said.share(numbers))
    return Table(
        "waiting-in-vain",
        title,
        (gettext("What"), gettext("Number"), gettext("In vain")),
        rows,
        notes=few.notes(rows),
        measure=Key.NO_SHOWS,
    )
