"""What a municipality says of itself: who may say it, what cannot be, and that nothing is half written."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.people import NOON, Town, code, refused, somebody
from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.apps.yearbook import actions, queries
from velkommen.apps.yearbook.models import Inhabitants, LibraryMonth, Target
from velkommen.apps.yearbook.reading import read_months
from velkommen.domain.insight import facts
from velkommen.domain.insight.facts import Aims, MonthOfPlace
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.domain.yearbook import Aim
from velkommen.shared.actor import Actor

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


@pytest.fixture
def admin(town: Town) -> Actor:
    return somebody("ada", (None, Role.ADMIN))


def typed(town: Town, visits: int | None, loans: int | None, month: date = OCTOBER, **more: Any) -> object:
    facts_ = {"place": town.place.pk, "month": month, "visits": visits, "loans": loans, **town.by(town.lea), **more}
    return actions.type_month(**facts_)


def known(town: Town) -> list[MonthOfPlace]:
    return queries.months([town.place.pk, town.sydby.pk], date(2026, 1, 1), date(2026, 12, 31))


def test_a_target_is_kept_until_it_is_taken_away(town: Town, admin: Actor) -> None:
    actions.set_target(aim=Aim.LIBRARY_SHARE, number=33, **town.by(admin))
    actions.set_target(aim=Aim.WAITING_MINUTES, number=10, **town.by(admin))
    assert queries.aims() == Aims(33, 10)
    actions.set_target(aim=Aim.LIBRARY_SHARE, number=None, **town.by(admin))
    assert queries.aims() == Aims(None, 10)


@pytest.mark.parametrize(
    ("aim", "number"), [(Aim.LIBRARY_SHARE, 101), (Aim.LIBRARY_SHARE, 0), (Aim.WAITING_MINUTES, 121)]
)
def test_a_target_that_cannot_be_is_refused_with_its_limits(town: Town, admin: Actor, aim: Aim, number: int) -> None:
    why, said = refused(actions.set_target, aim=aim, number=number, **town.by(admin))
    assert (why, said["field"], said["least"]) == (Code.BAD_TERMS, aim.value, 1)


def test_the_database_holds_the_limits_too(town: Town) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(kind="library_share", number=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryMonth.objects.create(service_point=town.place, year=2026, month=13, visits=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryMonth.objects.create(service_point=town.place, year=2026, month=1)


def test_a_lead_of_one_place_sets_no_target(town: Town) -> None:
    assert code(actions.set_target, aim=Aim.LIBRARY_SHARE, number=33, **town.by(town.lea)) is Code.NOT_ALLOWED


def test_inhabitants_are_those_of_the_last_number_before(town: Town, admin: Actor) -> None:
    Municipality.objects.create(code="0999", name="Fjordby", population=42_000)
    assert queries.inhabitants(OCTOBER) == facts.Inhabitants(42_000)
    actions.set_inhabitants(day=date(2026, 1, 1), number=41_900, source="FOLK1A", **town.by(admin))
    actions.set_inhabitants(day=date(2026, 10, 15), number=42_100, source="FOLK1A", **town.by(admin))
    assert queries.inhabitants(OCTOBER) == facts.Inhabitants(41_900, date(2026, 1, 1), "FOLK1A")
    actions.set_inhabitants(day=date(2026, 1, 1), number=None, **town.by(admin))
    assert Inhabitants.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"day": date(2026, 11, 25)}, Code.DAY_AHEAD),
        ({"day": date(1066, 1, 1)}, Code.BAD_DAY),
        ({"number": 0}, Code.BAD_TERMS),
        ({"source": " "}, Code.SOURCE_MISSING),
        ({"source": "x" * 121}, Code.BAD_VALUE),
        ({"source": "010190-1234"}, Code.CPR_IN_TEXT),
    ],
)
def test_a_number_nobody_can_mean_is_refused(town: Town, admin: Actor, said: dict[str, Any], why: Code) -> None:
    usual = {"day": date(2026, 1, 1), "number": 42_000, "source": "FOLK1A"}
    assert code(actions.set_inhabitants, **{**usual, **said}, **town.by(admin)) is why


def test_a_month_is_written_put_right_and_taken_away(town: Town) -> None:
    assert typed(town, 900, 400) == {"months": 1, "replaced": 0}
    assert typed(town, 950, None) == {"months": 1, "replaced": 1}
    assert known(town) == [MonthOfPlace(town.place.pk, OCTOBER, 950, None)]
    typed(town, None, None)
    assert known(town) == []


@pytest.mark.parametrize(
    ("visits", "month", "why"),
    [(-1, OCTOBER, Code.BELOW_ZERO), (10_000_000, OCTOBER, Code.BAD_TERMS), (5, date(2026, 11, 1), Code.MONTH_AHEAD)],
)
def test_a_month_nobody_can_mean_is_refused(town: Town, visits: int, month: date, why: Code) -> None:
    assert code(typed, town=town, visits=visits, loans=None, month=month) is why


def test_only_who_imports_there_types_there(town: Town) -> None:
    assert code(typed, town=town, visits=5, loans=5, **town.by(town.mette)) is Code.NOT_ALLOWED
    assert code(typed, town=town, visits=5, loans=5, place=town.sydby.pk) is Code.NOT_ALLOWED


def test_only_libraries_have_visits_and_loans(town: Town, admin: Actor) -> None:
    hall = ServicePoint.objects.create(slug="hall", name="Hall", kind="town_hall")
    assert code(typed, town=town, visits=1, loans=1, place=hall.pk, by=admin) is Code.BAD_VALUE
    (problem,) = read_months("sted;måned;besøg;udlån\nHall;2026-10;1;2\n".encode(), NOON).problems
    assert (problem.facts["fault"], problem.facts["known"]) == ("word_unknown", "Nordby, Sydby")


def test_only_whole_months_of_a_span_are_asked_for(town: Town) -> None:
    typed(town, 900, 400)
    typed(town, 800, 300, SEPTEMBER)
    of: Callable[[date, date], list[date]] = lambda first, last: [  # noqa: E731 - short, and used three times here
        one.month for one in queries.months([town.place.pk], first, last)
    ]
    assert of(SEPTEMBER, date(2026, 10, 31)) == [SEPTEMBER, OCTOBER]
    assert of(date(2026, 9, 2), date(2026, 10, 31)) == [OCTOBER]
    assert of(SEPTEMBER, date(2026, 10, 30)) == [SEPTEMBER]


SHEET = "sted;måned;besøg;udlån\nNordby;oktober 2026;1.250;2000\nsydby;2026-10;;400\n"


def test_a_sheet_is_written_at_once(town: Town, admin: Actor) -> None:
    typed(town, 1, 7)
    sheet = read_months(SHEET.encode(), NOON)
    assert sheet.problems == []
    assert actions.import_months(sheet=sheet, **town.by(admin)) == {"months": 2, "replaced": 1}
    assert known(town) == [
        MonthOfPlace(town.place.pk, OCTOBER, 1250, 2000),
        MonthOfPlace(town.sydby.pk, OCTOBER, None, 400),
    ]


def test_the_same_sheet_again_changes_nothing(town: Town, admin: Actor) -> None:
    for _ in range(2):
        actions.import_months(sheet=read_months(SHEET.encode(), NOON), **town.by(admin))
    assert LibraryMonth.objects.count() == 2


def test_a_sheet_with_a_place_of_others_writes_nothing(town: Town) -> None:
    assert code(actions.import_months, sheet=read_months(SHEET.encode(), NOON), **town.by(town.lea)) is Code.NOT_ALLOWED
    assert LibraryMonth.objects.count() == 0


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Vestby;oktober 2026;5;5", "word_unknown"),
        (";oktober 2026;5;5", "cell_missing"),
        ("Nordby;oktober 2026;;", "cell_missing"),
        ("Nordby;oktober;5;5", "bad_period"),
        ("Nordby;2026;5;5", "shape"),
        ("Nordby;oktober 2026;12,5;5", "shape"),
        ("Nordby;oktober 2026;-5;5", "shape"),
        ("Nordby;oktober 2026;99999999;5", "outside"),
        ("Nordby;oktober 2026;5;5;5", "too_many_cells"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_fault(town: Town, row: str, fault: str) -> None:
    sheet = read_months(f"place;month;visits;loans\n{row}\n".encode(), NOON)
    assert [(one.facts["row"], one.facts.get("fault")) for one in sheet.problems] == [(2, fault)]


def test_a_month_to_come_and_a_month_twice_are_named(town: Town) -> None:
    rows = "Nordby;2026-11;5;5\nNordby;2026-10;5;5\nnordby;okt 2026;6;6"
    sheet = read_months(f"place;month;visits;loans\n{rows}\n".encode(), NOON)
    assert [(one.code, one.facts["row"]) for one in sheet.problems] == [(Code.MONTH_AHEAD, 2), (Code.BAD_FILE, 4)]
    assert refused(actions.import_months, sheet=sheet, **town.by(town.lea))[0] is Code.MONTH_AHEAD


@pytest.mark.parametrize("text", ["", "place;month;visits;loans\n", "visits;loans\n5;5\n", "a;b\n1;2\n"])
def test_a_file_that_is_no_such_sheet_is_refused(town: Town, text: str) -> None:
    assert code(read_months, data=text.encode(), at=NOON) is Code.BAD_FILE
