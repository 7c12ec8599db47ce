"""The month of a place, planning it, what waits for its leader."""

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.roster.conftest import TODAY, TOMORROW, of, shift_of
from tests.interfaces.roster.conftest import Reader, words
from tests.people import somebody
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import grant_competence
from velkommen.apps.placement.models import Absence, RosteredDay, Shift
from velkommen.apps.roster import actions
from velkommen.apps.roster.models import Ask, Deal, Leave, Need, RosterRule, RosterTerms
from velkommen.domain.rights import Role
from velkommen.domain.roster.rules import STANDARD

MONTH = "nordby/2026-11/"
PEOPLE = 30
MOST_STATEMENTS, MOST_BYTES = 15, 120_000


def row(page: str, name: str) -> list[str]:
    """The cells of somebody that are not empty."""
    [found] = re.findall(rf'<tr><th scope="row">(?:<a[^>]*>)?{name}.*?</tr>', page)
    cells = (re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<td.*?</td>", found))
    return [" ".join(cell) for cell in cells if cell]


def test_the_month_of_thirty_people_is_few_statements_and_small(lea: Reader) -> None:
    town = lea.town
    for number in range(PEOPLE):
        one = somebody(f"clerk{number:02}", (town.place, Role.CLERK))
        Shift.objects.bulk_create(
            Shift(staff_id=one.id, service_point=town.place, day=TODAY + timedelta(days=ahead), opens=600, closes=1110)
            for ahead in range(-23, 7)
        )
    for day in range(-23, 7):
        RosteredDay.objects.get_or_create(service_point=town.place, day=TODAY + timedelta(days=day))
    Need.objects.create(service_point=town.place, weekdays=0b1111111, opens=0, closes=1440, competence="passport")
    book.town()
    with CaptureQueriesContext(connection) as asked:
        page = lea.look(MONTH)
    assert (len(asked) <= MOST_STATEMENTS, len(page.content) <= MOST_BYTES) == (True, True)


def test_colleagues_see_hours_and_away_and_no_button(mette: Reader) -> None:
    Absence.objects.create(staff_id=mette.town.ali.id, first=TOMORROW, last=TOMORROW, sudden=True)
    page = mette.look(MONTH).content.decode()
    assert (row(page, "Mette"), row(page, "Ali")) == (["10-14", "4"], ["14-18 away", "0"])
    assert "Plan the month" not in page
    assert mette.send(MONTH, "publish", first=TODAY.isoformat(), last=TOMORROW.isoformat()).status_code == 403


def test_saturdays_without_passports_are_named_under_the_month(lea: Reader) -> None:
    Need.objects.create(service_point=lea.town.place, weekdays=0b100, opens=600, closes=1080, competence="passport")
    grant_competence(staff=lea.town.mette.id, key="passport", **lea.town.by(lea.town.lea))
    assert "Wednesday 25 November : 1 more who can do passports, 14:00-18:00" in words(lea.look(MONTH))


def test_a_day_is_written_for_everybody(lea: Reader) -> None:
    town = lea.town
    typed = {f"s{town.mette.id}": "10-12, 13-15", f"s{town.ali.id}": "", f"s{town.lea.id}": "9.30-12"}
    lea.send("nordby/day/2026-11-27/", "save", **typed)
    assert (of(town.mette.id)[1:], of(town.lea.id)) == ([(3, 600, 720), (3, 780, 900)], [(3, 570, 720)])


def test_hours_that_are_none_keep_all_that_was_typed(lea: Reader) -> None:
    town = lea.town
    typed = {f"s{town.mette.id}": "10-12", f"s{town.ali.id}": "noonish"}
    page = lea.send("nordby/day/2026-11-27/", "save", **typed)
    assert (page.status_code, 'value="10-12"' in page.content.decode(), 'value="noonish"' in page.content.decode()) == (
        422,
        True,
        True,
    )


def test_a_persons_month_is_written_and_only_what_changed(lea: Reader) -> None:
    path = f"{MONTH}{lea.town.mette.id}/"
    shown = lea.look(path).content.decode()
    typed = dict(re.findall(r'name="(d\d+)" value="([^"]*)"', shown))
    assert typed["d25"] == "10-14"
    lea.send(path, "save", **{**typed, "d28": "10-14"})
    assert of(lea.town.mette.id) == [(1, 600, 840), (4, 600, 840)]


def test_publishing_says_first_what_it_would_do(lea: Reader) -> None:
    Shift.objects.create(
        staff_id=lea.town.mette.id, service_point=lea.town.place, day=TODAY + timedelta(2), opens=600, closes=700
    )
    days = {"first": TODAY.isoformat(), "last": "2026-11-30"}
    assert "1 day is published." in words(lea.send(MONTH, "publish", step="look", **days))
    assert RosteredDay.objects.count() == 1
    lea.send(MONTH, "publish", step="save", **days)
    assert RosteredDay.objects.count() == 2


def test_a_week_is_copied_and_counted(lea: Reader) -> None:
    answer = lea.send(MONTH, "copy", monday="2026-11-23", to="2026-12-02")
    assert answer.headers["Location"] == "/roster/nordby/2026-12/?made=2&out=0"
    assert "2 shifts are written as a draft." in words(lea.look("nordby/2026-12/?made=2&out=0"))


def test_without_usual_hours_there_is_nothing_to_fill_from(lea: Reader) -> None:
    page = lea.send(MONTH, "fill", first="2026-11-26", last="2026-11-30")
    assert "Nobody's usual hours are kept at Nordby." in words(page)


def test_open_shifts_of_a_day_are_made_given_asked_for_and_deleted(lea: Reader) -> None:
    town, path = lea.town, "nordby/day/2026-11-25/"
    lea.send(path, "open", hours="18-20")
    shift = shift_of(None)
    lea.send(path, "ask", shift, staff=town.mette.id, hours="18-20")
    assert Ask.objects.values_list("shift", "staff").get() == (shift, town.mette.id)
    lea.send(path, "give", shift, staff=town.mette.id, hours="18-20")
    assert of(town.mette.id) == [(1, 600, 840), (1, 1080, 1200)]
    lea.send(path, "free", Shift.objects.get(opens=1080).pk)
    lea.send(path, "remove", shift_of(None))
    assert of(None) == []


def test_a_sick_call_shows_what_is_lost_and_is_repaired_with_one_press(lea: Reader) -> None:
    town, path = lea.town, "nordby/requests/"
    typed = {"staff": town.ali.id, "first": TOMORROW.isoformat(), "last": "", "hours": "", "sudden": "1"}
    before = words(lea.send(path, "away", step="look", **typed))
    assert "Ali is away: what it does" in before
    lea.send(path, "away", step="save", **typed)
    after = words(lea.look(path))
    assert "Nordby, Wednesday 25 November, 14:00-18:00" in after
    assert "Could step in: Lea" in after
    lea.send(path, "give", staff=town.mette.id, day=TOMORROW.isoformat(), hours="14.00-18.00")
    repaired = words(lea.look(path))
    assert "Everything is done all the same." in repaired
    assert "Could step in" not in repaired


def test_requests_are_answered(lea: Reader) -> None:
    town, path = lea.town, "nordby/requests/"
    days = {"first": TODAY + timedelta(days=9), "last": TODAY + timedelta(days=9)}
    leave = actions.ask_leave(**days, **town.by())["leave"]
    deal = actions.offer_shift(shift=shift_of(town.mette.id), **town.by())["deal"]
    actions.claim_shift(shift=shift_of(town.mette.id), **town.by(town.ali))
    shown = words(lea.look(path))
    assert "from Mette to Ali" in shown
    assert "Mette: Thursday 3 December" in shown
    lea.send(path, "deal", deal, yes="1")
    lea.send(path, "leave", leave)
    assert (Deal.objects.get().state, Leave.objects.get().state) == ("done", "refused")


def test_needs_are_written_and_a_row_without_hours_is_none(lea: Reader) -> None:
    typed = {"hours": ["10-14", ""], "number": ["2", "1"], "competence": ["", ""], "day0": ["5"], "day1": ["1"]}
    lea.send("nordby/needs/", "save", **typed)
    assert [(row.weekdays, row.opens, row.closes, row.number) for row in Need.objects.all()] == [(32, 600, 840, 2)]
    bad = lea.send("nordby/needs/", "save", **{**typed, "day0": []})
    assert (bad.status_code, 'value="10-14"' in bad.content.decode()) == (422, True)


def test_rules_are_set(lea: Reader) -> None:
    typed = {f"n-{key}": str(rule.number) for key, rule in STANDARD.items()} | {"n-rest": "9", "how-rest": "warn"}
    lea.send("nordby/rules/", "save", **typed, **{"on-rest": "1"})
    rest = RosterRule.objects.get(key="rest")
    assert (rest.number, rest.on, rest.refuses, RosterTerms.objects.get().approves) == (9, True, False, False)
    assert RosterRule.objects.get(key="week").on is False
    shown = lea.look("nordby/rules/").content.decode()
    assert "not verified" in shown


def test_a_person_of_another_place_has_no_month_here(lea: Reader) -> None:
    assert lea.look(f"{MONTH}{lea.town.sara.id}/").status_code == 404


def test_a_month_that_is_none_is_said_so(lea: Reader) -> None:
    assert lea.look("nordby/2026-13/").status_code == 422


def test_what_publishing_would_do_is_told_of_the_next_month_too(lea: Reader) -> None:
    for ahead in (2, 8):
        day = TODAY + timedelta(days=ahead)
        Shift.objects.create(service_point=lea.town.place, day=day, opens=600, closes=840)
    page = lea.send(MONTH, "publish", first=str(TODAY), last=str(TODAY + timedelta(days=30)))
    assert "2 days are published." in words(page)


def test_an_address_with_endless_numbers_says_nothing(lea: Reader) -> None:
    assert lea.look(f"{MONTH}?made={'9' * 5000}&out=1").status_code == 200
