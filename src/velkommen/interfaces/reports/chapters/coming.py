"""Where and when do they come, and in which hours was nothing counted?"""

from dataclasses import replace

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import FEW, Share
from velkommen.domain.small_cells import Sum, in_table
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Told, in_part, listed, per, said_share
from velkommen.interfaces.web.charts.chart import Bars, Heat, Series
from velkommen.interfaces.web.tables import concluded, insight, said
from velkommen.interfaces.web.tables.few import kept
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Table
from velkommen.interfaces.web.templatetags.words import minute_time
from velkommen.shared.wording_hours import weekday

DAYS = range(7)


def hours(told: Told) -> Section | None:
    counts = worked.by_hour(told.period.all)
    if counts.total() < FEW:
        return None
    outside = worked.outside(told.period.all)
    return Section(
        "hours",
        gettext("When do they come?"),
        hours_title(told, outside),
        _hours_sentences(told),
        [_heat(told)],
        [_hours_table(told), *([_outside_table(told), _outside_by_task(told)] if outside.whole else [])],
        [gettext("Enquiries from sheets without a time of day are in no hour.")] if _unclear(told) else [],
        (Key.HOURS, Key.OUTSIDE),
    )


def hours_title(told: Told, outside: Share) -> str:
    if outside.whole >= FEW and (share := said_share(outside)):
        return gettext("{outside} came outside the town hall's hours").format(outside=share)
    day, hour = max(worked.by_hour(told.period.all).items(), key=lambda one: one[1])[0]
    return gettext("Most came on {day} from {hour}").format(day=weekday(day), hour=minute_time(60 * hour))


def _unclear(told: Told) -> int:
    return sum(block.imprecise for block in told.gathered.blocks.values())


def _hours_sentences(told: Told) -> list[str]:
    day, hour = max(worked.by_hour(told.period.all).items(), key=lambda one: one[1])[0]
    words = gettext("The fullest hour of the week is {day} from {hour}.")
    found = [words.format(day=weekday(day), hour=minute_time(60 * hour))]
    weekend = sum(n for (on, _), n in worked.by_hour(told.period.all).items() if on > 4)
    share = said_share(Share(weekend, worked.by_hour(told.period.all).total()))
    if weekend >= FEW and share and _secret(told).isdisjoint((Sum.ALL, on) for on in (5, 6, Sum.ALL)):
        found.append(gettext("{share} came on a Saturday or Sunday.").format(share=share))
    return found


def _secret(told: Told) -> frozenset[tuple[int | Sum, int | Sum]]:
    """What the table of hours keeps back, as (hour, weekday)."""
    counts = worked.by_hour(told.period.all)
    return in_table({(hour, day): counts[day, hour] for hour in _span(told) for day in DAYS})


def _span(told: Told) -> range:
    """The clock hours of the chart: from the first to the last anything was counted in."""
    known = [hour for (_, hour), number in worked.by_hour(told.period.all).items() if number]
    return range(min(known), max(known) + 1)


def _heat(told: Told) -> Heat:
    counts, secret = worked.by_hour(told.period.all), _secret(told)
    values = [
        [None if (hour, day) in secret or not counts[day, hour] else counts[day, hour] for hour in _span(told)]
        for day in DAYS
    ]
    days = [weekday(day).capitalize() for day in DAYS]
    heading = gettext("Enquiries by weekday and hour")
    return Heat("hours", heading, days, list(_span(told)), values, nothing=gettext("none, or too few to tell"))


def _hours_table(told: Told) -> Table:
    counts = worked.by_hour(told.period.all)
    every = {(hour, day): counts[day, hour] for hour in _span(told) for day in DAYS}
    secret = _secret(told)
    rows: list[tuple[Cell, ...]] = [
        (minute_time(60 * hour), *(UNTOLD if (hour, day) in secret else every[hour, day] for day in DAYS))
        for hour in _span(told)
    ]
    sums: list[Cell] = [
        UNTOLD if (Sum.ALL, day) in secret else sum(every[hour, day] for hour in _span(told)) for day in DAYS
    ]
    days = [weekday(day)[:3].capitalize() for day in DAYS]
    heading = gettext("Enquiries by weekday and hour")
    return Table("hours", heading, (gettext("From"), *days), rows, total=[gettext("Total"), *sums])


def _outside_table(told: Told) -> Table:
    shares = kept({place: told.gathered.blocks[place].outside for place, _ in told.places})
    rows: list[tuple[Cell, ...]] = [
        (name, share.whole, per(share)) if (share := shares[place]) else (name, UNTOLD, UNTOLD)
        for place, name in told.places
    ]
    head = (gettext("Place"), gettext("Known"), gettext("Outside the town hall's hours"))
    return Table("outside", gettext("Outside the town hall's hours, by place"), head, rows)


def _outside_by_task(told: Told) -> Table:
    """As the dashboard has it, under a heading that is not that of the chapter; those of which most came then."""
    found = insight.outside("outside-tasks", told.period.all, told.task, few=True)
    return in_part(replace(found, title=gettext("Outside the town hall's hours, task by task")))


def places(told: Told) -> Section | None:
    if len(told.places) < 2:
        return None
    names, counts = dict(told.places), told.by_place
    found = listed(counts, names.__getitem__)
    top = max(range(len(counts)), key=lambda index: list(counts.values())[index])
    title = gettext("Where people come")
    if told.enough and (share := found.shares[top]) is not None:
        words = gettext("{place} took {share} of all enquiries")
        title = words.format(place=found.rows[top][0], share=said.per_cent(share))
    drawn = Series(gettext("Share"), found.shares)
    head = (gettext("Place"), gettext("Number"), gettext("Share"))
    return Section(
        "places",
        gettext("Where do they come?"),
        title,
        [],
        [
            Bars(
                "places",
                gettext("Each place's share of all enquiries"),
                [name for _, name in told.places],
                drawn,
                said=said.per_cent,
            )
        ],
        [found.table("places", gettext("Enquiries by place"), head)],
        measures=(Key.PLACES,),
    )


def covering(told: Told) -> Section | None:
    """What the figures do not speak for."""
    if not told.covered.whole:
        return None
    shares = {place: told.gathered.blocks[place].coverage for place, _ in told.places}
    rows: list[tuple[Cell, ...]] = [
        (name, shares[place].whole, shares[place].whole - shares[place].part, per(shares[place]))
        for place, name in told.places
    ]
    head = (gettext("Place"), gettext("Staffed hours"), gettext("Nothing counted"), gettext("Share counted in"))
    drawn = Series(gettext("Share"), [shares[place].percent for place, _ in told.places])
    heading = gettext("Staffed hours something was counted in, by place")
    return Section(
        "covering",
        gettext("How far can the figures be trusted?"),
        concluded.covered(told.covered),
        [gettext("An hour nobody counted in is a gap, not a zero: we do not know whether anybody came.")],
        [Bars("covering", heading, [name for _, name in told.places], drawn, most=100, said=said.per_cent)],
        [Table("coverage", heading, head, rows)],
        measures=(Key.COVERAGE,),
    )
