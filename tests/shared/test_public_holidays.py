"""The days kept: those of the law, which changed in 2024, and those a municipality keeps besides."""

from datetime import date

from velkommen.shared.public_holidays import kept

BY_LAW = ["Nytårsdag", "Skærtorsdag", "Langfredag", "Påskedag", "Anden påskedag", "Kristi himmelfartsdag"]
BY_LAW += ["Pinsedag", "Anden pinsedag", "Juledag", "Anden juledag"]


def test_the_law_keeps_eleven_days_in_2023_and_ten_without_store_bededag_since() -> None:
    before, after = (set(kept([year]).values()) for year in (2023, 2024))
    assert (before - after, after) == ({"Store bededag"}, set(BY_LAW))
    assert kept([2023])[date(2023, 5, 5)] == "Store bededag"


def test_easter_moves_and_each_year_of_several_is_there() -> None:
    easter = [day for day, name in kept([2026, 2027]).items() if name == "Påskedag"]
    assert easter == [date(2026, 4, 5), date(2027, 3, 28)]


def test_a_municipality_keeps_the_days_it_chose_and_no_others() -> None:
    chosen = kept([2026], ["05-01", "06-05", "12-24", "12-31"])
    assert {day: name for day, name in chosen.items() if day not in kept([2026])} == {
        date(2026, 5, 1): "Arbejdernes kampdag",
        date(2026, 6, 5): "Grundlovsdag",
        date(2026, 12, 24): "Juleaftensdag",
        date(2026, 12, 31): "Nytårsaften",
    }


def test_a_day_that_is_a_public_holiday_already_keeps_its_name() -> None:
    assert kept([2026], ["12-25"]) == kept([2026])


def test_days_stand_in_the_order_of_the_calendar() -> None:
    days = list(kept([2027, 2026], ["12-24"]))
    assert days == sorted(days)
