"""The month of a place, and what is one's own."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.roster.conftest import TODAY, TOMORROW, of, shift_of
from tests.people import Town, somebody
from velkommen.apps.placement.actions import grant_competence, set_duty
from velkommen.apps.placement.models import Absence, RosteredDay, Shift
from velkommen.apps.roster import actions, own
from velkommen.apps.roster.models import Leave, Need, RosterRule, Wish
from velkommen.apps.roster.months import Cell, Month, month
from velkommen.domain.hours.periods import Period
from velkommen.domain.rights import Role
from velkommen.domain.roster import needs
from velkommen.domain.roster.rules import STANDARD, Rule, RuleKey

NOVEMBER = date(2026, 11, 1)
SATURDAY = date(2026, 11, 28)


def cell(found: Month, name: str, day: date) -> Cell:
    return next(row for row in found.rows if row.name == name).cells[day.day - 1]


def test_people_stand_in_the_order_of_the_alphabet_with_their_hours(rostered: Town) -> None:
    found = month(rostered.place.pk, NOVEMBER, lead=True)
    assert [(row.name, row.minutes) for row in found.rows] == [("Ali", 240), ("Lea", 0), ("Mette", 240)]
    assert [one.span for one in cell(found, "Mette", TOMORROW).here] == [(600, 840)]
    assert [day.day.day for day in found.days if day.published] == [25]


def test_colleagues_see_what_is_published_and_that_somebody_is_away(rostered: Town) -> None:
    Shift.objects.create(staff_id=rostered.ali.id, service_point=rostered.place, day=SATURDAY, opens=600, closes=840)
    Absence.objects.create(staff_id=rostered.ali.id, first=TOMORROW, last=TOMORROW)
    Wish.objects.create(staff_id=rostered.ali.id, weekday=2, free=True)
    lead, colleague = (month(rostered.place.pk, NOVEMBER, lead=who) for who in (True, False))
    assert [len(cell(one, "Ali", SATURDAY).here) for one in (lead, colleague)] == [1, 0]
    assert [cell(one, "Ali", TOMORROW).away for one in (lead, colleague)] == [((0, 1440),), ((0, 1440),)]
    assert [cell(one, "Ali", TOMORROW).wish for one in (lead, colleague)] == ["free", ""]
    assert next(row for row in lead.rows if row.name == "Ali").minutes == 240


def test_a_leader_sees_wishes_leave_asked_for_and_broken_rules(rostered: Town) -> None:
    Wish.objects.create(staff_id=rostered.mette.id, weekday=2, free=True)
    Wish.objects.create(staff_id=rostered.mette.id, day=TOMORROW, free=False)
    leave = {"first": SATURDAY, "last": SATURDAY, "asked_at": rostered.now}
    Leave.objects.create(staff_id=rostered.mette.id, **leave)
    Shift.objects.filter(staff=rostered.mette.id).update(opens=0, closes=720)
    found = month(rostered.place.pk, NOVEMBER, lead=True)
    assert (cell(found, "Mette", TOMORROW).wish, cell(found, "Mette", SATURDAY).asked) == ("work", True)
    [breach] = next(row for row in found.rows if row.name == "Mette").breaches
    assert (breach.rule, breach.day, breach.by) == (RuleKey.LONGEST_DAY, TOMORROW, 120)


def test_saturday_passports_are_lacking_until_somebody_who_can_has_the_shift(rostered: Town) -> None:
    Need.objects.create(service_point=rostered.place, weekdays=0b100000, opens=600, closes=840, competence="passport")
    grant_competence(staff=rostered.ali.id, key="passport", **rostered.by(rostered.lea))
    give = {"place": rostered.place.pk, "day": SATURDAY, "opens": 600, "closes": 840}
    lacks = []
    for who in (rostered.mette, rostered.ali):
        actions.give_shift(staff=who.id, **give, **rostered.by(rostered.lea))
        found = month(rostered.place.pk, NOVEMBER, lead=True)
        lacks.append([(one.span, one.missing) for one in found.days[27].lacks])
    assert lacks == [[((600, 840), 1)], []]
    Absence.objects.create(staff_id=rostered.ali.id, first=SATURDAY, last=SATURDAY, opens=720, closes=840)
    found = month(rostered.place.pk, NOVEMBER, lead=True)
    assert [(one.span, one.missing) for one in found.days[27].lacks] == [((720, 840), 1)]


def test_a_day_nobody_planned_is_judged_by_usual_duty(rostered: Town) -> None:
    Need.objects.create(service_point=rostered.place, weekdays=0b100000, opens=600, closes=840)
    found = month(rostered.place.pk, NOVEMBER, lead=True)
    assert found.days[27].lacks == []
    set_duty(
        staff=rostered.mette.id,
        place=rostered.place.pk,
        periods=[Period(frozenset({5}), (660, 840))],
        **rostered.by(rostered.lea),
    )
    found = month(rostered.place.pk, NOVEMBER, lead=True)
    assert [one.span for one in found.days[27].lacks] == [(600, 660)]


def test_more_people_cost_no_more_statements(rostered: Town) -> None:
    def statements() -> int:
        month(rostered.place.pk, NOVEMBER, lead=True)
        with CaptureQueriesContext(connection) as asked:
            month(rostered.place.pk, NOVEMBER, lead=True)
        return len(asked)

    few = statements()
    for number in range(5):
        one = somebody(f"clerk{number}", (rostered.place, Role.CLERK))
        Shift.objects.create(staff_id=one.id, service_point=rostered.place, day=SATURDAY, opens=0, closes=60)
        Absence.objects.create(staff_id=one.id, first=SATURDAY, last=SATURDAY)
    assert (statements(), few) == (few, 9)


def test_needs_and_rules_are_kept_as_they_were_said(town: Town) -> None:
    need = needs.Need(frozenset({5}), (600, 840), "passport", 2)
    actions.set_needs(place=town.place.pk, rows=[need], **town.by(town.lea))
    assert [row.need() for row in Need.objects.all()] == [need]
    rules = [*(rule for key, rule in STANDARD.items() if key is not RuleKey.REST), Rule(RuleKey.REST, 9, on=False)]
    actions.set_roster_rules(place=town.place.pk, rules=rules, approves=False, **town.by(town.lea))
    assert {row.rule() for row in RosterRule.objects.all()} == set(rules)


def test_a_wish_is_made_changed_and_taken_back(town: Town) -> None:
    for free in (True, False):
        actions.wish(free=free, weekday=5, **town.by())
    assert [(one.weekday, one.free) for one in own.my_wishes(town.mette.id, town.now)] == [(5, False)]
    actions.wish(free=None, weekday=5, **town.by())
    assert own.my_wishes(town.mette.id, town.now) == []


def test_my_shifts_are_the_published_ones_with_what_becomes_of_them(rostered: Town) -> None:
    Shift.objects.create(staff_id=rostered.mette.id, service_point=rostered.place, day=SATURDAY, opens=600, closes=840)
    actions.offer_shift(shift=Shift.objects.get(staff=rostered.mette.id, day=TOMORROW).pk, **rostered.by())
    assert [(row.day, deal and deal.state) for row, deal in own.my_shifts(rostered.mette.id, rostered.now)] == [
        (TOMORROW, "open")
    ]
    [free] = own.free_shifts(rostered.ali.id, rostered.now)
    assert (free.shift.staff_id, free.asked) == (rostered.mette.id, False)
    assert own.free_shifts(rostered.mette.id, rostered.now) == []


def test_requests_of_a_place_wait_for_its_leader(rostered: Town) -> None:
    actions.ask_leave(first=SATURDAY, last=SATURDAY, **rostered.by())
    mine = shift_of(rostered.mette.id)
    actions.offer_shift(shift=mine, **rostered.by())
    actions.claim_shift(shift=mine, **rostered.by(rostered.ali))
    found = own.requests(rostered.place.pk, rostered.now)
    assert (len(found.leaves), len(found.deals), own.waiting([rostered.place.pk])) == (1, 1, 2)


def test_the_last_shift_is_the_last_published_one_that_is_over(rostered: Town) -> None:
    assert own.last_shift_end(rostered.mette.id, rostered.now) is None
    for ago, closes in ((1, 960), (0, 700), (0, 1200)):
        day, opens = TODAY - timedelta(days=ago), closes - 60
        Shift.objects.create(
            staff_id=rostered.mette.id, service_point=rostered.place, day=day, opens=opens, closes=closes
        )
        RosteredDay.objects.get_or_create(service_point=rostered.place, day=day)
    ended = own.last_shift_end(rostered.mette.id, rostered.now)
    assert ended == rostered.now - timedelta(minutes=20)
    assert of(rostered.mette.id)[0] == (-1, 900, 960)


def test_without_shifts_the_last_one_is_by_usual_duty(town: Town) -> None:
    periods = [Period(frozenset(range(7)), (600, 660))]
    set_duty(staff=town.mette.id, place=town.place.pk, periods=periods, **town.by(town.lea))
    assert own.last_shift_end(town.mette.id, town.now) == town.now - timedelta(hours=1)
