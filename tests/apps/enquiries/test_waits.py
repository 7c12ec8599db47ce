"""The wait that is told is replayed from the line as it is: who waits, who is served, who sits at which desk, who comes by the roster."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import Town, build, stretch
from velkommen.apps.catalogue.models import Task, TaskGroup
from velkommen.apps.enquiries import actions, minutes
from velkommen.apps.enquiries.actions.measuring import outdated
from velkommen.apps.enquiries.minutes import DAYS
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.waits import Waits, waits, waits_at
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence, DeskGroup, DutyPeriod, Posting
from velkommen.apps.places.models import EVERY_DAY, ServicePoint
from velkommen.apps.roster.actions import take_seat
from velkommen.apps.roster.models import Seat
from velkommen.domain.waiting.lasting import Lasting
from velkommen.domain.waiting.line import ASSUMED_CV, ENOUGH, How, Known
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM, Actor

EXACT = 0.05  # of a coefficient of variation: the least that is measured; a minute or so in ten


@pytest.fixture
def there(db: None) -> Town:
    """The two branches; Mette and Ali sit at the desks of Nordby, and a matter takes ten minutes there, always."""
    town = build()
    sit(town, town.mette, 0)
    sit(town, town.ali, 1)
    for task in ("passport", "mitid", "assessment"):
        served(town, task, [600] * ENOUGH)
    return town


def sit(town: Town, who: Actor, desk: int) -> None:
    pk = (town.desk, town.other_desk)[desk].pk
    take_seat(place=town.place.pk, desk=pk, **town.by(who))


def served(town: Town, task: str, seconds: list[int], place: ServicePoint | None = None, **facts: object) -> None:
    """Matters that took so long at a desk the day before."""
    moment = town.now - timedelta(days=1)
    local = clock.local(moment)
    for each in seconds:
        said = {"outcome": "solved", "day": local.date(), **facts}
        enquiry = Enquiry.objects.create(
            service_point=place or town.place,
            task=Task.objects.get(key=task),
            happened_at=moment,
            weekday=local.weekday(),
            minute=600,
            **said,
        )
        stretch(enquiry, "serving", moment, each)
    actions.measure_paces(**town.by(SYSTEM))


def seen(town: Town) -> Waits:
    book.forget()
    found = waits_at(town.place.pk, book.town(), town.now)
    assert found is not None
    return found


def middle(town: Town, task: str = "passport") -> float:
    told = seen(town).newcomer(task)
    assert told is not None
    return told.wait.middle


def about(minutes: float) -> object:
    return pytest.approx(minutes, abs=1)


def only_at(staff: Actor, place: ServicePoint, opens: int, closes: int) -> None:
    """Somebody's duty, in minutes of every day."""
    posting = Posting.objects.get(staff=staff.staff_id, service_point=place)
    DutyPeriod.objects.create(posting=posting, weekdays=EVERY_DAY, opens=opens, closes=closes, on_holidays=True)


def takes(task: str, competence: str, *able: Actor) -> None:
    """A task takes a competence from now on, and some have it."""
    Task.objects.filter(key=task).update(competence=competence)
    for staff in able:
        Competence.objects.create(staff_id=staff.staff_id, key=competence)


def test_somebody_able_who_is_free_means_no_wait(there: Town) -> None:
    assert middle(there) == 0


def test_those_before_are_served_by_all_who_sit(there: Town) -> None:
    for _ in range(4):
        there.draw()
    assert middle(there) == about(20)


def test_what_has_begun_counts_for_what_is_left_of_it(there: Town) -> None:
    there.serving()
    there.later(minutes=6)
    actions.serve_without_number(place=there.place.pk, desk=there.other_desk.pk, task="mitid", **there.by(there.ali))
    assert middle(there) == about(4)


def test_only_those_count_who_can(there: Town) -> None:
    takes("passport", "passport", there.mette)
    for _ in range(2):
        there.draw("passport")
    there.draw("mitid")
    assert (middle(there, "passport"), middle(there, "mitid")) == (about(20), about(10))


def test_control_without_the_competence_both_wait_alike(there: Town) -> None:
    for task in ("passport", "passport", "mitid"):
        there.draw(task)
    assert (middle(there, "passport"), middle(there, "mitid")) == (about(10), about(10))


def test_a_desk_that_serves_one_line_takes_nobody_of_another(there: Town) -> None:
    DeskGroup.objects.create(desk=there.desk, group=TaskGroup.objects.get(letter="B"))
    there.draw("passport")
    assert (middle(there, "passport"), middle(there, "assessment")) == (about(10), about(0))


def test_a_number_sent_to_one_desk_waits_for_that(there: Town) -> None:
    visit = there.serving()
    actions.transfer_visit(visit=visit.pk, for_desk=there.other_desk.pk, **there.by())
    assert middle(there) == about(0)
    actions.serve_without_number(place=there.place.pk, desk=there.other_desk.pk, task="mitid", **there.by(there.ali))
    assert [seen(there).of(visit.pk).wait.middle, middle(there)] == [about(10), about(0)]  # type: ignore[union-attr]


def test_who_comes_later_by_the_roster_is_waited_for(there: Town) -> None:
    takes("passport", "passport", there.lea)
    for actor, opens in ((there.mette, 0), (there.ali, 0), (there.lea, 12 * 60 + 45)):
        only_at(actor, there.place, opens, 1440)
    assert middle(there, "passport") == 45


def test_whose_duty_ends_takes_no_more(there: Town) -> None:
    only_at(there.mette, there.place, 0, 12 * 60 + 5)
    only_at(there.ali, there.place, 0, 1440)
    for _ in range(4):
        there.draw()
    assert middle(there) == about(30)


def test_somebody_on_duty_without_a_desk_is_fetched_where_nobody_else_can(there: Town) -> None:
    takes("passport", "passport", there.lea)
    there.draw("mitid")
    assert middle(there, "passport") == 0


def test_where_nobody_ahead_can_there_is_no_wait_to_tell(there: Town) -> None:
    takes("passport", "passport")
    assert seen(there).newcomer("passport") is None


def test_what_is_not_done_here_any_more_still_holds_the_line_up(there: Town) -> None:
    for _ in range(4):
        there.draw("passport")
    takes("passport", "passport")
    assert middle(there, "mitid") == about(20)


def test_a_colleague_from_elsewhere_counts_by_what_they_can(there: Town) -> None:
    takes("passport", "passport", there.sara)
    assert seen(there).newcomer("passport") is None
    Seat.objects.filter(desk=there.desk).update(staff=there.sara.staff_id)
    assert middle(there, "passport") == 0


def test_those_who_went_home_are_not_waited_for(there: Town) -> None:
    visits = [there.draw() for _ in range(4)]
    for visit in visits:
        actions.leave_visit(visit=visit.pk, **there.by())
    assert (middle(there), seen(there).of(visits[0].pk)) == (0, None)


def test_yesterdays_line_holds_nobody_up(there: Town) -> None:
    for _ in range(4):
        there.draw()
    there.later(days=1)
    assert middle(there) == 0


def test_the_range_of_a_line_covers_all_that_is_done_in_it(there: Town) -> None:
    takes("passport", "passport", there.mette)
    for _ in range(3):
        there.draw("passport")
    found = seen(there).in_line("A")
    assert found is not None
    assert (found.low, found.high) == (0, 40)


@pytest.mark.parametrize(("many", "known"), [(ENOUGH, True), (ENOUGH - 1, False)])
def test_minutes_are_those_of_the_place_once_measured_often_enough(many: int, *, known: bool, town: Town) -> None:
    served(town, "mitid", [300, 900] * (many // 2) + [600] * (many % 2))
    served(town, "mitid", [60] * 40, place=town.sydby)
    found = minutes.minutes([town.place.pk], book.town(), clock.local_day(town.now))[town.place.pk]["mitid"]
    assert found == (
        Known(Lasting(10.0, 0.5), measured=True) if known else Known(Lasting(5, ASSUMED_CV), measured=False)
    )


@pytest.mark.parametrize(
    "facts",
    [{"outcome": ""}, {"outcome": "left"}, {"unreliable": True}, {"withdrawn": True}, {"days": 0}, {"days": DAYS + 1}],
)
def test_what_is_not_measured(facts: dict[str, object], town: Town) -> None:
    today = clock.local_day(town.now)
    days = facts.pop("days", None)
    served(
        town,
        "mitid",
        [600] * ENOUGH,
        **facts,
        **({"day": today - timedelta(days=int(str(days)))} if days is not None else {}),
    )
    assert not minutes.minutes([town.place.pk], book.town(), today)[town.place.pk]["mitid"].measured


def test_what_was_measured_is_read_once_for_all_places(town: Town) -> None:
    day, rules = clock.local_day(town.now), book.town()

    def cost(place: ServicePoint) -> int:
        with CaptureQueriesContext(connection) as asked:
            minutes.minutes([place.pk], rules, day)
        return len(asked)

    assert [cost(town.place), cost(town.place), cost(town.sydby)] == [1, 0, 0]


def test_a_new_measurement_holds_at_once(town: Town) -> None:
    found = []
    for seconds in (300, 900):
        Enquiry.objects.all().delete()
        served(town, "mitid", [seconds] * ENOUGH)
        known = minutes.minutes([town.place.pk], book.town(), clock.local_day(town.now))[town.place.pk]
        found.append(known["mitid"].lasting.mean)
    assert found == [5, 15]


def test_a_measurement_that_says_nothing_new_is_not_kept_again(town: Town) -> None:
    served(town, "mitid", [300] * ENOUGH)
    assert not outdated(town.now)
    Enquiry.objects.all().delete()
    assert outdated(town.now)


def test_with_too_little_measured_the_longest_wait_for_the_task_is_told(town: Town) -> None:
    sit(town, town.mette, 0)
    town.draw("passport")
    town.later(minutes=24)
    town.draw("mitid")
    told = seen(town).newcomer("passport")
    assert told is not None
    assert (told.wait.middle, told.how) == (24, How.LONGEST)


@pytest.mark.parametrize("waiting", [0, 9])
def test_any_number_of_places_and_people_cost_two_statements(there: Town, waiting: int) -> None:
    for _ in range(waiting):
        there.draw()
    rules = book.town()
    for places in ([there.place.pk], [there.place.pk, there.sydby.pk]):
        waits(places, rules, there.now)
        with CaptureQueriesContext(connection) as asked:
            found = waits(places, rules, there.now)
        assert (len(asked), len(found)) == (2, len(places))


def test_the_same_line_is_told_the_same(there: Town) -> None:
    served(there, "passport", [100, 900] * 20)
    for _ in range(5):
        there.draw()
    assert seen(there).newcomer("passport") == seen(there).newcomer("passport")


def test_whether_anybody_sits_is_known(there: Town) -> None:
    book.forget()
    found = waits([there.place.pk, there.sydby.pk], book.town(), there.now)
    assert {place: one.seated for place, one in found.items()} == {there.place.pk: True, there.sydby.pk: False}
