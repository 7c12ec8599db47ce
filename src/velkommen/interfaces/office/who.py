"""Who answers? Libraries and town hall against the target, units, lifelines, and how often each competence is used."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from velkommen.apps.statistics.queries import Line
from velkommen.domain.blocks import Lasting
from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Volume
from velkommen.domain.insight.registry import Key
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.measures import FEW, LIBRARIES, Share, percentages, spread
from velkommen.domain.outcomes import Outcome
from velkommen.domain.volume import told
from velkommen.interfaces.office import few
from velkommen.interfaces.office.parts import Answer, Part, Seen, summed
from velkommen.interfaces.office.sentences import UNITS
from velkommen.interfaces.web.charts.chart import Lines, Series, Target
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD, Bar, Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared.danish import collation
from velkommen.shared.wording_rules import COMPETENCES, PLACE_KINDS

SHOWN, MONTHS = 15, 3


def answer(seen: Seen) -> Answer:
    parts = [_kinds(seen), Part(_units(seen)), Part(_lifelines(seen)), *([Part(_volume(seen))] if seen.number else [])]
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


def _kinds(seen: Seen) -> Part:
    counts: Counter[str] = Counter()
    for place, cells in seen.period.blocks.items():
        counts[seen.period.kinds[place]] += cells.number
    ordered = [kind.value for kind in PlaceKind if counts[kind.value]]
    shares = percentages([counts[kind] for kind in ordered])
    rows: list[tuple[Cell, ...]] = [
        (str(PLACE_KINDS[kind]), counts[kind], Per(one)) for kind, one in zip(ordered, shares, strict=True)
    ]
    share = worked.library_share(seen.period)
    title = said.most_often(
        gettext("By kind of place"),
        [row for _, row in sorted(zip(shares, rows, strict=True), key=lambda pair: -pair[0])],
        seen.number,
    )
    if share.whole >= FEW and counts[PlaceKind.TOWN_HALL] and share.part:
        title = gettext("{library} at the libraries, {hall} at the town hall").format(
            library=said.share(share), hall=said.share(Share(counts[PlaceKind.TOWN_HALL], share.whole))
        )
    covered = worked.covered(seen.period.all)
    table = Table(
        "who-kinds",
        title,
        (gettext("Kind of place"), gettext("Number"), gettext("Share")),
        rows,
        total=[gettext("Total"), seen.number, Per(100)] if rows else (),
        notes=[gettext("Something was counted in {share} of the staffed hours.").format(share=said.share(covered))],
        measure=Key.LIBRARY_SHARE,
    )
    return Part(table, _line(seen, title) if share.part and share.part != share.whole else None)


def _line(seen: Seen, title: str) -> Lines | None:
    """The libraries' share month by month; fewer than FEW make no share."""
    libraries = [place for place, kind in seen.period.kinds.items() if kind in LIBRARIES]
    mine, everything = summed(seen.months, libraries), summed(seen.months)
    if len(everything) < MONTHS:
        return None
    shares = _shares(mine, everything)
    aim = seen.period.aims.library_share
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


def _shares(mine: Mapping[date, Line], everything: Mapping[date, Line]) -> dict[date, float | None]:
    return {
        month: Share(mine.get(month, Line()).number, line.number).percent if line.number >= FEW else None
        for month, line in everything.items()
    }


def _units(seen: Seen) -> Table:
    counts = dict(worked.by_unit(seen.period.all).most_common())
    cells = few.numbers(counts, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = [(str(UNITS[unit]), *cells[unit]) for unit in counts]
    return Table(
        "who-units",
        said.most_often(gettext("Who answered"), rows, sum(counts.values())),
        (gettext("Unit"), gettext("Answered"), gettext("Share")),
        rows,
        total=few.total(counts, few=seen.choice.few),
        bars=[Bar(str(name), share.value or 0.0) for name, _, share in rows if isinstance(share, Per)],
        notes=few.notes(rows, gettext("By the unit of the person at the desk, wherever the desk is.")),
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
    ordered = dict(asked.most_common())
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


def _volume(seen: Seen) -> Table:
    """Those below their minimum first, those without one last.

    Of few, and of two people's, others than those who work there are told nothing.
    """
    names = {
        key: capfirst(str(COMPETENCES[key])) if key in COMPETENCES else seen.task_of(key) for key in seen.period.volumes
    }
    volumes = seen.period.volumes
    ordered = sorted(volumes, key=lambda key: (volumes[key].kept, not volumes[key].minimum, collation(names[key])))
    rows: list[tuple[Cell, ...]] = [(names[key], *_used(volumes[key], few=seen.choice.few)) for key in ordered]
    below = sum(not one.kept for one in volumes.values())
    title = gettext("How often each competence is used")
    if any(one.minimum for one in volumes.values()):
        title = (
            gettext("Used less than their minimum: {count} competences").format(count=number(below))
            if below
            else gettext("Every competence that has a minimum is used at least as often")
        )
    return Table(
        "who-volume",
        title,
        (
            gettext("Competence"),
            gettext("Enquiries"),
            gettext("People"),
            gettext("A month for each"),
            gettext("Minimum"),
        ),
        rows,
        notes=few.notes(rows, gettext("In the last three whole months of the span.")),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.VOLUME,
    )


def _used(one: Volume, *, few: bool) -> list[Cell]:
    minimum: Cell = one.minimum or "–"
    if few and told(one.number, one.people) is None:
        return [UNTOLD, UNTOLD, UNTOLD, minimum]
    return [one.number, one.people, one.a_month, minimum]
