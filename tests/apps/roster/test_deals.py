"""A shift changes hands: one winner, the rules hold, the leader decides, and whoever has it has it until then."""

from datetime import timedelta

import pytest

from tests.apps.roster.conftest import TODAY, TOMORROW, of, shift_of
from tests.people import Town, code, refused
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import unpost_staff
from velkommen.apps.placement.models import Absence, RosteredDay, Shift
from velkommen.apps.roster import actions, holding
from velkommen.apps.roster.models import Deal, Note, RosterTerms
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role


@pytest.fixture
def trusting(rostered: Town) -> Town:
    """Nordby leaves it to the rules."""
    RosterTerms.objects.create(service_point=rostered.place, approves=False)
    return rostered


def open_one(town: Town, day: int = 1, span: tuple[int, int] = (1080, 1200)) -> int:
    opens, closes = span
    where = {"place": town.place.pk, "day": TODAY + timedelta(days=day), "opens": opens, "closes": closes}
    return actions.open_shift(**where, **town.by(town.lea))["shift"]


def heard(staff: int) -> list[str]:
    return list(Note.objects.filter(staff=staff).order_by("id").values_list("what", flat=True))


def test_a_shift_is_given_up_claimed_and_approved(rostered: Town) -> None:
    mine = shift_of(rostered.mette.id)
    given = actions.offer_shift(shift=mine, **rostered.by())
    assert (given["state"], given["staff"]) == ("open", rostered.mette.id)
    claimed = actions.claim_shift(shift=mine, **rostered.by(rostered.ali))
    assert (claimed["state"], claimed["staff"]) == ("claimed", rostered.mette.id)
    done = actions.decide_deal(deal=given["deal"], approve=True, **rostered.by(rostered.lea))
    assert (done["state"], of(rostered.mette.id)) == ("done", [])
    assert of(rostered.ali.id) == [(1, 600, 840), (1, 840, 1080)]
    assert (heard(rostered.mette.id), heard(rostered.ali.id)) == (["claimed", "deal_done"], ["deal_done"])


def test_a_swap_gives_each_the_others_shift(rostered: Town) -> None:
    mette, ali = shift_of(rostered.mette.id), shift_of(rostered.ali.id)
    given = actions.offer_shift(shift=mette, **rostered.by())
    actions.claim_shift(shift=mette, instead=ali, **rostered.by(rostered.ali))
    actions.decide_deal(deal=given["deal"], approve=True, **rostered.by(rostered.lea))
    assert (of(rostered.mette.id), of(rostered.ali.id)) == ([(1, 840, 1080)], [(1, 600, 840)])
    crews = book.read().crews(rostered.place.pk, TOMORROW)
    assert [p.id for crew in crews for p in crew.crew.people] == [rostered.ali.id, rostered.mette.id]


def test_after_a_no_it_stays_whose_it_was(rostered: Town) -> None:
    mine = shift_of(rostered.mette.id)
    given = actions.offer_shift(shift=mine, **rostered.by())
    actions.claim_shift(shift=mine, **rostered.by(rostered.ali))
    actions.decide_deal(deal=given["deal"], approve=False, **rostered.by(rostered.lea))
    assert (of(rostered.mette.id), heard(rostered.ali.id)) == ([(1, 600, 840)], ["deal_refused"])
    decide = {"deal": given["deal"], "approve": True}
    assert code(actions.decide_deal, **decide, **rostered.by(rostered.lea)) is Code.DEAL_OVER


def test_the_second_to_claim_is_told_so(rostered: Town) -> None:
    mine = shift_of(rostered.mette.id)
    actions.offer_shift(shift=mine, **rostered.by())
    actions.claim_shift(shift=mine, **rostered.by(rostered.ali))
    no = refused(actions.claim_shift, shift=mine, **rostered.by(rostered.lea))
    assert no == (Code.SHIFT_TAKEN, {"on": "2026-11-25"})


def test_what_nobody_gives_up_cannot_be_claimed(rostered: Town) -> None:
    assert code(actions.claim_shift, shift=shift_of(rostered.mette.id), **rostered.by(rostered.ali)) is Code.SHIFT_TAKEN


def test_only_one_who_has_a_shift_gives_it_up(rostered: Town) -> None:
    assert code(actions.offer_shift, shift=shift_of(rostered.mette.id), **rostered.by(rostered.ali)) is Code.NOT_ALLOWED


def test_a_place_may_leave_it_to_the_rules(trusting: Town) -> None:
    mine = shift_of(trusting.mette.id)
    actions.offer_shift(shift=mine, **trusting.by())
    assert actions.claim_shift(shift=mine, **trusting.by(trusting.ali))["state"] == "done"


def test_a_rule_that_warns_leaves_it_to_the_leader_all_the_same(trusting: Town) -> None:
    """Twelve hours are more than the ten that only warn."""
    opened = open_one(trusting, span=(1080, 1320))
    shift = Shift.objects.get(staff=trusting.ali.id)
    Shift.objects.filter(pk=shift.pk).update(opens=600)
    assert actions.claim_shift(shift=opened, **trusting.by(trusting.ali))["state"] == "claimed"


def test_a_swap_that_breaks_a_rule_is_refused_with_words(trusting: Town) -> None:
    RosteredDay.objects.create(service_point=trusting.place, day=TOMORROW + timedelta(days=1))
    early = open_one(trusting, day=2, span=(180, 480))
    what, facts = refused(actions.claim_shift, shift=early, **trusting.by(trusting.ali))
    assert (what, facts["breach"], facts["who"], facts["found"]) == (Code.RULE_BROKEN, "rest", "Ali", 540)
    assert Deal.objects.count() == 0


def test_control_without_asking_the_rules_it_is_done(trusting: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    RosteredDay.objects.create(service_point=trusting.place, day=TOMORROW + timedelta(days=1))
    early = open_one(trusting, day=2, span=(180, 480))
    monkeypatch.setattr(holding, "broken", lambda *_: [])
    assert actions.claim_shift(shift=early, **trusting.by(trusting.ali))["state"] == "done"


@pytest.mark.parametrize(
    ("span", "away", "expected"),
    [
        ((1000, 1200), False, Code.SHIFT_OVERLAPS),
        ((1080, 1200), True, Code.AWAY_THEN),
    ],
)
def test_who_is_busy_or_away_cannot_take_it(rostered: Town, span: tuple[int, int], away: bool, expected: Code) -> None:
    opened = open_one(rostered, span=span)
    if away:
        Absence.objects.create(staff_id=rostered.ali.id, first=TOMORROW, last=TOMORROW)
    assert code(actions.claim_shift, shift=opened, **rostered.by(rostered.ali)) is expected


def test_who_was_asked_needs_nobodys_yes_any_more(rostered: Town) -> None:
    asked = {"place": rostered.place.pk, "staff": rostered.ali.id, "day": TOMORROW, "opens": 600, "closes": 840}
    opened = actions.ask_to_take(**asked, **rostered.by(rostered.lea))["shift"]
    assert heard(rostered.ali.id) == ["asked"]
    done = actions.claim_shift(shift=opened, **rostered.by(rostered.ali))
    assert (done["state"], done["staff"]) == ("done", rostered.ali.id)


def test_two_who_are_asked_are_asked_for_one_shift(rostered: Town) -> None:
    asked = {"place": rostered.place.pk, "day": TOMORROW, "opens": 1080, "closes": 1200}
    shifts = {
        actions.ask_to_take(staff=one.id, **asked, **rostered.by(rostered.lea))["shift"]
        for one in (rostered.ali, rostered.mette)
    }
    assert (len(shifts), Shift.objects.filter(staff=None).count()) == (1, 1)


def test_a_draft_and_what_has_begun_cannot_be_claimed(rostered: Town) -> None:
    draft, begun = open_one(rostered, day=5), open_one(rostered, day=0, span=(600, 1200))
    assert code(actions.claim_shift, shift=draft, **rostered.by(rostered.ali)) is Code.SHIFT_DRAFT
    assert code(actions.claim_shift, shift=begun, **rostered.by(rostered.ali)) is Code.SHIFT_OVER


def test_the_taker_changes_their_mind_and_others_may_have_it(rostered: Town) -> None:
    mine = shift_of(rostered.mette.id)
    deal = actions.offer_shift(shift=mine, **rostered.by())["deal"]
    actions.claim_shift(shift=mine, **rostered.by(rostered.ali))
    assert actions.withdraw_deal(deal=deal, **rostered.by(rostered.ali))["state"] == "open"
    assert actions.claim_shift(shift=mine, **rostered.by(rostered.lea))["state"] == "claimed"
    assert actions.withdraw_deal(deal=deal, **rostered.by())["state"] == "withdrawn"
    assert code(actions.withdraw_deal, deal=deal, **rostered.by()) is Code.DEAL_OVER


def test_a_colleague_cannot_withdraw_what_is_not_theirs(rostered: Town) -> None:
    deal = actions.offer_shift(shift=shift_of(rostered.mette.id), **rostered.by())["deal"]
    assert code(actions.withdraw_deal, deal=deal, **rostered.by(rostered.ali)) is Code.NOT_ALLOWED


def test_the_shift_of_somebody_who_left_can_be_claimed(rostered: Town) -> None:
    left = shift_of(rostered.mette.id)
    unpost_staff(staff=rostered.mette.id, place=rostered.place.pk, role=Role.CLERK, **rostered.by(rostered.lea))
    assert actions.claim_shift(shift=left, **rostered.by(rostered.ali))["state"] == "claimed"


def test_a_swap_whose_other_shift_was_lost_meanwhile_is_over(rostered: Town) -> None:
    mette, ali = shift_of(rostered.mette.id), shift_of(rostered.ali.id)
    deal = actions.offer_shift(shift=mette, **rostered.by())["deal"]
    actions.claim_shift(shift=mette, instead=ali, **rostered.by(rostered.ali))
    Shift.objects.filter(pk=ali).update(staff=rostered.lea.id)
    decide = {"deal": deal, "approve": True}
    assert code(actions.decide_deal, **decide, **rostered.by(rostered.lea)) is Code.DEAL_OVER
    assert of(rostered.mette.id) == [(1, 600, 840)]


def test_a_swap_for_a_shift_that_has_been_served_meanwhile_is_refused(rostered: Town) -> None:
    """The leader decides a day late: what was to be given in return is past, and nobody can serve it any more."""
    later = TODAY + timedelta(days=3)
    wanted = Shift.objects.create(
        staff_id=rostered.mette.id, service_point=rostered.place, day=later, opens=600, closes=840
    )
    RosteredDay.objects.create(service_point=rostered.place, day=later)
    given = actions.offer_shift(shift=wanted.pk, **rostered.by())
    actions.claim_shift(shift=wanted.pk, instead=shift_of(rostered.ali.id), **rostered.by(rostered.ali))
    rostered.later(days=2)
    decide = {"deal": given["deal"], "approve": True, **rostered.by(rostered.lea)}
    assert refused(actions.decide_deal, **decide) == (Code.SHIFT_OVER, {"on": TOMORROW.isoformat()})
    assert of(rostered.ali.id) == [(1, 840, 1080)]
