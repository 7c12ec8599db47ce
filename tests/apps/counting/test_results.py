"""What a week counted, how much of the staffed time it covers, and the same as a file."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.counting import everywhere, log, paper, planned
from tests.people import Town, close, code
from velkommen.apps.catalogue.models import Task
from velkommen.apps.counting import actions
from velkommen.apps.counting.exporting import Unnumbered, profile, profiles, rows, unnumbered
from velkommen.apps.counting.queries import before, week
from velkommen.apps.counting.results import covered, results
from velkommen.apps.enquiries.actions import add_matter, finish_visit, record_outcome
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places.models import Municipality, OpeningPeriod
from velkommen.domain.counting_weeks import Avoidable, Digital, Package
from velkommen.domain.coverage import Gap
from velkommen.domain.export_profiles import Column, Moment, Profile
from velkommen.domain.kinds import Channel
from velkommen.domain.measures import Share
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def staffed(town: Town) -> Town:
    """Nordby is staffed from ten to one; it is noon."""
    OpeningPeriod.objects.filter(service_point=town.place).update(opens=600, closes=780)
    return town


def test_counted_by_task_type_channel_and_outcome(town: Town) -> None:
    pk = planned(town)
    for outcome in (Outcome.SOLVED, Outcome.SOLVED, Outcome.COME_BACK):
        log(town, outcome=outcome)
    log(town, "mitid", channel=Channel.PHONE)
    log(town, "mitid", channel=Channel.EMAIL)  # the week is not about e-mail
    actions.enter_paper_sheet(week=pk, paper=paper(town, mitid=2), **town.by())
    found = results(week(pk, town.now.date()), [town.place.pk], town.now)
    assert (found.number, found.paper) == (6, 2)
    assert found.by("task", "outcome") == {
        ("passport", "solved"): 2,
        ("passport", "come_back"): 1,
        ("mitid", "solved"): 3,
    }
    assert found.by("channel") == {("in_person",): 5, ("phone",): 1}


def test_answers_are_counted_of_what_counts(town: Town) -> None:
    pk = planned(town)
    one, two = log(town), log(town, "mitid")
    actions.answer_questions(enquiry=one, digital=Digital.YES, matters=3, **town.by())
    actions.answer_questions(enquiry=two, avoidable=Avoidable.WRONG_PLACE, **town.by())
    said = results(week(pk, town.now.date()), [town.place.pk], town.now).answers
    assert (said.digital, said.avoidable) == ({("passport", "yes"): 1}, {("mitid", "wrong_place"): 1})
    assert said.matters == {3: 1, 1: 1}


def test_who_came_with_three_matters_came_once(town: Town) -> None:
    pk = planned(town)
    visit = town.serving()
    for task in ("mitid", "passport"):
        add_matter(visit=visit.pk, task=task, **town.by())
    for one in Enquiry.objects.filter(visit=visit, current=False):
        record_outcome(visit=visit.pk, enquiry=one.pk, outcome=Outcome.SOLVED, **town.by())
    finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    for one in Enquiry.objects.filter(visit=visit):
        actions.answer_questions(enquiry=one.pk, digital=Digital.NO, **town.by())
    actions.answer_questions(enquiry=log(town), digital=Digital.NO, **town.by())
    found = results(week(pk, town.now.date()), [town.place.pk], town.now)
    assert (found.number, found.answers.matters) == (4, {3: 1, 1: 1})


def test_only_of_the_places_one_may_see(town: Town) -> None:
    pk = planned(town)
    log(town)
    assert results(week(pk, town.now.date()), [town.sydby.pk], town.now).number == 0


@pytest.mark.parametrize("ask", [results, covered])
def test_a_constant_number_of_statements(town: Town, ask: object) -> None:
    pk = planned(town)
    found = week(pk, town.now.date())
    assert callable(ask)
    with CaptureQueriesContext(connection) as few:
        ask(found, [town.place.pk], town.now)
    for _ in range(3):
        actions.answer_questions(enquiry=log(town), digital=Digital.YES, **town.by())
    with CaptureQueriesContext(connection) as more:
        ask(found, [town.place.pk], town.now)
    assert len(few) == len(more) <= 10


def test_an_hour_without_anything_is_a_gap_and_no_zero(staffed: Town) -> None:
    pk = planned(staffed)
    log(staffed, happened_at=staffed.now - timedelta(hours=2))
    found = covered(week(pk, staffed.now.date()), [staffed.place.pk], staffed.now)
    today = staffed.now.date()
    assert (found.share, found.gaps) == (Share(1, 2), (Gap(staffed.place.pk, today, 11, 12),))
    assert found.hours == {(staffed.place.pk, today, 10): 1}


def test_anything_counted_shows_that_somebody_counts(staffed: Town) -> None:
    pk = planned(staffed, package=Package(frozenset({"mitid"}), frozenset({Channel.IN_PERSON})))
    log(staffed, happened_at=staffed.now - timedelta(hours=2))
    found = week(pk, staffed.now.date())
    assert covered(found, [staffed.place.pk], staffed.now).share == Share(1, 2)
    assert results(found, [staffed.place.pk], staffed.now).number == 0


def test_a_sheet_of_paper_covers_its_day(staffed: Town) -> None:
    pk = planned(staffed)
    actions.enter_paper_sheet(week=pk, paper=paper(staffed, mitid=2), **staffed.by())
    found = covered(week(pk, staffed.now.date()), [staffed.place.pk], staffed.now)
    assert (found.share, found.gaps) == (Share(2, 2), ())
    assert found.paper == {(staffed.place.pk, staffed.now.date())}


def test_a_closed_day_is_no_gap(staffed: Town) -> None:
    pk = planned(staffed)
    close(staffed.place, staffed.now.date(), "Storm")
    assert covered(week(pk, staffed.now.date()), [staffed.place.pk], staffed.now).share == Share(0, 0)


def test_last_time_is_the_week_before_about_the_same(town: Town) -> None:
    first = planned(town)
    town.later(days=10)
    other = planned(town, name="Kun pas", package=Package(frozenset({"passport"}), frozenset({Channel.PHONE})))
    town.later(days=10)
    last = planned(town, name="Uge 51")
    today = town.now.date()
    found = before(week(last, today), today)
    assert found is not None
    assert (found.row.pk, before(week(first, today), today), before(week(other, today), today)) == (first, None, None)


def test_the_file_adds_up_what_is_alike(town: Town) -> None:
    Municipality.objects.create(code="0999", name="Fjordby", population=1)
    pk = planned(town)
    one = log(town)
    log(town)
    log(town, "mitid", channel=Channel.PHONE)
    actions.answer_questions(enquiry=one, avoidable=Avoidable.WRONG_PLACE, **town.by())
    table = rows(week(pk, town.now.date()), [town.place.pk], Profile())
    shared = ["2026-11-24 12", "0999", "Nordby", "uden nummer"]
    assert sorted(table[1:]) == sorted(
        [
            [*shared, "personlig", "transaktion", "løst ved første henvendelse", "ja", "passport (da)", "1"],
            [*shared, "personlig", "transaktion", "løst ved første henvendelse", "", "passport (da)", "1"],
            [*shared, "telefon", "transaktion", "løst ved første henvendelse", "", "mitid (da)", "1"],
        ]
    )


def test_the_file_by_kle_says_which_tasks_have_no_number(town: Town) -> None:
    pk = planned(town)
    for task in ("passport", "mitid", "mitid"):
        log(town, task)
    Task.objects.filter(key="passport").update(kle="11.22", kle_edition="test")
    form = Profile(columns=((Column.KLE, "KLE"), (Column.NUMBER, "n")))
    found, here = week(pk, town.now.date()), [town.place.pk]
    assert sorted(rows(found, here, form)[1:]) == [["11.22", "1"], ["uden nummer", "2"]]
    told = unnumbered(found, here)
    assert (told, told.number) == (Unnumbered({"mitid": 2}, 3), 2)


def test_paper_says_no_hour(town: Town) -> None:
    pk = planned(town)
    actions.enter_paper_sheet(week=pk, paper=paper(town, mitid=2), **town.by())
    form = Profile(columns=((Column.MOMENT, "t"), (Column.NUMBER, "n")), moment=Moment.MINUTE)
    assert rows(week(pk, town.now.date()), [town.place.pk], form) == [["t", "n"], ["2026-11-24", "2"]]


def test_a_profile_is_kept_changed_and_dropped(town: Town) -> None:
    vera = everywhere(town)
    own = Profile(
        "til-kl", ((Column.KLE, "KLE-nr"), (Column.NUMBER, "n")), {Column.CHANNEL: {"phone": "tlf"}}, single=True
    )
    for kept in (own, Profile("til-kl", own.columns, moment=Moment.DAY, unnumbered="")):
        actions.keep_profile(profile=kept, **town.by(vera))
        assert (profile("til-kl"), [one.name for one in profiles()]) == (kept, ["standard", "til-kl"])
    actions.drop_profile(name="til-kl", **town.by(vera))
    assert [one.name for one in profiles()] == ["standard"]


def test_who_arranges_one_place_keeps_no_profile_for_all(town: Town) -> None:
    assert code(actions.keep_profile, profile=Profile("min"), **town.by(town.lea)) is Code.NOT_ALLOWED


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (Profile(), Code.NAME_TAKEN),
        (Profile("Min fil"), Code.BAD_VALUE),
        (Profile("min", ()), Code.PROFILE_EMPTY),
    ],
)
def test_a_profile_that_cannot_be_is_refused(town: Town, wrong: Profile, why: Code) -> None:
    vera = everywhere(town)
    assert code(actions.keep_profile, profile=wrong, **town.by(vera)) is why
    assert code(actions.drop_profile, name="standard", **town.by(vera)) is Code.UNKNOWN_PROFILE
