"""When an expert usually answers: written by themselves day by day, or by whoever arranges the place they sit at."""

import pytest

from tests.interfaces.lifelines.test_inbox import Page, erik, text
from tests.lifelines import Line
from tests.people import somebody
from velkommen.apps.lifelines import queries
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import set_expert_hours
from velkommen.apps.placement.models import DutyPeriod
from velkommen.domain.hours.periods import Period, Season
from velkommen.domain.rights import Role

__all__ = ["erik"]  # the fixture
WEEK = {"do": "hours", "day0": "9-12, 13-15", "day2": "9-12"}


@pytest.fixture
def hanne(line: Line) -> Page:
    """She leads the hall where the experts sit."""
    page = Page(line, somebody("hanne", (line.hall, Role.LEAD)))
    book.forget()
    return page


def kept() -> list[tuple[list[int], int, int]]:
    rows = [row.period() for row in DutyPeriod.objects.order_by("opens")]
    return [(sorted(one.weekdays), *one.span) for one in rows]


def said(page: Page, path: str) -> list[tuple[str, str]]:
    return [(one.where, one.said) for one in page.look(path).context["weeks"]]


def test_an_expert_says_when_they_usually_answer(erik: Page) -> None:
    before = said(erik, "me/")
    assert erik.press("me", about=erik.line.hall.pk, **WEEK).status_code == 303
    assert kept() == [([0, 2], 540, 720), ([0], 780, 900)]
    assert before == [("Hall", "whenever the place is staffed")]
    assert said(erik, "me/") == [("Hall", "Monday 09:00-12:00 and 13:00-15:00; Wednesday 09:00-12:00")]
    assert 'value="09.00-12.00, 13.00-15.00"' in text(erik.look("me/"))


def test_the_desks_see_it_at_once(erik: Page) -> None:
    line = erik.line
    erik.press("me", about=line.hall.pk, do="hours", day0="9-12")
    seen = {one.name: one.why.value for one in queries.who_can_help(line.town.place.pk, "passport", line.town.now)}
    assert (seen["Erik"], seen["Eva"]) == ("off_duty", "free")


def test_no_hours_at_all_are_those_of_the_place(erik: Page) -> None:
    erik.press("me", about=erik.line.hall.pk, **WEEK)
    erik.press("me", about=erik.line.hall.pk, do="hours")
    assert (kept(), said(erik, "me/")) == ([], [("Hall", "whenever the place is staffed")])


def test_what_is_no_hours_is_told_at_its_day_and_kept_as_typed(erik: Page) -> None:
    answer = erik.press("me", about=erik.line.hall.pk, do="hours", day0="9-12", day3="late")
    fields = {one.name: (one.value, bool(one.fault)) for one in answer.context["weeks"][0].form.fields}
    assert (answer.status_code, fields["day0"], fields["day3"]) == (422, ("9-12", False), ("late", True))
    assert kept() == []
    assert 'name="line" inputmode="tel" autocomplete="off" maxlength="20" value="20 12 34 56"' in text(answer)


def test_hours_that_say_more_than_a_week_are_written_as_text(erik: Page) -> None:
    summer = Period(frozenset({0}), (540, 720), season=Season((6, 1), (8, 31)))
    hall = erik.line.hall.pk
    set_expert_hours(staff=erik.who.id, place=hall, periods=[summer], **erik.line.town.by(erik.who))
    [field] = erik.look("me/").context["weeks"][0].form.fields
    assert (field.name, field.value) == ("hours", "Jun-Aug Mo 09:00-12:00; PH off")
    assert (erik.press("me", about=hall, do="hours", hours=field.value).status_code, kept()) == (303, [([0], 540, 720)])
    assert erik.press("me", about=hall, do="hours", hours="Mo-We 10:00-14:00").status_code == 303
    assert kept() == [([0, 1, 2], 600, 840)]


def test_whoever_arranges_the_place_says_it_for_them(hanne: Page) -> None:
    erik, hall = hanne.line.erik, hanne.line.hall.pk
    assert f"/lifelines/hours/{erik.id}/" in text(hanne.look("load/"))
    assert hanne.press(f"hours/{erik.id}", about=hall, day0="9-12").status_code == 303
    assert (kept(), said(hanne, f"hours/{erik.id}/")) == ([([0], 540, 720)], [("Hall", "Monday 09:00-12:00")])


def test_where_an_expert_does_not_sit_there_are_no_hours_to_say(hanne: Page) -> None:
    answers = [hanne.press(f"hours/{hanne.line.erik.id}", about=about, day0="9-12") for about in ("x", "999")]
    assert ([answer.status_code for answer in answers], kept()) == ([422, 403], [])


def test_others_say_nothing_of_an_expert(line: Line) -> None:
    lea, erik = Page(line, line.town.lea), line.erik.id
    assert f"/lifelines/hours/{erik}/" not in text(lea.look("load/"))
    answers = [lea.look(f"hours/{erik}/"), lea.press(f"hours/{erik}", about=line.hall.pk, day0="9-12")]
    answers += [Page(line, line.eva).look(f"hours/{erik}/"), lea.look("hours/999999/")]
    assert ([answer.status_code for answer in answers], kept()) == ([403, 403, 403, 404], [])
