"""What a field of a task may hold, what holds on a day, what is paid, and when a task rests."""

from datetime import date

import pytest

from tests.people import refused
from velkommen.domain import catalogue
from velkommen.domain.catalogue import Attendance, Authority, Days, Entry, FeeStep, TaskFacts
from velkommen.domain.kinds import DeskRole, EquipmentKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.refusals import Code
from velkommen.domain.steps import Steps

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)
PASSPORT = TaskFacts("passport", "P", "Pas", "Passport", Authority.POLICE, DeskRole.COMPLETE, Discretion.LOW, 12)
#: What may be written instead of what cannot be used.
NAME, LINE = {"shape": "line", "most": 120, "least": 1}, {"shape": "line", "most": 160, "least": 1}
CHOICE, MINUTES = {"shape": "choice"}, {"shape": "whole", "least": 1, "most": 480}


@pytest.mark.parametrize(
    ("field", "said", "read", "stored"),
    [
        ("name_da", "  Nyt   pas ", "Nyt pas", "Nyt pas"),
        ("authority", "police", Authority.POLICE, "police"),
        ("unit", "library", Unit.LIBRARY, "library"),
        ("attendance", "with_child", Attendance.WITH_CHILD, "with_child"),
        ("minutes", 20, 20, 20),
        ("seasonal", True, True, True),
        ("link", "https://www.borger.dk/", "https://www.borger.dk/", "https://www.borger.dk/"),
        ("link", "", "", ""),
        ("competence", "passport_2", "passport_2", "passport_2"),
        ("bring_da", ["Dit pas", "Dit  pas", "Foto"], ("Dit pas", "Foto"), ["Dit pas", "Foto"]),
        (
            "equipment",
            ["safe", "photo_stand"],
            frozenset({EquipmentKind.SAFE, EquipmentKind.PHOTO_STAND}),
            ["photo_stand", "safe"],
        ),
    ],
)
def test_a_field_holds(field: str, said: object, read: object, stored: object) -> None:
    held = catalogue.read(field, said)
    assert (held, catalogue.stored(held), catalogue.read(field, catalogue.stored(held))) == (read, stored, read)


@pytest.mark.parametrize(
    ("field", "said", "code", "allowed"),
    [
        ("name_da", " ", Code.BAD_VALUE, NAME),
        ("name_da", "x" * 121, Code.BAD_VALUE, NAME),
        ("name_en", None, Code.BAD_VALUE, NAME),
        ("authority", "the pope", Code.BAD_VALUE, CHOICE),
        ("unit", 1, Code.BAD_VALUE, CHOICE),
        ("minutes", 0, Code.BAD_VALUE, MINUTES),
        ("minutes", 481, Code.BAD_VALUE, MINUTES),
        ("minutes", True, Code.BAD_VALUE, MINUTES),
        ("minutes", "12", Code.BAD_VALUE, MINUTES),
        ("seasonal", "yes", Code.BAD_VALUE, {}),
        ("bring_da", "Dit pas", Code.BAD_VALUE, {}),
        ("bring_da", ["x" * 161], Code.BAD_VALUE, LINE),
        ("synonyms_da", [str(number) for number in range(61)], Code.BAD_VALUE, {}),
        ("equipment", ["crystal_ball"], Code.BAD_VALUE, CHOICE),
        ("equipment", "safe", Code.BAD_VALUE, {}),
        ("link", "http://www.borger.dk/", Code.BAD_LINK, {}),
        ("link", "javascript:alert(1)", Code.BAD_LINK, {}),
        ("link", "https://www.borger.dk/ and more", Code.BAD_LINK, {}),
        ("competence", "Pas!", Code.BAD_COMPETENCE_KEY, {}),
        ("competence", "kørekort", Code.BAD_COMPETENCE_KEY, {}),
        ("competence", "2nd", Code.BAD_COMPETENCE_KEY, {}),
        ("kle", "11.22.33", Code.UNKNOWN_FIELD, {}),
        ("key", "other", Code.UNKNOWN_FIELD, {}),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_its_name(
    field: str, said: object, code: Code, allowed: dict[str, object]
) -> None:
    assert refused(catalogue.read, name=field, value=said) == (code, {"field": field, **allowed})


@pytest.mark.parametrize(("number", "facet"), [("11", ""), ("11.22", ""), ("11.22.33", ""), ("11.22.33", "Ø54")])
def test_a_kle_number_of_the_right_form(number: str, facet: str) -> None:
    catalogue.check_kle(number, facet)


@pytest.mark.parametrize(
    ("number", "facet"),
    [
        ("", ""),
        ("1", ""),
        ("11.2", ""),
        ("11.22.", ""),
        ("11.22.33.44", ""),
        ("11-22", ""),
        ("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT ONE}", ""),
        ("11.22.33\n", ""),
        ("11.22.33", "G1"),
        ("11.22.33", "g01"),
        ("", "G01"),
    ],
)
def test_a_kle_number_of_the_wrong_form_is_refused(number: str, facet: str) -> None:
    assert refused(catalogue.check_kle, number=number, facet=facet) == (Code.BAD_KLE, {})


@pytest.mark.parametrize("role", list(DeskRole))
@pytest.mark.parametrize("discretion", list(Discretion))
def test_whoever_cannot_be_helped_here_is_told_where_to_go(role: DeskRole, discretion: Discretion) -> None:
    catalogue.check_referral(role, discretion, "police")
    if role is DeskRole.REFER or discretion is Discretion.HIGH:
        assert (
            refused(catalogue.check_referral, role=role, discretion=discretion, referral="")[0] is Code.REFERRAL_MISSING
        )
    else:
        catalogue.check_referral(role, discretion, "")


def test_facts_of_a_day_are_the_standard_overlaid_by_the_steps() -> None:
    steps = {"minutes": Steps.of([(MARCH, 20), (JUNE, 15)]), "equipment": Steps.of([(JUNE, ["safe"])])}
    entry = Entry(PASSPORT, steps)
    assert [(entry.on(day).minutes, entry.on(day).equipment) for day in (JANUARY, MARCH, JUNE)] == [
        (12, frozenset()),
        (20, frozenset()),
        (15, frozenset({EquipmentKind.SAFE})),
    ]
    assert entry.turns(JANUARY, JUNE) == (MARCH, JUNE)
    assert entry.on(JANUARY) is PASSPORT


def fee(component: str, amount: int, since: date = JANUARY, case: str = "") -> FeeStep:
    return FeeStep(component, case, since, amount, component, component)


FEES = (
    fee("passport", 80_000, JANUARY),
    fee("passport", 86_200, MARCH),
    fee("passport", 35_000, JANUARY, "pensioner"),
    fee("fingerprint", 2_800, JANUARY),
    fee("fingerprint", 0, JANUARY, "child"),
    fee("courier", 9_900, JANUARY, "in_a_hurry"),
    fee("passport", 0, JUNE, "pensioner"),
)


@pytest.mark.parametrize(
    ("day", "case", "total"),
    [
        (date(2025, 12, 31), "", None),
        (JANUARY, "", 82_800),
        (MARCH, "", 89_000),
        (MARCH, "pensioner", 37_800),
        (JUNE, "pensioner", 2_800),
        (MARCH, "child", 86_200),
        (MARCH, "in_a_hurry", 98_900),
        (MARCH, "nobody_knows", 89_000),
    ],
)
def test_a_fee_is_the_sum_of_its_parts_on_a_day(day: date, case: str, total: int | None) -> None:
    assert catalogue.fee_total(FEES, day, case) == total


def test_the_cases_of_a_day_begin_with_everybody() -> None:
    assert [step.case for step in catalogue.fee_cases(FEES, MARCH)] == ["", "pensioner", "child", "in_a_hurry"]
    assert [step.case for step in catalogue.fee_cases(FEES[2:4], MARCH)] == ["", "pensioner"]
    assert catalogue.fee_cases(FEES, date(2025, 12, 31)) == ()


def test_what_is_free_is_known_to_be_free() -> None:
    assert catalogue.fee_total((fee("card", 0),), MARCH) == 0


def test_a_fee_needs_its_day_and_is_never_negative() -> None:
    assert catalogue.check_fee(100, MARCH) == MARCH
    assert refused(catalogue.check_fee, amount=100, since=None) == (Code.FEE_UNDATED, {})
    assert refused(catalogue.check_fee, amount=-1, since=MARCH) == (Code.NEGATIVE_AMOUNT, {})
    assert refused(catalogue.check_fee, amount=10**9, since=MARCH) == (
        Code.BAD_VALUE,
        {"field": "amount", "shape": "whole", "least": 0, "most": 100_000},
    )


def test_a_suspension_holds_on_its_days_and_without_an_end_for_good() -> None:
    storm, moving = Days(MARCH, MARCH, "Storm"), Days(JUNE, None, "Moving")
    entry = Entry(PASSPORT, suspensions=(storm, moving))
    days = (date(2026, 2, 28), MARCH, date(2026, 3, 2), JUNE, date(2099, 1, 1))
    assert [entry.suspended(day) for day in days] == [None, storm, None, moving, moving]


def test_only_a_seasonal_task_waits_for_its_season() -> None:
    spring, autumn = Days(MARCH, date(2026, 3, 20), "Spring"), Days(JUNE, date(2026, 6, 20), "Summer")
    entry = Entry(PASSPORT, {"seasonal": Steps.of([(MARCH, True)])}, seasons=(autumn, spring))
    days = (JANUARY, MARCH, date(2026, 3, 21), JUNE, date(2026, 6, 21))
    assert [entry.in_season(day) for day in days] == [True, True, False, True, False]
    assert [entry.next_season(day) for day in days] == [spring, spring, autumn, autumn, None]


def test_days_run_forward() -> None:
    catalogue.check_days(MARCH, None)
    catalogue.check_days(MARCH, MARCH)
    assert refused(catalogue.check_days, first=JUNE, last=MARCH) == (Code.PERIOD_REVERSED, {})
