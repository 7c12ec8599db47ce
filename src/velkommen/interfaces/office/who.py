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
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Per, Seconds, Table
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
    aim, counts = seen.period.aims.library_share, _by_kind(seen)
    if few.part(counts, LIBRARIES & counts.keys(), few=seen.choice.few) is None:
        return _kept_back(share, aim)
    if aim is None:
        return gettext("The libraries take {share} of all enquiries.").format(share=said.share(share))
    words = (
        gettext("The libraries take {share} of all enquiries: the target of {target} is reached.")
        if (share.percent or 0) >= aim
        else gettext("The libraries take {share} of all enquiries: the target of {target} is not reached.")
    )
    return words.format(share=said.share(share), target=said.per_cent(aim))


def _kept_back(share: Share, aim: int | None) -> str:
    """The share where it is not told: whether it is what is aimed at, where something is."""
    if aim is None:
        return gettext("What the libraries take of all enquiries is kept back: it would tell a number of a few.")
    words = (
        gettext("The libraries' target of {target} of all enquiries is reached.")
        if (share.percent or 0) >= aim
        else gettext("The libraries' target of {target} of all enquiries is not reached.")
    )
    return words.format(target=said.per_cent(aim))


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
    unit, _ = counts.most_common(1)[0]
    words = gettext("{share} of the answers were given by: {unit}.")
    share = few.part(counts, [unit], few=seen.choice.few)
    return words.format(share=said.share(share), unit=UNITS[unit]) if share else ""


def _by_kind(seen: Seen) -> dict[str, int]:
    """Kind of place -> enquiries, of those that have any, in the order of their kinds."""
    counts: Counter[str] = Counter()
    for place, cells in seen.period.blocks.items():
        counts[seen.period.kinds[place]] += cells.number
    return {kind.value: counts[kind] for kind in PlaceKind if counts[kind]}


def _kinds(seen: Seen) -> Table:
    ordered, share = _by_kind(seen), worked.library_share(seen.period)
    hall, libraries = ordered.get(PlaceKind.TOWN_HALL, 0), LIBRARIES & ordered.keys()
    title, told_apart = gettext("By kind of place"), bool(hall and share.part)
    told = few.part(ordered, libraries, [PlaceKind.TOWN_HALL], few=seen.choice.few)
    if share.whole >= FEW and told_apart and told:
        title = gettext("{library} at the libraries, {hall} at the town hall").format(
            library=said.share(share), hall=said.share(Share(hall, share.whole))
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
    told = few.wholes(
        {month: Share(mine.get(month, Line()).number, line.number) for month, line in everything.items()},
        few=seen.choice.few,
    )
    shares = {
        month: cell.value if everything[month].number >= FEW and isinstance(cell, Per) else None
        for month, (_, cell) in told.items()
    }
    title = reached(shares, aim, gettext("The libraries' share of all enquiries, by month"))
    mixed = 0 < share.part < share.whole and len(shares) >= MONTHS
    rows = {
        month: cells if UNTOLD in cells else (cells[0], Per(shares[month])) for month, cells in told.items() if mixed
    }
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
    told = few.kept({task: Share(first[task], asked[task]) for task in ordered}) if seen.choice.few else ordered
    rows: list[tuple[Cell, ...]] = [
        (seen.task(task), *((UNTOLD, UNTOLD) if told[task] is None else (asked[task], first[task]))) for task in ordered
    ]
    title, share = gettext("What experts were asked about"), Share(asked.total(), seen.number)
    if (asked.total() >= FEW and UNTOLD not in few.share(share, few=seen.choice.few)) or (
        asked and not seen.choice.few
    ):
        title = ngettext(
            "Experts were asked {count} time: {share} of all enquiries",
            "Experts were asked {count} times: {share} of all enquiries",
            asked.total(),
        ).format(count=number(asked.total()), share=said.share(share))
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
    half = few.spread(spread(waits.items()), few=seen.choice.few)[1]
    if not isinstance(half, Seconds) or not half.value:
        return []
    return [gettext("Half were answered within {time}.").format(time=said.duration(half.value))]


def _volume_of(seen: Seen) -> str:
    if not seen.choice.few:
        return gettext("In the last three whole months of the span.")
    words = gettext(
        "In the quarter up to {day}, at all places where you do not work together: of fewer places or days it would tell of single people."
    )
    return words.format(day=short_day(whole_quarter(seen.choice.last)))
