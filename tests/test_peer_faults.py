"""The faults that desks and booking systems of this kind are known for, each tried here on this house.

They are numbered 1 to 30. Where a test of a room shows one already, it stands in the table `SHOWN` and not here again.
"""

import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

import velkommen
from tests.apps.statistics.closing import close_all, fold_all, from_facts
from tests.interfaces.programs import Program
from tests.interfaces.public_house import ScreenHouse
from tests.people import Town, close, code, matter, state
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.people.actions import create_token
from velkommen.apps.people.models import AccessToken, Staff
from velkommen.apps.people.queries import MOST_FAILURES
from velkommen.apps.placement.actions import register_device
from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.apps.places.queries import timetable
from velkommen.apps.statistics.actions import rebuild
from velkommen.apps.statistics.models import Block
from velkommen.apps.statistics.queries import Scope, read
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.interfaces.desk.deeds import DEEDS
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.models import Deed

#: Fault -> the tests of the rooms that show it: "file::test", below `tests`.
SHOWN = {
    1: ("apps/enquiries/test_calling.py::test_a_number_that_was_called_is_not_called_again",),
    2: (
        "apps/visits/test_numbers.py::test_a_number_is_given_out_once_by_constraint_too",
        "interfaces/kiosk/test_kiosk.py::test_a_double_tap_is_one_number",
    ),
    3: (
        "races/test_booking.py::test_as_many_get_a_time_as_there_are_and_none_twice",
        "interfaces/booking/test_booking.py::test_two_buttons_of_one_page_hold_once",
    ),
    4: ("races/test_booking.py::test_of_holds_that_run_out_while_they_are_confirmed_nobody_has_a_time_beside_another",),
    5: (
        "apps/appointments/test_over_time.py::test_a_series_one_day_of_which_cannot_be_had_books_nothing_and_says_which",
        "apps/appointments/test_weeks.py::test_the_nth_weekday_of_a_month",
    ),
    6: (
        "apps/appointments/test_over_time.py::test_hours_that_are_deleted_leave_the_appointment_and_tell_that_nobody_is_there",
    ),
    7: ("worker/test_worker.py::test_a_provider_that_is_down_never_touches_the_deed",),
    8: ("races/test_booking.py::test_two_who_swap_days_again_and_again_do_not_wait_for_each_other",),
    9: (
        "interfaces/booking/test_booking.py::test_a_link_is_sent_and_its_page_alone_confirms_nothing",
        "interfaces/test_public_screens.py::test_looking_changes_nothing",
        "interfaces/desk/test_deeds.py::test_the_same_press_twice_is_one_deed",
        "rights/test_rights.py::test_who_may_and_who_may_not",
    ),
    10: ("apps/enquiries/test_calling.py::test_next_leaves_who_drew_a_number_on_another_day",),
    12: (
        "apps/enquiries/test_matters.py::test_a_citizen_leaves_by_the_link_of_the_visit_and_by_no_other",
        "interfaces/booking/test_bad_input.py::test_a_link_leads_to_its_own_appointment_alone",
        "interfaces/booking/test_bad_input.py::test_fields_of_staff_are_ignored_and_reported",
    ),
    13: ("rights/test_rights.py::test_who_may_and_who_may_not",),
    14: ("apps/appointments/test_keeping.py::test_a_contact_is_forgotten_a_week_after_its_appointment_and_not_before",),
    15: ("apps/evaluation/test_statistics.py::test_everything_can_be_recomputed_from_the_periods_to_the_cell",),
    18: ("apps/roster/test_seats.py::test_one_desk_one_person_by_constraint",),
    19: ("apps/enquiries/test_serving.py::test_handing_over_keeps_visit_number_history_and_place_in_line",),
    20: ("interfaces/desk/test_deeds.py::test_a_parked_visit_shows_who_parked_it",),
    21: (
        "interfaces/kiosk/test_kiosk.py::test_the_page_of_a_number_is_reloaded_without_a_new_one",
        "interfaces/kiosk/test_kiosk.py::test_a_press_on_an_old_screen_of_a_closed_place_draws_nothing",
        "interfaces/kiosk/test_kiosk.py::test_full_is_said_before_a_number_is_drawn",
        "interfaces/kiosk/test_kiosk.py::test_a_number_that_is_over_is_neither_followed_nor_printed",
    ),
    22: (
        "interfaces/board/test_board.py::test_what_is_next_is_not_shown",
        "interfaces/board/test_board.py::test_a_revoked_board_says_so",
    ),
    23: (
        "interfaces/board/test_board.py::test_no_name_and_no_task_stands_on_the_board",
        "interfaces/live/test_streams.py::test_a_deed_elsewhere_does_not",
    ),
    25: (
        "apps/visits/test_numbers.py::test_the_day_of_25_hours_has_one_row_of_numbers_the_hour_that_comes_twice_too",
        "apps/appointments/test_over_time.py::test_a_series_keeps_its_time_when_the_clocks_are_changed",
        "domain/booking/test_starts.py::test_in_spring_no_time_lies_in_the_hour_that_does_not_exist",
    ),
    26: (
        "worker/test_worker.py::test_a_message_is_sent_outside_any_transaction_and_not_before_the_commit",
        "apps/messages/test_queueing.py::test_a_second_message_for_the_same_purpose_is_not_made",
        "worker/test_killed.py::test_nothing_is_lost_and_nothing_sent_twice",
    ),
    27: ("interfaces/booking/test_robots.py::test_a_forged_forwarding_address_counts_for_nothing",),
    28: ("interfaces/office/test_page.py::test_a_name_that_could_run_as_a_formula_is_made_text",),
    30: ("interfaces/web/test_ready.py::test_a_lost_database_is_not_ready_and_says_nothing_of_itself",),
}
SOURCE = Path(velkommen.__file__).parent


def rows() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Visit, Enquiry, Period, DayCounter, Deed)]


@pytest.fixture
def mette(town: Town) -> Client:
    """Mette's browser."""
    Municipality.objects.create(code="0000", name="Fjordby Kommune", population=42000, invented=True)
    client = Client(headers={"accept-language": "en"})
    client.force_login(Staff.objects.get(username="mette"))
    return client


def press(town: Town, client: Client, deed: str, **fields: object) -> HttpResponse:
    """A button of the first desk of Nordby."""
    said = {"op": uuid4(), **fields}
    with clock.fixed(town.now):
        return client.post(f"/desk/nordby/1/{deed}/", {key: str(value) for key, value in said.items()})


def look(town: Town, client: Client, address: str = "/desk/nordby/1/") -> str:
    with clock.fixed(town.now):
        return str(client.get(address).content.decode())


@pytest.mark.parametrize("fault", SHOWN)
def test_what_a_room_shows_it_still_shows(fault: int) -> None:
    for shown in SHOWN[fault]:
        file, name = shown.split("::")
        assert f"def {name}(" in (Path(__file__).parent / file).read_text(encoding="utf-8"), shown


def test_6_taking_a_closure_back_leaves_no_trace_of_it(town: Town) -> None:
    local = clock.local(town.now)
    closure = close(town.place, local.date(), "By mistake")
    assert timetable(town.place.pk).is_open(local) is False
    closure.delete()
    assert timetable(town.place.pk).is_open(local) is True
    assert town.draw().label == "A001"


def test_10_a_visit_of_another_day_is_on_no_screen_of_today(town: Town, mette: Client) -> None:
    town.later(days=1)
    tomorrow = town.draw("assessment").label
    town.later(days=-2)
    yesterday = town.draw("assessment").label
    town.later(days=1)
    board = register_device(place=town.place.pk, role=Role.BOARD, by=SYSTEM, at=town.now)
    queue = Program(town, create_token(username="mette", at=town.now)).get("/service-points/nordby/queue").json()
    pages = look(town, mette) + look(town, mette, f"/board/{board}/")
    assert (tomorrow, yesterday, "B001" in pages, queue["visits"]) == ("B001", "B001", False, [])


OF_GUIDANCE = {"read", "wrong", "answer-seen"}
OF_A_WEEK = {"answer", "unanswer"}
OF_A_VISIT = sorted(
    set(DEEDS) - OF_GUIDANCE - OF_A_WEEK - {"next", "serve", "register", "arrive", "correct", "unreliable", "undo"}
)


@pytest.mark.parametrize("deed", OF_A_VISIT)
def test_11_a_visit_of_a_foreign_place_is_not_touched_from_ones_own_desk(town: Town, mette: Client, deed: str) -> None:
    visit = town.draw(place=town.sydby)
    seen = rows()
    answer = press(town, mette, deed, visit=visit.pk, task="passport", result="solved")
    assert (answer.status_code, rows()) == (403, seen)


@pytest.mark.parametrize("deed", ["correct", "unreliable"])
def test_11_an_enquiry_of_a_foreign_place_is_not_touched_from_ones_own_desk(
    town: Town, mette: Client, deed: str
) -> None:
    visit = town.draw(place=town.sydby)
    actions.leave_visit(visit=visit.pk, **town.by(town.sara))
    seen = rows()
    answer = press(town, mette, deed, enquiry=matter(visit).pk, result="solved")
    assert (answer.status_code, rows()) == (403, seen)
    assert mette.get(f"/desk/nordby/1/correct/{matter(visit).pk}/").status_code == 422


def test_11_a_desk_of_a_foreign_place_is_handed_nobody(town: Town, mette: Client) -> None:
    visit = town.serving()
    answer = press(town, mette, "transfer", visit=visit.pk, for_desk=town.sydby_desk.pk)
    assert (answer.status_code, state(visit)) == (422, "serving")


def test_12_a_public_request_sets_nothing_but_its_task(house_with_screens: ScreenHouse) -> None:
    house = house_with_screens
    staffs = {"letter": "Z", "number": "1", "queued_at": "2000-01-01", "state": "serving", "desk": "1", "link": "mine"}
    house.post(f"{house.kiosk}en/draw/", task="passport", op=str(uuid4()), place="0", **staffs)
    visit = Visit.objects.get()
    assert (visit.label, visit.state, visit.desk, visit.queued_at) == ("A001", "waiting", None, house.now)
    assert (visit.service_point, visit.link != "mine") == (house.place, True)


def test_12_a_link_leaves_for_its_own_visit_whatever_else_is_said(house_with_screens: ScreenHouse) -> None:
    house = house_with_screens
    mine, other = house.draw(), house.draw()
    house.post(f"/n/{mine.link}/leave/", op=str(uuid4()), visit=str(other.pk), link=str(other.link))
    assert (state(mine), state(other)) == ("ended", "waiting")


def test_13_no_script_keeps_a_secret_where_another_could_read_it() -> None:
    """What is kept in a browser is a choice and a moment; sessions are cookies that no script can read."""
    scripts = sorted((SOURCE / "interfaces" / "assets" / "js").rglob("*.js"))
    kept = re.findall(
        r"(?:local|session)Storage\.setItem\(([^,]+),|(document\.cookie)", "".join(s.read_text() for s in scripts)
    )
    assert {name.strip('"') or cookie for name, cookie in kept} <= {"renewed", "KEPT", "SOUND"}
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY) == (True, True)


def test_15_16_a_total_is_stored_of_closed_days_alone_and_none_can_drift(town: Town) -> None:
    """Stored, and rebuilt to the byte; a late fact counts at once. Its control drifts: the same fact once the trigger is gone."""
    town.serving()
    actions.park_visit(visit=Visit.objects.get().pk, **town.by())
    later = town.now + timedelta(days=2)
    close_all(later)
    day = Enquiry.objects.values_list("day", flat=True).first()
    assert day is not None
    kept = sorted(Block.objects.values_list("grain", "start", "place", "counts", "times"))
    answer = rebuild(first=day, last=day, by=SYSTEM, at=later, op=uuid4())
    assert answer["differing"] == []
    assert sorted(Block.objects.values_list("grain", "start", "place", "counts", "times")) == kept
    scope = Scope(None, day, day)
    Enquiry.objects.update(outcome="left")
    assert read(scope, later) == from_facts(scope, later)
    fold_all(later)
    touched = "_touched ON enquiries_enquiry" if connection.vendor == "postgresql" else "_changed"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER statistics_enquiry{touched}")
    Enquiry.objects.update(outcome="solved")
    assert read(scope, later) != from_facts(scope, later)
    assert list(apps.get_app_config("evaluation").get_models()) == []


def test_15_a_visit_handed_over_and_resumed_counts_once_with_all_its_time(town: Town) -> None:
    visit = town.serving()
    actions.park_visit(visit=visit.pk, **town.by())
    town.later(seconds=30)
    actions.resume_visit(visit=visit.pk, desk=town.desk.pk, **town.by())
    actions.transfer_visit(visit=visit.pk, for_desk=town.desk.pk, **town.by())
    town.later(seconds=30)
    actions.call_next(place=town.place.pk, desk=town.desk.pk, **town.by())
    visit.refresh_from_db()
    known = sum(Period.objects.values_list("seconds", flat=True))
    assert (Enquiry.objects.count(), known) == (1, int((visit.since - visit.opened_at).total_seconds()))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything the house writes to its log, by its very own handler, at its most talkative."""
    ours = next(handler for handler in logging.root.handlers if type(handler) is logging.StreamHandler)
    level, page = logging.root.level, io.StringIO()
    before = ours.setStream(page)
    logging.root.setLevel(logging.DEBUG)
    yield page
    logging.root.setLevel(level)
    ours.setStream(before)


def breaks(*_: object) -> Any:
    raise RuntimeError("on purpose")


@pytest.mark.parametrize("broken", [False, True])
def test_17_no_secret_stands_in_the_log(
    town: Town, mette: Client, log: io.StringIO, broken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = town.draw().link
    token = create_token(username="mette", at=town.now)
    kiosk = register_device(place=town.place.pk, role=Role.KIOSK, by=SYSTEM, at=town.now)
    if broken:
        monkeypatch.setattr("velkommen.apps.enquiries.transitions.advance", breaks)
        monkeypatch.setattr("velkommen.interfaces.kiosk.views.operation", breaks)
    mette.raise_request_exception = False
    mette.post("/login/", {"username": "mette", "password": "a-secret-password"})
    mette.post(f"/kiosk/{kiosk}/da/draw/", {"task": "nonsense"})
    mette.post(f"/n/{link}/leave/", {"op": uuid4()})
    mette.post(f"/n/{link}/")
    Program(town, token).post(f"/visits/{Visit.objects.get().pk}/park")
    secrets = [str(link), token, kiosk, "a-secret-password", settings.SECRET_KEY, mette.cookies["sessionid"].value]
    written = log.getvalue()
    assert (written.count("on purpose") > 0, [secret for secret in secrets if secret in written]) == (broken, [])
    assert "/kiosk/…" in written


def test_17_what_is_stored_of_a_token_opens_nothing(town: Town) -> None:
    token = create_token(username="mette", at=town.now)
    stored = AccessToken.objects.get().digest
    assert (Program(town, stored).get("/tasks").status_code, Program(town, token).get("/tasks").status_code) == (
        401,
        200,
    )


def test_18_a_desk_somebody_else_sits_at_is_not_worked_at(town: Town, mette: Client) -> None:
    visit = town.draw()
    ali = Client()
    ali.force_login(Staff.objects.get(username="ali"))
    press(town, mette, "take")
    answers = [press(town, client, "next").status_code for client in (ali, mette)]
    assert (answers, state(visit), visit.staff_id) == ([409, 303], "called", town.mette.id)


def test_20_next_never_takes_who_is_on_hold(town: Town) -> None:
    visit = town.serving()
    actions.park_visit(visit=visit.pk, **town.by())
    no = code(actions.call_next, place=town.place.pk, desk=town.desk.pk, **town.by())
    assert (no, state(visit)) == (Code.QUEUE_EMPTY, "parked")


def test_20_who_is_on_hold_is_shown_at_every_desk_with_who_put_them_there(town: Town, mette: Client) -> None:
    visit = town.serving()
    actions.park_visit(visit=visit.pk, **town.by())
    town.later(hours=3)
    pages = [look(town, mette, f"/desk/nordby/{desk}/") for desk in (1, 2)]
    lists = [found[0] for page in pages if (found := re.search(r'id="parked".*?</ul>', page, re.DOTALL))]
    assert [("A001" in shown, "Mette" in shown) for shown in lists] == [(True, True), (True, True)]


def test_22_the_board_shows_what_was_called_also_after_it_is_served(town: Town, mette: Client) -> None:
    town.serving()
    board = register_device(place=town.place.pk, role=Role.BOARD, by=SYSTEM, at=town.now)
    assert re.findall(r'id="newest-label">([^<]*)<', look(town, mette, f"/board/{board}/")) == ["A001"]


def test_24_nobody_is_counted_while_somebody_waits_for_an_answer(town: Town, mette: Client) -> None:
    visit, link = town.serving(), town.draw().link
    kiosk, board = (
        register_device(place=town.place.pk, role=r, by=SYSTEM, at=town.now) for r in (Role.KIOSK, Role.BOARD)
    )
    town.place.max_waiting = 50
    town.place.save()
    with CaptureQueriesContext(connection) as asked:
        for address in (
            "/desk/nordby/1/",
            f"/kiosk/{kiosk}/da/",
            f"/kiosk/{kiosk}/da/{link}/",
            f"/board/{board}/",
            f"/n/{link}/",
        ):
            look(town, mette, address)
        press(town, mette, "outcome", visit=visit.pk, result="solved")
        press(town, mette, "next")
        mette.post(f"/kiosk/{kiosk}/da/draw/", {"task": "mitid", "op": uuid4()})
        Program(town, create_token(username="mette", at=town.now)).get("/service-points/nordby/queue")
    counting = {query["sql"] for query in asked if "COUNT(" in query["sql"].upper()}
    of_thirty_days = [
        sql for sql in counting if "GROUP BY" in sql and '"day" > ' in sql
    ]  # the order of the tiles, by an index
    assert (sorted(counting), len(asked) > 30) == (of_thirty_days, True)


@pytest.mark.parametrize(
    ("when", "moment", "minute"),
    [
        ("2026-07-01T09:15", "2026-07-01T07:15:00+00:00", 555),
        ("2026-01-15T09:15", "2026-01-15T08:15:00+00:00", 555),
        ("2026-10-25T02:30", "2026-10-25T00:30:00+00:00", 150),
        ("2026-03-29T03:00", "2026-03-29T01:00:00+00:00", 180),
    ],
)
def test_25_a_local_time_is_stored_as_the_moment_it_was(
    town: Town, mette: Client, when: str, moment: str, minute: int
) -> None:
    press(town, mette, "register", task="mitid", result="solved", when=when)
    counted = Enquiry.objects.get()
    assert (counted.happened_at.isoformat(), counted.minute, counted.day.isoformat()) == (moment, minute, when[:10])


def test_25_a_time_the_clock_skipped_is_counted_on_its_day(town: Town, mette: Client) -> None:
    """02.30 never was on 29 March 2026: whoever writes it means half an hour after the clock jumped."""
    press(town, mette, "register", task="mitid", result="solved", when="2026-03-29T02:30")
    counted = Enquiry.objects.get()
    assert (counted.happened_at.isoformat(), counted.day.isoformat()) == ("2026-03-29T01:30:00+00:00", "2026-03-29")


def test_27_a_forged_forwarding_address_does_not_lift_the_limit_on_guessing(town: Town) -> None:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]), clock.fixed(town.now):
        Staff.objects.create_user("bo", password="long-enough-1")
        for number in range(MOST_FAILURES):
            forged = {
                "X-Forwarded-For": f"10.0.0.{number}",
                "X-Real-IP": f"10.0.1.{number}",
                "Forwarded": f"for=10.0.2.{number}",
            }
            Client(headers=forged).post("/login/", {"username": "bo", "password": "wrong"})
        answer = Client(headers={"X-Forwarded-For": "10.9.9.9"}).post(
            "/login/", {"username": "bo", "password": "long-enough-1"}
        )
    assert (answer.status_code, "sessionid" in answer.cookies) == (200, False)


def test_27_a_forged_host_or_scheme_changes_no_address(town: Town, mette: Client) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Original-URL": "/devices/"}
    kiosk = register_device(place=town.place.pk, role=Role.KIOSK, by=SYSTEM, at=town.now)
    link = town.draw().link
    with clock.fixed(town.now):
        answer = Client(headers=headers).get(f"/kiosk/{kiosk}/da/{link}/")
    assert (answer.status_code, b"evil.example" in answer.content) == (200, False)
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_28_an_export_opens_for_nobody_who_only_has_its_address(town: Town, mette: Client) -> None:
    answers = [client.get("/statistics/outcomes.csv").status_code for client in (mette, Client())]
    assert answers == [200, 302]


HOSTILE = (
    "' OR 1=1 --",
    "1; DROP TABLE visits_visit",
    "%00",
    "\x00",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "99999999999999999999 OR 1",
)


@pytest.mark.parametrize("parameter", ["place", "from", "to", "sort", "order", "language"])
def test_29_no_parameter_of_a_page_reaches_the_database_as_it_is(town: Town, mette: Client, parameter: str) -> None:
    with clock.fixed(town.now), CaptureQueriesContext(connection) as asked:
        answers = [mette.get("/statistics/", {parameter: hostile}) for hostile in HOSTILE]
    assert {answer.status_code for answer in answers} <= {200, 422}
    assert [hostile for hostile in HOSTILE for query in asked if hostile in query["sql"]] == []
    assert [answer for answer in answers if b"<script>alert" in answer.content] == []


@pytest.mark.parametrize("parameter", ["service_point", "from", "to", "sort", "limit"])
@pytest.mark.parametrize("address", ["statistics", "service-points/nordby/queue", "tasks"])
def test_29_no_parameter_of_the_api_reaches_the_database_as_it_is(town: Town, address: str, parameter: str) -> None:
    program = Program(town, create_token(username="mette", at=town.now))
    headers = {"Authorization": f"Bearer {program.token}"}
    with clock.fixed(town.now), CaptureQueriesContext(connection) as asked:
        answers = [Client().get(f"/api/v1/{address}", {parameter: hostile}, headers=headers) for hostile in HOSTILE]
    assert {answer.status_code for answer in answers} <= {200, 422}
    assert [hostile for hostile in HOSTILE for query in asked if hostile in query["sql"]] == []


def test_29_a_name_runs_as_script_on_no_page(town: Town, mette: Client) -> None:
    evil = "<script>alert(1)</script>"
    ServicePoint.objects.filter(pk=town.place.pk).update(name=evil)
    Task.objects.update(name_da=evil, name_en=evil)
    Staff.objects.update(first_name=evil)
    visit, link = town.serving(), town.draw().link
    kiosk, board = (
        register_device(place=town.place.pk, role=r, by=SYSTEM, at=town.now) for r in (Role.KIOSK, Role.BOARD)
    )
    addresses = ["/", "/desk/", "/desk/nordby/1/", "/statistics/", f"/n/{link}/", f"/board/{board}/"]
    addresses += ["/staff/", "/places/", "/places/nordby/", "/find/passport/", f"/find/?q={quote(evil)}"]
    addresses += [f"/kiosk/{kiosk}/{page}" for page in ("", "da/", f"da/{link}/")]
    assert [address for address in addresses if evil in look(town, mette, address)] == []
    refused = press(town, mette, "finish", visit=visit.pk).content.decode()
    assert (evil in refused, "&lt;script&gt;" in refused) == (False, True)
