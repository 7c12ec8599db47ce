"""Counting without a visit: one or many, all or nothing, each at its own time; putting right; setting a time aside."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.people import NOON, Town, code, matter, refused
from velkommen.apps.catalogue.models import Destination
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import MOST_AT_ONCE, Tally
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.kinds import Channel, EnquiryKind
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.refusals import Code
from velkommen.shared.log.models import Deed


def tally(**changed: Any) -> Tally:
    facts = {"id": uuid4(), "task": "mitid", "outcome": Outcome.SOLVED, "happened_at": NOON}
    return Tally(**{**facts, **changed})


def log(town: Town, *tallies: Tally, place: ServicePoint | None = None, **by: Any) -> Any:
    return actions.log_enquiries(place=(place or town.place).pk, tallies=tallies, **{**town.by(), **by})


def test_an_enquiry_is_counted_with_all_that_was_said(town: Town) -> None:
    told = tally(channel=Channel.PHONE, kind=EnquiryKind.STATUS, outcome=Outcome.TO_AUTHORITY, destination="tax")
    answer = log(town, told)
    found = Enquiry.objects.get()
    assert (found.pk, found.task.key, found.outcome, found.visit) == (told.id, "mitid", "to_authority", None)
    assert (found.channel, found.kind, found.unit, found.source) == ("phone", "status", "library", "desk")
    assert answer == {"enquiries": [str(told.id)], "new": 1, "known": 0}


@pytest.mark.parametrize(
    ("ago", "day", "weekday", "minute"),
    [
        (timedelta(0), "2026-11-24", 1, 720),
        (timedelta(hours=13), "2026-11-23", 0, 1380),
        (timedelta(days=130), "2026-07-17", 4, 780),
        (timedelta(minutes=-2), "2026-11-24", 1, 722),
    ],
)
def test_an_enquiry_is_counted_at_its_true_local_time(
    town: Town, ago: timedelta, day: str, weekday: int, minute: int
) -> None:
    log(town, tally(happened_at=NOON - ago))
    found = Enquiry.objects.get()
    assert (found.day.isoformat(), found.weekday, found.minute) == (day, weekday, minute)
    assert found.happened_at == NOON - ago


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"task": "nonsense"}, Code.UNKNOWN_TASK),
        ({"happened_at": NOON + timedelta(minutes=3)}, Code.IN_THE_FUTURE),
        ({"happened_at": NOON - timedelta(days=401)}, Code.TOO_LONG_AGO),
        ({"outcome": Outcome.TO_AUTHORITY}, Code.DESTINATION_MISSING),
        ({"outcome": Outcome.TO_AUTHORITY, "destination": "nowhere"}, Code.UNKNOWN_DESTINATION),
        ({"outcome": Outcome.TO_AUTHORITY, "destination": "social"}, Code.DESTINATION_WRONG_KIND),
        ({"outcome": Outcome.NOT_POSSIBLE}, Code.REASON_MISSING),
        ({"reason": Reason.OTHER}, Code.REASON_MISSING),
        ({"task": "assessment"}, Code.DISCRETION_AT_DESK),
    ],
)
def test_one_bad_row_refuses_all_and_is_named(town: Town, changed: dict[str, Any], why: Code) -> None:
    no, facts = _refused(town, tally(), tally(**changed), tally())
    assert (no, facts["row"], Enquiry.objects.count(), Deed.objects.count()) == (why, 2, 0, 0)


def _refused(town: Town, *tallies: Tally) -> tuple[Code, Any]:
    return refused(actions.log_enquiries, place=town.place.pk, tallies=tallies, **town.by())


def test_a_referral_that_does_not_state_where_is_for_imported_sheets_alone(town: Town) -> None:
    Destination.objects.create(key="authority_not_stated", name_da="x", name_en="x", kind="authority")
    told = tally(outcome=Outcome.TO_AUTHORITY, destination="authority_not_stated")
    assert code(lambda: log(town, told)) is Code.UNKNOWN_DESTINATION


def test_an_id_that_is_known_is_not_counted_again(town: Town) -> None:
    first, second = tally(), tally(task="passport")
    log(town, first)
    answer = log(town, replace(first, outcome=Outcome.LEFT), second, second)
    assert (answer["new"], answer["known"], answer["enquiries"]) == (1, 2, [str(first.id), *[str(second.id)] * 2])
    assert dict(Enquiry.objects.values_list("task__key", "outcome")) == {"mitid": "solved", "passport": "solved"}


def test_an_id_of_another_place_is_refused(town: Town) -> None:
    told = tally(task="passport")
    log(town, told, place=town.sydby, by=town.sara)
    assert (_refused(town, told), Enquiry.objects.count()) == ((Code.BAD_VALUE, {"field": "id"}), 1)


def test_nothing_and_too_many_are_refused(town: Town) -> None:
    assert _refused(town) == (Code.NOTHING_GIVEN, {})
    many = [tally() for _ in range(MOST_AT_ONCE + 1)]
    assert (_refused(town, *many), Enquiry.objects.count()) == ((Code.TOO_MANY, {"most": 500}), 0)
    assert log(town, *many[:MOST_AT_ONCE])["new"] == MOST_AT_ONCE


def test_a_place_where_one_may_not_register_counts_nothing(town: Town) -> None:
    no = code(actions.log_enquiries, place=town.sydby.pk, tallies=[tally(task="passport")], **town.by())
    assert (no, Enquiry.objects.count()) == (Code.NOT_ALLOWED, 0)


def test_a_retired_place_counts_nothing(town: Town) -> None:
    ServicePoint.objects.update(active=False)
    assert _refused(town, tally())[0] is Code.PLACE_RETIRED


def correct(town: Town, enquiry: Enquiry, **changed: Any) -> Any:
    facts = {"enquiry": enquiry.pk, "outcome": Outcome.COME_BACK, **town.by(), **changed}
    return actions.correct_enquiry(**facts)


def test_what_was_registered_is_put_right_and_the_log_keeps_how_it_was(town: Town) -> None:
    log(town, tally(outcome=Outcome.TO_AUTHORITY, destination="tax"))
    found = Enquiry.objects.get()
    correct(town, found, task="passport")
    found.refresh_from_db()
    before = Deed.objects.get(name="correct_enquiry").before[0]
    assert (found.task.key, found.outcome, found.destination) == ("passport", "come_back", None)
    assert (before["outcome"], before["enquiry"]) == ("to_authority", str(found.pk))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"task": "nonsense"}, Code.UNKNOWN_TASK),
        ({"outcome": Outcome.NOT_POSSIBLE}, Code.REASON_MISSING),
        ({"task": "assessment", "outcome": Outcome.SOLVED}, Code.DISCRETION_AT_DESK),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(town: Town, changed: dict[str, Any], why: Code) -> None:
    log(town, tally())
    found = Enquiry.objects.get()
    no = code(correct, town=town, enquiry=found, **changed)
    found.refresh_from_db()
    assert (no, found.task.key, found.outcome) == (why, "mitid", "solved")


def test_what_was_never_counted_is_neither_put_right_nor_set_aside(town: Town) -> None:
    no = code(actions.correct_enquiry, enquiry=uuid4(), outcome=Outcome.SOLVED, **town.by())
    assert (no, code(actions.mark_unreliable, enquiry=uuid4(), **town.by())) == (Code.UNKNOWN_ENQUIRY,) * 2


def test_an_enquiry_of_another_place_is_neither_put_right_nor_set_aside(town: Town) -> None:
    log(town, tally())
    found = Enquiry.objects.get()
    assert code(correct, town=town, enquiry=found, by=town.sara) is Code.NOT_ALLOWED
    assert code(actions.mark_unreliable, enquiry=found.pk, **town.by(town.sara)) is Code.NOT_ALLOWED
    found.refresh_from_db()
    assert (found.outcome, found.unreliable) == ("solved", False)


def test_what_has_no_outcome_yet_is_not_put_right(town: Town) -> None:
    visit = town.draw()
    assert code(correct, town=town, enquiry=matter(visit)) is Code.UNKNOWN_ENQUIRY
    assert matter(visit).outcome == ""


def test_a_time_is_set_aside_and_taken_back(town: Town) -> None:
    found = matter(town.serving())
    seen = []
    for unreliable in (True, False):
        actions.mark_unreliable(enquiry=found.pk, unreliable=unreliable, **town.by())
        found.refresh_from_db()
        seen.append(found.unreliable)
    assert seen == [True, False]
