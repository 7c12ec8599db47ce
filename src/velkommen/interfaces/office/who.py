"""Who answers? Libraries and town hall against the target, units, lifelines, and how often each competence is used."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext, ngettext

from velkommen.apps.statistics.queries import Line
from velkommen.domain.blocks import Lasting
from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.measures import FEW, LIBRARIES, Share, spread
from velkommen.domain.outcomes import Outcome
from velkommen.domain.volume import whole_quarter
from velkommen.interfaces.office.parts import MONTHS, Answer, Part, Seen, month_by_month, reached
from velkommen.interfaces.web.charts.chart import Lines, Series, Target
from velkommen.interfaces.web.tables import few, insight, said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import number, short_day
from velkommen.shared.wording_enquiries import UNITS
from velkommen.shared.wording_rules import PLACE_KINDS

SHOWN = 15


def answer(seen: Seen) -> Answer:
    parts = [Part(_kinds(seen)), _months(seen), Part(_units(seen)), Part(_lifelines(seen))]
    if seen.number:
        parts.append(Part(insight.volume("who-volume", seen.used, seen.task_of, _volume_of(seen), few=seen.choice.few)))
    return Answer(_lead(seen), [part for part in parts if part.table.rows])


def _lead(seen: Seen) -> str:
    share = worked.library_share(seen.period)
    if share.whole < FEW:
        return gettext("Too little has been counted to say.")
    if not _told_apart(seen):
        return f"{_alone(share)} {_mostly(seen)}".strip()
    aim = seen.period.aims.library_share
    if aim is None:
        return gettext("The libraries take {share} of all enquiries.").format(share=said.share(share))
    words = (
        gettext("The libraries take {share} of all enquiries: the target of {target} is reached.")
        if (share.percent or 0) >= aim
        else gettext("The libraries take {share} of all enquiries: the target of {target} is not reached.")
    )
    return words.format(share=said.share(share), target=said.per_cent(aim))


def _told_apart(seen: Seen) -> bool:
    """Whether both libraries and other places are among the chosen: else the libraries' share says nothing."""
    return len({kind in LIBRARIES for kind in seen.period.kinds.values()}) > 1


def _alone(share: Share) -> str:
    if share.part:
        return gettext("Only libraries are looked at here, so their share of all enquiries cannot be told.")
    return gettext("No library is among these places.")


def _mostly(seen: Seen) -> str:
    """Whose staff answered most."""
    counts = worked.by_unit(seen.period.all)
    if counts.total() < FEW:
        return ""
    unit, count = counts.most_common(1)[0]
    words = gettext("{share} of the answers were given by: {unit}.")
    share = few.said_share(Share(count, counts.total()), few=seen.choice.few)
    return "" if share == str(UNTOLD) else words.format(share=share, unit=UNITS[unit])


def _kinds(seen: Seen) -> Table:
    counts: Counter[str] = Counter()
    for place, cells in seen.period.blocks.items():
        counts[seen.period.kinds[place]] += cells.number
    ordered = {kind.value: counts[kind] for kind in PlaceKind if counts[kind]}
    share = worked.library_share(seen.period)
    title, told_apart = gettext("By kind of place"), bool(counts[PlaceKind.TOWN_HALL] and share.part)
    if share.whole >= FEW and told_apart:
        title = gettext("{library} at the libraries, {hall} at the town hall").format(
            library=few.said_share(share, few=seen.choice.few),
            hall=few.said_share(Share(counts[PlaceKind.TOWN_HALL], share.whole), few=seen.choice.few),
        )
    covered = worked.covered(seen.period.all)
    return few.counted(
        "who-kinds",
        title,
        (gettext("Kind of place"), gettext("Number"), gettext("Share")),
        ordered,
        lambda kind: (str(PLACE_KINDS[kind]),),
        few=seen.choice.few,
        concluded=not told_apart,
        note=[gettext("Something was counted in {share} of the staffed hours.").format(share=said.share(covered))],
        measure=Key.LIBRARY_SHARE,
    )


def _months(seen: Seen) -> Part:
    """The libraries' share month by month, where there is more than libraries; months of fewer than FEW are gaps: they make no share."""
    libraries = [place for place, kind in seen.period.kinds.items() if kind in LIBRARIES]
    mine, everything = seen.months(libraries), seen.months()
    share, aim = worked.library_share(seen.period), seen.period.aims.library_share
    shares = {
        month: Share(mine.get(month, Line()).number, line.number).percent if line.number >= FEW else None
        for month, line in everything.items()
    }
    title = reached(shares, aim, gettext("The libraries' share of all enquiries, by month"))
    mixed = 0 < share.part < share.whole and len(shares) >= MONTHS
    told = few.numbers({month: line.number for month, line in everything.items()}, few=seen.choice.few)
    rows = {month: (told[month][0], Per(one)) for month, one in shares.items() if mixed}
    head = (gettext("Enquiries"), gettext("The libraries' share"))
    dash = gettext("A dash: fewer than {few} were counted then.")
    table = month_by_month("who-months", title, head, rows, dash, Key.LIBRARY_SHARE)
    return Part(table, _line(shares, title, aim) if table.rows else None)


def _line(shares: Mapping[date, float | None], title: str, aim: int | None) -> Lines:
    return Lines(
        "who-line",
        title,
        list(shares),
        [Series(gettext("The libraries' share"), list(shares.values()))],
        target=Target(aim, gettext("target {target}").format(target=said.per_cent(aim))) if aim else None,
        monthly=True,
        most=100,
        said=said.per_cent,
    )


def _units(seen: Seen) -> Table:
    return few.counted(
        "who-units",
        gettext("Who answered"),
        (gettext("Unit"), gettext("Answered"), gettext("Share")),
        dict(worked.by_unit(seen.period.all).most_common()),
        lambda unit: (str(UNITS[unit]),),
        few=seen.choice.few,
        concluded=True,
        note=[gettext("By the unit of the person at the desk, wherever the desk is.")],
        drawn=None,
        measure=Key.UNITS,
    )


def _lifelines(seen: Seen) -> Table:
    """What experts were asked about; those asked most first."""
    asked: Counter[int] = Counter()
    first: Counter[int] = Counter()
    for cells in seen.period.all:
        for (task, _end, _helped, outcome), count in cells.helped.items():
            asked[task] += count
            first[task] += count if outcome == Outcome.SOLVED_WITH_EXPERT else 0
    ordered = dict(sorted(asked.items(), key=lambda one: (-one[1], one[0])))
    numbers, solved = few.numbers(ordered, few=seen.choice.few), few.numbers(first, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = [(seen.task(task), numbers[task][0], solved[task][0]) for task in ordered]
    title = gettext("What experts were asked about")
    if asked.total() >= FEW or (asked and not seen.choice.few):
        title = ngettext(
            "Experts were asked {count} time: {share} of all enquiries",
            "Experts were asked {count} times: {share} of all enquiries",
            asked.total(),
        ).format(count=number(asked.total()), share=said.share(Share(asked.total(), seen.number)))
    return Table(
        "who-lifelines",
        title,
        (gettext("Task"), gettext("Asked"), gettext("Solved with an expert")),
        rows,
        notes=few.notes(rows, *_answered_in(seen)),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.LIFELINES,
    )


def _answered_in(seen: Seen) -> list[str]:
    waits: Counter[int] = Counter()
    for cells in seen.period.all:
        waits += cells.lasting.get(Lasting.TO_ANSWER, Counter())
    half = spread(waits.items()).median
    return [gettext("Half were answered within {time}.").format(time=said.duration(half))] if half else []


def _volume_of(seen: Seen) -> str:
    if not seen.choice.few:
        return gettext("In the last three whole months of the span.")
    words = gettext(
        "In the quarter up to {day}, at all places where you do not work together: of fewer places or days it would tell of single people."
    )
    return words.format(day=short_day(whole_quarter(seen.choice.last)))
