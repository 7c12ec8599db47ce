"""Sheets of paper come in whole, once each; put right, both editions can be seen and one counts."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.counting import paper, planned
from tests.people import Town, code, refused
from velkommen.apps.catalogue.models import Destination
from velkommen.apps.counting import actions
from velkommen.apps.counting.actions.paper import Paper, Tallies
from velkommen.apps.counting.models import PaperSheet
from velkommen.apps.counting.queries import sheets, week
from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code

pytestmark = pytest.mark.django_db
ENTER, CORRECT = actions.enter_paper_sheet, actions.correct_paper_sheet


def counted() -> Counter[tuple[str, str]]:
    """What counts of all sheets: (task, outcome) -> enquiries."""
    rows = Enquiry.objects.filter(withdrawn=False, source="paper", imprecise=True)
    return Counter(rows.values_list("task__key", "outcome"))


def test_a_sheet_becomes_enquiries_without_a_time_of_day(town: Town) -> None:
    done = ENTER(week=planned(town), paper=paper(town, passport=3, mitid=1), **town.by())
    assert counted() == {("passport", "solved"): 3, ("mitid", "solved"): 1}
    assert (done["edition"], done["enquiries"], done["before"]) == (1, 4, None)
    row = Enquiry.objects.all()[0]
    assert (row.day, row.channel, row.visit_id, row.service_point_id) == (
        town.now.date(),
        "in_person",
        None,
        town.place.pk,
    )


def test_a_referral_goes_where_sheets_go_that_do_not_say_where_to(town: Town) -> None:
    Destination.objects.create(key="department_not_stated", name_da="x", name_en="x", kind="department")
    tallies: Tallies = {("passport", Outcome.TO_DEPARTMENT): 1, ("passport", Outcome.NOT_POSSIBLE): 1}
    ENTER(week=planned(town), paper=Paper(town.place.pk, town.now.date(), 1, tallies), **town.by())
    found = set(Enquiry.objects.values_list("outcome", "destination__key", "reason"))
    assert found == {("to_department", "department_not_stated", ""), ("not_possible", None, "other")}


def test_the_same_sheet_twice_is_refused(town: Town) -> None:
    pk = planned(town)
    ENTER(week=pk, paper=paper(town, passport=3), **town.by())
    again = refused(ENTER, week=pk, paper=paper(town, passport=9), **town.by(town.ali))
    day = town.now.date().isoformat()
    assert again == (Code.PAPER_ENTERED, {"number": 1, "place": "Nordby", "on": day})
    ENTER(week=pk, paper=paper(town, number=2, passport=1), **town.by())
    assert counted() == {("passport", "solved"): 4}


def test_the_control_without_the_look_the_database_refuses(town: Town) -> None:
    pk = planned(town)
    ENTER(week=pk, paper=paper(town, passport=3), **town.by())
    was = PaperSheet.objects.get()
    batch = ImportBatch.objects.create(name="x", digest="x", at=town.now, enquiries=0)
    again = {"week": was.week, "service_point": was.service_point, "day": was.day, "number": 1, "edition": 2}
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperSheet.objects.create(**again, batch=batch, tallies={}, at=town.now)


def test_a_sheet_put_right_counts_once_and_both_editions_are_seen(town: Town) -> None:
    pk = planned(town)
    first = ENTER(week=pk, paper=paper(town, passport=3), **town.by())
    tallies: Tallies = {("passport", Outcome.SOLVED): 2, ("mitid", Outcome.SELF_SERVICE): 1}
    second = CORRECT(sheet_id=first["sheet"], tallies=tallies, **town.by(town.ali))
    assert counted() == {("passport", "solved"): 2, ("mitid", "self_service"): 1}
    assert (second["edition"], second["enquiries"], second["before"]) == (2, 3, 3)
    seen = [(one.edition, one.current, one.tallies) for one in sheets(week(pk, town.now.date()).row, town.place.pk)]
    assert seen == [
        (2, True, {"mitid/self_service": 1, "passport/solved": 2}),
        (1, False, {"passport/solved": 3}),
    ]


def test_a_sheet_that_was_none_is_put_right_to_nothing(town: Town) -> None:
    first = ENTER(week=planned(town), paper=paper(town, passport=3), **town.by())
    CORRECT(sheet_id=first["sheet"], tallies={}, **town.by())
    assert counted() == {}


def test_an_old_edition_leads_to_the_newest(town: Town) -> None:
    first = ENTER(week=planned(town), paper=paper(town, passport=3), **town.by())
    for number in (2, 5):
        CORRECT(sheet_id=first["sheet"], tallies={("mitid", Outcome.SOLVED): number}, **town.by())
    assert counted() == {("mitid", "solved"): 5}


@pytest.mark.parametrize(
    ("ahead", "number", "tallies", "why"),
    [
        (-1, 1, {("passport", Outcome.SOLVED): 1}, Code.PAPER_ELSEWHERE),
        (7, 1, {("passport", Outcome.SOLVED): 1}, Code.PAPER_ELSEWHERE),
        (1, 1, {("passport", Outcome.SOLVED): 1}, Code.PAPER_AHEAD),
        (0, 0, {("passport", Outcome.SOLVED): 1}, Code.PAPER_NUMBER),
        (0, 21, {("passport", Outcome.SOLVED): 1}, Code.PAPER_NUMBER),
        (0, 1, {}, Code.NOTHING_GIVEN),
        (0, 1, {("passport", Outcome.SOLVED): -1}, Code.TALLY_WRONG),
        (0, 1, {("passport", Outcome.SOLVED): 501}, Code.TALLY_WRONG),
        (0, 1, {("flying", Outcome.SOLVED): 1}, Code.TALLY_UNKNOWN),
        (0, 1, {("assessment", Outcome.SOLVED): 1}, Code.DISCRETION_AT_DESK),
        (0, 1, {("passport", Outcome.TO_AUTHORITY): 1}, Code.UNKNOWN_DESTINATION),
    ],
)
def test_a_sheet_that_cannot_be_counts_nothing(
    town: Town, ahead: int, number: int, tallies: Tallies, why: Code
) -> None:
    pk = planned(town)
    sheet = Paper(town.place.pk, town.now.date() + timedelta(days=ahead), number, tallies)
    assert code(ENTER, week=pk, paper=sheet, **town.by()) is why
    assert (Enquiry.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_a_sheet_of_a_place_outside_the_week_is_refused(town: Town) -> None:
    pk = planned(town)
    elsewhere = Paper(town.sydby.pk, town.now.date(), 1, {("passport", Outcome.SOLVED): 1})
    assert code(ENTER, week=pk, paper=elsewhere, **town.by(town.sara)) is Code.PAPER_ELSEWHERE
    assert code(ENTER, week=pk, paper=elsewhere, **town.by()) is Code.NOT_ALLOWED


def test_when_the_week_is_closed_nothing_comes_in(town: Town) -> None:
    pk = planned(town)
    sheet = paper(town, passport=1)
    entered = ENTER(week=pk, paper=sheet, **town.by())
    town.later(days=7)
    actions.close_counting_week(week_id=pk, **town.by(town.lea))
    assert code(ENTER, week=pk, paper=paper(town, number=2, passport=1), **town.by()) is Code.WEEK_ENDED
    assert code(CORRECT, sheet_id=entered["sheet"], tallies={}, **town.by()) is Code.WEEK_ENDED
    assert code(CORRECT, sheet_id=99, tallies={}, **town.by()) is Code.UNKNOWN_PAPER
