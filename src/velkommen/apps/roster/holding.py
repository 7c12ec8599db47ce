"""What every deed of the roster holds and looks at before it writes: people in one order, their shifts, the rules of the place."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.book import AT_DESKS
from velkommen.apps.placement.models import Absence, Posting, RosteredDay, Shift
from velkommen.apps.places import queries as places
from velkommen.apps.roster.models import Deal, Note, RosterRule
from velkommen.domain.hours.periods import Span
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.roster.deals import LIVE, News
from velkommen.domain.roster.rules import STANDARD, Breach, Duties, Rule, RuleKey, broken
from velkommen.shared import clock

AROUND = timedelta(days=35)  # the days before and after a change that a rule may look at
KEPT = timedelta(days=60)  # of what was heard
LIVE_STATES = sorted(state.value for state in LIVE)


def hold_people(staff: Iterable[int], place: int) -> dict[int, Staff]:
    """Some of those who stand at the desks of a place, locked in one order, so that nobody gets two shifts at once.

    Raises:
        Refusal: NOT_ON_ROSTER when one of them is not posted there, or left.
    """
    wanted = set(staff)
    posted = Posting.objects.filter(service_point=place, role__in=AT_DESKS, staff__is_active=True, staff__in=wanted)
    lacking = wanted - set(posted.values_list("staff_id", flat=True))
    held = {one.pk: one for one in Staff.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")}
    if lacking:
        known = sorted(held[pk].shown_name for pk in lacking if pk in held)
        raise Refusal(Code.NOT_ON_ROSTER, who=known[0] if known else None)
    return held


def shifts_around(staff: Collection[int], days: Collection[date]) -> list[Shift]:
    """Every shift of some people that a rule may look at when these days change, with places (one statement)."""
    around = (min(days) - AROUND, max(days) + AROUND)
    rows = Shift.objects.select_related("service_point").filter(staff__in=staff, day__range=around)
    return list(rows.order_by("day", "opens"))


def duties_of(rows: Iterable[Shift]) -> dict[int, dict[date, tuple[Span, ...]]]:
    """Who -> local day -> when they serve."""
    found: dict[int, dict[date, tuple[Span, ...]]] = defaultdict(dict)
    for row in rows:
        if row.staff_id is not None:
            days = found[row.staff_id]
            days[row.day] = (*days.get(row.day, ()), (row.opens, row.closes))
    return found


def rules_of(place: int) -> dict[RuleKey, Rule]:
    """The rules of working time as a place keeps them (one statement)."""
    own = (row.rule() for row in RosterRule.objects.filter(service_point=place))
    return {**STANDARD, **{rule.key: rule for rule in own}}


def refuse_broken(rules: Mapping[RuleKey, Rule], who: str, before: Duties, after: Duties) -> list[Breach]:
    """What a change breaks and is done all the same. Raises: Refusal RULE_BROKEN with the first that refuses."""
    found = broken(rules, before, after, clock.zone())
    refuse(who, found)
    return found


def refuse(who: str, found: Iterable[Breach]) -> None:
    """Raises: Refusal RULE_BROKEN with the first that refuses."""
    for one in found:
        if one.refuses:
            day = one.day.isoformat()
            raise Refusal(Code.RULE_BROKEN, breach=one.rule.value, who=who, on=day, found=one.found, limit=one.limit)


def refuse_overlap(who: str, span: Span, others: Iterable[Shift]) -> None:
    """Raises: Refusal SHIFT_OVERLAPS with the first of some shifts of that day that is at the same time."""
    for other in others:
        if span[0] < other.closes and other.opens < span[1]:
            raise Refusal(Code.SHIFT_OVERLAPS, who=who, place=other.service_point.name, on=other.day.isoformat())


def refuse_away(who: str, staff: int, day: date, span: Span) -> None:
    """Raises: Refusal AWAY_THEN when somebody is absent at that time."""
    for row in Absence.objects.filter(staff=staff, first__lte=day, last__gte=day):
        opens, closes = row.away().span or (0, 1440)
        if span[0] < closes and opens < span[1]:
            raise Refusal(Code.AWAY_THEN, who=who, on=day.isoformat())


def refuse_in_deal(shifts: Collection[int]) -> None:
    """Raises: Refusal SHIFT_IN_DEAL when one of some shifts is on its way to somebody else, or promised for another."""
    live = Deal.objects.select_related("shift").filter(state__in=LIVE_STATES)
    for deal in live.filter(shift__in=shifts) | live.filter(instead__in=shifts):
        raise Refusal(Code.SHIFT_IN_DEAL, on=deal.shift.day.isoformat())


def hold_shift(shift: int) -> Shift:
    """A shift with its place and whose it is, locked, and before it the place: deeds on one roster wait for each other.

    Raises:
        Refusal: UNKNOWN_SHIFT, PLACE_RETIRED.
    """
    place = Shift.objects.filter(pk=shift).values_list("service_point", flat=True).first()
    if place is None:
        raise Refusal(Code.UNKNOWN_SHIFT)
    places.hold(place)
    rows = Shift.objects.select_for_update(of=("self",)).select_related("service_point", "staff")
    found = rows.filter(pk=shift).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_SHIFT)
    return found


def is_published(place: int, day: date) -> bool:
    return RosteredDay.objects.filter(service_point=place, day=day).exists()


def published(place: int, days: Collection[date]) -> set[date]:
    """Which of some days of a place are published."""
    return set(RosteredDay.objects.filter(service_point=place, day__in=days).values_list("day", flat=True))


def has_left(shift: Shift) -> bool:
    """Whether nobody has a shift, or somebody who is not posted at its place any more."""
    if shift.staff_id is None:
        return True
    posted = Posting.objects.filter(service_point=shift.service_point_id, role__in=AT_DESKS, staff__is_active=True)
    return not posted.filter(staff=shift.staff_id).exists()


def tell(
    staff: Iterable[int], what: News, day: date, at: datetime, place: int | None, span: Span | None = None
) -> None:
    """Let somebody hear something about their shifts; what they heard long ago goes."""
    told = set(staff)
    Note.objects.filter(staff__in=told, at__lt=at - KEPT).delete()
    opens, closes = span or (None, None)
    Note.objects.bulk_create(
        Note(staff_id=one, what=what.value, service_point_id=place, day=day, opens=opens, closes=closes, at=at)
        for one in sorted(told)
    )
