"""Rosters: shifts and absences that can be true at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.apps.placement.models import Absence, RosteredDay, Shift
from velkommen.apps.roster.models import Ask, Deal, Leave, Need, Note, RosterRule, Wish
from velkommen.domain.roster.deals import LIVE, LeaveState
from velkommen.shared import clock


@check(
    _("Nobody has two shifts at once, and a day is published once"),
    _("Somebody would be expected at two places. Change or delete one of the shifts in the roster."),
)
def shifts_sound(at: datetime) -> Iterator[str]:
    yield from kept(Shift, "shift_forward", "shift_begins_once")
    yield from kept(RosteredDay, "rostered_day_once")
    shifts = Shift.objects.select_related("staff", "service_point").exclude(staff=None)
    yield from _at_once(shifts.order_by("staff_id", "day", "opens", "id").iterator())


def _at_once(found: Iterable[Shift]) -> Iterator[str]:
    for one, other in pairwise(found):
        if (one.staff_id, one.day) == (other.staff_id, other.day) and other.opens < one.closes:
            yield f"{one.service_point.name}: {one.staff}, {one.day}"


@check(
    _("Absences run forward, and a part of a day lies in one day"),
    _("Somebody may be counted on who is away. Take the absence back and tell it anew."),
)
def absences_sound(at: datetime) -> Iterator[str]:
    yield from kept(Absence, "absence_forward", "absence_part_of_one_day")


@check(
    _("What a place needs, and the rules of working time it keeps, can be kept"),
    _("The roster may call a day good that is not. Say anew what the place needs, and its rules."),
)
def needs_sound(at: datetime) -> Iterator[str]:
    yield from kept(Need, "need_possible", "need_competence_form")
    yield from kept(RosterRule, "roster_rule_once", "roster_rule_known", "roster_rule_number")


@check(
    _("A wish is about one day, and a leave runs forward; only an approved leave is an absence"),
    _("Somebody may be away whose leave nobody approved, or the other way round. Decide about the leave anew."),
)
def leaves_sound(at: datetime) -> Iterator[str]:
    yield from kept(Wish, "wish_once_a_weekday", "wish_once_a_day", "wish_of_one_day")
    yield from kept(Leave, "leave_state_known", "leave_possible")
    approved = Leave.objects.filter(state=LeaveState.APPROVED.value)
    ahead = approved.filter(last__gte=clock.local_day(at))
    yield from rows(ahead.filter(absence=None) | Leave.objects.exclude(absence=None).exclude(pk__in=approved))


@check(
    _("A shift is on its way to one person at most, from whoever has it"),
    _("Two may count on one shift. Say no to the offer under “Requests”, and let it be made anew."),
)
def deals_sound(at: datetime) -> Iterator[str]:
    yield from kept(Deal, "deal_one_alive", "deal_state_known", "deal_has_two_sides")
    yield from kept(Ask, "ask_once")
    yield from kept(Note, "note_known")
    live = Deal.objects.filter(state__in=[state.value for state in LIVE]).exclude(giver=None)
    yield from rows(live.exclude(shift__staff=F("giver")))
