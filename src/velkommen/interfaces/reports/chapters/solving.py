"""Is it solved the first time? And who answers?"""

from collections import Counter
from datetime import date

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.kinds import Unit
from velkommen.domain.measures import FEW, TARGET_SOLVED, Share
from velkommen.domain.small_cells import MARK
from velkommen.domain.volume import quarter_in
from velkommen.interfaces.reports.chapters import growing
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Told, in_part, listed, per, said_share
from velkommen.interfaces.web.charts.chart import Chart, Estimate, Intervals, Lines, Series, Target
from velkommen.interfaces.web.tables import concluded, insight, said
from velkommen.interfaces.web.tables.few import kept
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Table
from velkommen.interfaces.web.templatetags.words import month_word, number, outcome_word, short_day
from velkommen.shared.wording_enquiries import UNITS

DESTINATIONS = 12


def section(told: Told) -> Section:
    return Section(
        "solving",
        gettext("Is it solved the first time?"),
        title(told),
        _sentences(told),
        [_places_chart(told)],
        [_places_table(told), _outcomes(told)],
        [
            gettext(
                "Intervals say between which values the share lies with 95 % certainty if the hours nobody counted in were like "
                "the others. That they were cannot be checked."
            ),
        ],
        (Key.SOLVED, Key.OUTCOMES),
    )


def title(told: Told) -> str:
    found = worked.solved(told.period.all)
    if found.whole < FEW:
        return gettext("Too little was answered to say how much is solved the first time")
    if told.solved:
        return concluded.solved(told.solved)
    words = (
        gettext("The target of {target} solved at first contact is reached")
        if (found.percent or 0.0) >= TARGET_SOLVED
        else gettext("The target of {target} solved at first contact is not reached")
    )
    return words.format(target=said.per_cent(TARGET_SOLVED))


def _sentences(told: Told) -> list[str]:
    known, found = said_share(worked.with_outcome(told.period.all)), told.solved
    words = gettext(
        "Of {answered} enquiries that were answered, {solved} were solved here, by help to self-service or with an expert."
    )
    covers = gettext("How it ended is known of {share} of all enquiries.")
    return [
        *([words.format(answered=number(found.whole), solved=number(found.part))] if found else []),
        *([covers.format(share=known)] if known else []),
    ]


def _by_place(told: Told) -> dict[int, Share]:
    return {place: told.gathered.blocks[place].solved for place, _ in told.places}


def _places_chart(told: Told) -> Chart:
    shares, found, every = kept(_by_place(told)), told.solved, gettext("All")
    whole = told.sure(every, found, told.covered) if found else Estimate(every, None, note=MARK)
    rows = [whole] if len(told.places) > 1 else []
    for place, name in told.places:
        share = shares[place]
        covered = told.gathered.blocks[place].coverage
        rows.append(told.sure(name, share, covered) if share else Estimate(name, None, note=MARK))
    target = Target(TARGET_SOLVED, gettext("Target {target}").format(target=said.per_cent(TARGET_SOLVED)))
    heading = gettext("Solved at first contact, by place")
    return Intervals("solving", heading, rows, target=target, most=100, said=said.per_cent)


def _places_table(told: Told) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for place, share in kept(_by_place(told)).items():
        name, block = dict(told.places)[place], told.gathered.blocks[place]
        estimate = told.sure(name, share, block.coverage) if share else Estimate(name, None)
        between = (
            "–"
            if estimate.low is None or estimate.high is None
            else f"{said.per_cent(estimate.low)} – {said.per_cent(estimate.high)}"
        )
        rows.append(
            (name, share.whole if share else UNTOLD, per(share) if share else UNTOLD, between, per(block.coverage))
        )
    head = (
        gettext("Place"),
        gettext("Answered"),
        gettext("Solved at first contact"),
        gettext("Between"),
        gettext("Hours counted in"),
    )
    return Table("solved", gettext("Solved at first contact, by place"), head, rows)


def _outcomes(told: Told) -> Table:
    found = listed(told.outcomes, outcome_word)
    head = (gettext("Outcome"), gettext("Number"), gettext("Share"))
    return found.table("outcomes", gettext("How enquiries ended"), head, gettext("Of those that have ended."))


def answering(told: Told) -> Section | None:
    """Library and town hall, experts, and where people were sent."""
    if not told.number:
        return None
    return Section(
        "answering",
        gettext("Who answers, and where are people sent?"),
        _answering_title(told),
        _answering(told),
        _share_chart(told),
        [*_share_table(told), _units(told), *_destinations(told), *_volume(told)],
        measures=(
            Key.LIBRARY_SHARE,
            Key.UNITS,
            Key.LIFELINES,
            Key.REFERRED,
            Key.DESTINATIONS,
            *((Key.VOLUME,) if told.gathered.volumes else ()),
        ),
    )


def _answering_title(told: Told) -> str:
    share = worked.library_share(told.period)
    if not told.enough or not told.halls or not 0 < share.part < share.whole or not told.library_and_hall:
        return gettext("Who answered")
    return concluded.library_and_hall(*told.library_and_hall)


def _answering(told: Told) -> list[str]:
    aim, found = told.period.aims.library_share, []
    if aim is not None:
        found.append(gettext("The target for the libraries is {target}.").format(target=said.per_cent(aim)))
    if told.referred:
        words = gettext("{share} of those who were answered were referred to somebody else.")
        found.append(words.format(share=said.share(told.referred)))
    asked = Share(sum(block.helped.total() for block in told.period.all), told.number)
    if asked.part >= FEW and said_share(asked):
        words = gettext("Experts behind the desk were asked {n} times, {share} of all enquiries.")
        found.append(words.format(n=number(asked.part), share=said.share(asked)))
    return found


def _by_month(told: Told) -> dict[date, Share | None]:
    """The libraries' share of each whole month; None where the table of months keeps back what it is made of."""
    if len(told.whole_months) < growing.LINE_FROM or not (told.libraries and told.halls):
        return {}
    counts = growing.told_by_month(told)
    pairs = {month: (counts[month]["library"], counts[month][growing.ALL]) for month in told.whole_months}
    return {month: Share(part, all_) if part is not None and all_ else None for month, (part, all_) in pairs.items()}


def _share_chart(told: Told) -> list[Chart]:
    shares = _by_month(told)
    if not shares:
        return []
    aim = told.period.aims.library_share
    target = None if aim is None else Target(aim, gettext("Target {target}").format(target=said.per_cent(aim)))
    heading = gettext("The libraries' share of all enquiries, by month")
    series = [Series(gettext("Libraries"), [share.percent if share else None for share in shares.values()])]
    return [Lines("share", heading, list(shares), series, target=target, monthly=True, most=100, said=said.per_cent)]


def _share_table(told: Told) -> list[Table]:
    rows: list[tuple[Cell, ...]] = [
        (month_word(month), per(share) if share else UNTOLD) for month, share in _by_month(told).items()
    ]
    heading = gettext("The libraries' share of all enquiries, by month")
    return [Table("share", heading, (gettext("Month"), gettext("Libraries")), rows)] if rows else []


def _units(told: Told) -> Table:
    counts = worked.by_unit(told.period.all)
    found = listed({unit.value: counts[unit] for unit in Unit if counts[unit]}, lambda unit: str(UNITS[unit]))
    head = (gettext("Unit"), gettext("Answered"), gettext("Share"))
    by_unit = gettext("By the unit of the person at the desk, wherever the desk is.")
    return found.table("units", gettext("Who was at the desk"), head, by_unit)


def _destinations(told: Told) -> list[Table]:
    counts: Counter[int] = Counter()
    for (_, destination), count in worked.ends(told.period.all).items():
        counts[destination] += count
    if not counts:
        return []
    ranked = sorted(counts.items(), key=lambda one: (-one[1], told.destination(one[0])))
    found = listed(dict(ranked), told.destination, DESTINATIONS, gettext("Others"))
    head = (gettext("Referred to"), gettext("Number"), gettext("Share"))
    return [found.table("destinations", gettext("Where people were sent"), head)]


def _volume(told: Told) -> list[Table]:
    """As the dashboard has it for who does not work there: a whole quarter, all places together."""
    volumes, quarter = told.gathered.volumes, quarter_in(told.gathered.first, told.gathered.last)
    if not volumes or quarter is None:
        return []
    words = gettext("In the quarter up to {day}, at all places together: of fewer it would tell of single people.")
    when = words.format(day=short_day(quarter))
    return [in_part(insight.volume("volume", volumes, told.task_of, when, few=True))]
