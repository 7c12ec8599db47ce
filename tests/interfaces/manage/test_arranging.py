"""The pages of a place and of a task: each deed once, each "no" at its field with what was typed."""

import re
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.people import Town, somebody
from velkommen.apps.catalogue.models import Fee, Suspension, Task, TaskChange
from velkommen.apps.enquiries import actions
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Agreement, Competence, DutyPeriod, LocalSuspension, Posting, TaskPeriod
from velkommen.apps.places.models import Equipment, HoursEdition, OpeningPeriod, ServicePoint, SpecialDay, Stop
from velkommen.domain.measures import FEW
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import Role
from velkommen.shared import clock

PLACE = "/manage/places/nordby/"
PLAIN = "Mo-Fr 10:00-18:00; PH off"


class Leader:
    """Lea, who leads Nordby; or Adam, who keeps the catalogue too."""

    def __init__(self, town: Town, name: str) -> None:
        self.town, self.client = town, Client()
        self.client.force_login(Staff.objects.get(username=name))
        self.client.cookies["velkommen_language"] = "en"

    def look(self, address: str) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(address)

    def send(self, address: str, do: str, about: str = "", /, **typed: object) -> HttpResponse:
        """Fill in the form of the page for a deed, as it is drawn but for what is typed over, and press its button."""
        form = next(
            form for form in self.forms(self.look(address)) if (form.get("do"), form.get("about")) == ([do], [about])
        )
        with clock.fixed(self.town.now):
            return self.client.post(address, {**form, **typed})

    def save(self, shown: HttpResponse) -> HttpResponse:
        """Press "Save" in the preview."""
        form = next(form for form in self.forms(shown) if "op" in form and "step" not in form)
        with clock.fixed(self.town.now):
            return self.client.post(str(shown.wsgi_request.path), {**form, "step": "save"})

    def forms(self, page: HttpResponse) -> list[dict[str, list[str]]]:
        return [sent(form) for form in re.findall(r"<form.*?</form>", page.content.decode(), re.DOTALL)]


def sent(form: str) -> dict[str, list[str]]:
    """What a browser would send of a form nobody has touched."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if ticked:
            found.setdefault(attribute(tag, "name"), []).append(attribute(tag, "value"))
    for name, inside in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = [unescape(inside)]
    for name, inside in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?', inside)
        found[name] = [next((value for value, on in options if on), options[0][0] if options else "")]
    return found


def attribute(tag: str, name: str) -> str:
    known = re.search(rf' {name}="([^"]*)"', tag)
    return unescape(known.group(1)) if known else ""


def said(page: HttpResponse, about: str = "") -> tuple[int, list[str]]:
    """The status, and every "no" on the page."""
    text = page.content.decode()
    found = re.findall(r'class="(?:form-error-message|alert-text)"[^>]*>(.*?)</', text)
    return page.status_code, [unescape(one) for one in found]


@pytest.fixture
def lea(town: Town) -> Leader:
    book.forget()
    return Leader(town, "lea")


@pytest.fixture
def adam(town: Town) -> Leader:
    book.forget()
    somebody("adam", (None, Role.ADMIN))
    return Leader(town, "adam")


def test_the_first_page_names_the_places_one_arranges(lea: Leader) -> None:
    page = lea.look("/manage/").content.decode()
    assert (PLACE in page, "/manage/places/sydby/" in page, "/manage/tasks/" in page) == (True, False, False)


def test_hours_are_looked_at_before_they_are_saved(lea: Leader) -> None:
    shown = lea.send(PLACE + "hours/", "hours", "staffed", hours=PLAIN)
    text = unescape(shown.content.decode())
    assert (shown.status_code, HoursEdition.objects.count()) == (200, 0)
    assert "Monday-Friday 10:00-18:00" in text
    assert "“mitid (en)” is no longer done on Saturdays" in text
    assert lea.save(shown).status_code == 302
    row = OpeningPeriod.objects.get(service_point=lea.town.place)
    assert (row.weekdays, row.opens, row.closes) == (0b11111, 600, 1080)
    assert "Lea" in lea.look(PLACE + "hours/").content.decode()


def test_hours_say_who_is_on_duty_outside_them_and_who_waits(lea: Leader) -> None:
    lea.town.draw()
    posting = Posting.objects.get(staff__username="mette")
    DutyPeriod.objects.create(posting=posting, weekdays=0b100000, opens=600, closes=840)
    book.forget()
    text = unescape(lea.send(PLACE + "hours/", "hours", "staffed", hours="Mo-Fr 08:00-12:00").content.decode())
    assert "Mette is on duty 4 hours a week when the place is not staffed" in text
    assert "1 number waits here now" in text


def test_dates_in_the_text_become_special_days_in_the_same_deed(lea: Leader) -> None:
    lea.save(lea.send(PLACE + "hours/", "hours", "staffed", hours=PLAIN + "; 2026 Dec 23 10:00-12:00"))
    day = SpecialDay.objects.get(service_point=lea.town.place)
    assert (day.day, day.opens, day.closes) == (date(2026, 12, 23), 600, 720)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "No hours are written. Write for example: Mo-Fr 10:00-18:00; Sa 10:00-14:00"),
        ("Mo 18:00-10:00", "Character 4: “18:00-10:00” runs past midnight or backwards."),
        ("Mo-Fr hele dagen", "Character 7: “hele”"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_at_their_field(lea: Leader, typed: str, why: str) -> None:
    page = lea.send(PLACE + "hours/", "hours", "staffed", hours=typed)
    status, words = said(page)
    assert (status, [word[: len(why)] for word in words]) == (422, [why])
    assert f">{typed}</textarea>" in page.content.decode()


WEEK = {f"day{number}": text for number, text in enumerate(["10-18", "10-18", "9.30-12, 13-16", "", "", "", ""])}


def test_a_week_is_written_day_by_day(lea: Leader) -> None:
    assert OpeningPeriod.objects.get(service_point=lea.town.place).on_holidays
    shown = lea.send(PLACE + "hours/", "week", "staffed", **WEEK)
    assert ("Monday-Tuesday 10:00-18:00" in unescape(shown.content.decode()), HoursEdition.objects.count()) == (True, 0)
    lea.save(shown)
    assert {row.on_holidays for row in OpeningPeriod.objects.filter(service_point=lea.town.place)} == {True}
    page = lea.look(PLACE + "hours/").content.decode()
    assert 'name="day2" value="09.30-12.00, 13.00-16.00"' in page


def test_a_day_nobody_can_read_is_named_and_nothing_typed_is_lost(lea: Leader) -> None:
    lea.save(lea.send(PLACE + "hours/", "week", "staffed", **WEEK))
    page = lea.send(PLACE + "hours/", "week", "staffed", **{**WEEK, "day3": "ten to six"})
    assert said(page) == (
        422,
        [
            "“ten to six” cannot be the hours of a day. Write them like 10-18 or 9.30-12, 13-16, and nothing where it is closed."
        ],
    )
    assert 'value="9.30-12, 13-16"' in page.content.decode()


def test_hours_with_seasons_are_not_offered_as_a_plain_week(lea: Leader) -> None:
    lea.save(lea.send(PLACE + "hours/", "hours", "staffed", hours="Mo-Fr 10:00-18:00; Oct-Mar Su 12:00-16:00"))
    page = lea.look(PLACE + "hours/").content.decode()
    assert ('id="week-staffed"' in page, 'id="hours-staffed"' in page) == (False, True)


def test_a_day_is_closed_and_becomes_usual_again(lea: Leader) -> None:
    shown = lea.send(PLACE + "hours/", "day", day="2026-12-01", why="Personaledag")
    assert "Personaledag" in shown.content.decode()
    lea.save(shown)
    assert SpecialDay.objects.get().why == "Personaledag"
    assert lea.send(PLACE + "hours/", "usual", "staffed-2026-12-01").status_code == 302
    assert SpecialDay.objects.count() == 0


def test_a_task_gets_hours_of_its_own(lea: Leader) -> None:
    lea.save(lea.send(PLACE + "hours/", "task", task="passport", hours="Mo 10:00-12:00"))
    assert TaskPeriod.objects.get().task.key == "passport"


def test_the_stops_of_a_bus_have_a_text_each_and_cannot_be_two_places_at_once(lea: Leader) -> None:
    OpeningPeriod.objects.all().delete()
    one, other = (Stop.objects.create(service_point=lea.town.place, name=name) for name in ("Torvet", "Skolen"))
    address = PLACE + "hours/"
    typed = {f"stop-{one.pk}": "Tu 14:00-15:00", f"stop-{other.pk}": "Tu 14:30-16:00"}
    status, words = said(lea.send(address, "hours", "staffed", **typed))
    assert (status, "Torvet" in words[0]) == (422, True)
    lea.save(lea.send(address, "hours", "staffed", **{**typed, f"stop-{other.pk}": "Tu 15:00-16:00"}))
    assert sorted(OpeningPeriod.objects.values_list("stop__name", "opens")) == [("Skolen", 900), ("Torvet", 840)]


def test_the_facts_of_a_place_are_put_right(lea: Leader) -> None:
    typed = {"latitude": "56,15", "longitude": "10,2", "numbers_from_home": "3", "address": "Torvet 1"}
    assert lea.send(PLACE, "edit", **typed).status_code == 302
    row = ServicePoint.objects.get(slug="nordby")
    assert (row.latitude, row.longitude, row.numbers_from_home, row.address) == (56.15, 10.2, 3, "Torvet 1")


def test_a_position_off_the_globe_is_refused_and_all_that_was_typed_stays(lea: Leader) -> None:
    page = lea.send(PLACE, "edit", latitude="156", longitude="10", address="Torvet 1")
    assert (page.status_code, 'value="Torvet 1"' in page.content.decode()) == (422, True)


def test_equipment_breaks_and_works_again(lea: Leader) -> None:
    lea.send(PLACE, "equip", kind="photo_stand", name="Fotoboks")
    about = str(Equipment.objects.get().pk)
    assert said(lea.send(PLACE, "broken", about, why="Lampe", back_at="2026-11-01"))[0] == 422
    lea.send(PLACE, "broken", about, why="Lampe", back_at="2026-12-01")
    assert str(Equipment.objects.get().back_at) == "2026-12-01"
    lea.send(PLACE, "working", about)
    assert Equipment.objects.get().works


def test_a_task_is_stopped_here_and_taken_up_again(lea: Leader) -> None:
    assert said(lea.send(PLACE, "suspend", task="passport"))[0] == 422
    lea.send(PLACE, "suspend", task="passport", why="Fotoboksen er væk")
    assert "Fotoboksen er væk" in lea.look(PLACE).content.decode()
    lea.send(PLACE, "resume", "passport")
    assert LocalSuspension.objects.count() == 0


def test_a_place_is_closed_for_good_only_when_somebody_is_sure(lea: Leader) -> None:
    assert lea.send(PLACE, "retire").status_code == 422
    assert lea.send(PLACE, "retire", sure="yes").headers["Location"] == "/manage/"
    assert not ServicePoint.objects.get(slug="nordby").active


def test_what_is_agreed_shows_the_model_it_amounts_to(lea: Leader) -> None:
    address = PLACE + "cooperation/"
    status, words = said(lea.send(address, "agree", performed_library=["passport"], step="save"))
    assert (status, words) == (
        422,
        [
            "Somebody must be in charge where tasks are taken over or a desk is shared. Write the job title of the project owner."
        ],
    )
    shown = lea.send(address, "agree", performed_library=["passport"], project_owner="Bibliotekschef")
    assert "Model 3" in shown.content.decode()
    lea.save(shown)
    assert (Agreement.objects.get().project_owner, "Model 3" in lea.look("/manage/cooperation/").content.decode()) == (
        "Bibliotekschef",
        True,
    )


def test_competences_and_usual_hours_of_a_colleague(lea: Leader) -> None:
    address, mette = PLACE + "people/", str(Staff.objects.get(username="mette").pk)
    lea.send(address, "grant", mette, other="passport", first="2026-11-24")
    assert Competence.objects.get().key == "passport"
    assert said(lea.send(address, "grant", mette, other="Pas!"))[0] == 422
    lea.send(address, "withdraw", mette, key="passport", day="2026-12-24")
    assert str(Competence.objects.get().last) == "2026-12-23"
    lea.save(lea.send(address, "duty", mette, hours="Mo 10:00-16:00"))
    assert DutyPeriod.objects.get().opens == 600


def test_a_task_is_changed_from_a_day_on_suspended_and_priced(adam: Leader) -> None:
    address = "/manage/tasks/passport/"
    adam.send(address, "change", "minutes", minutes="12", since="2026-12-01", why="Målt")
    adam.send(address, "suspend", why="Systemet er nede")
    adam.send(address, "fee", component="passport", amount="890,50", name_da="Pas", name_en="Passport")
    adam.send(address, "kle", kle="23.05", facet="G01", edition="2026")
    assert (TaskChange.objects.get().value, Suspension.objects.get().why) == (12, "Systemet er nede")
    assert (Fee.objects.get().amount, Task.objects.get(key="passport").kle) == (89050, "23.05")
    assert "Systemet er nede" in adam.look(address).content.decode()
    adam.send(address, "resume")
    assert Suspension.objects.count() == 0


def served(town: Town, times: int, seconds: int) -> None:
    """So many people were served so long."""
    for _ in range(times):
        visit = town.serving()
        town.later(seconds=seconds)
        actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())


def proposal(page: HttpResponse) -> tuple[str, list[str]]:
    """What was measured, and what a press would take over."""
    text = page.content.decode()
    words = re.search(r">Measured</span> <span><strong>(.*?)</strong>", text)
    return words[1] if words else "", re.findall(
        r'name="do" value="measured"><input type="hidden" name="about" value="(\d+)"', text
    )


def test_the_minutes_that_were_measured_are_proposed_and_taken_over_by_one_press(adam: Leader) -> None:
    address = "/manage/tasks/passport/"
    served(adam.town, FEW, 540)
    words = f"9 min, in {FEW} enquiries of the last 90 days"
    assert (proposal(adam.look(address)), TaskChange.objects.count()) == ((words, ["9"]), 0)
    assert f"Nordby: 9 min ({FEW})" in adam.look(address).content.decode()
    adam.send(address, "measured", "9")
    change = TaskChange.objects.get()
    assert (change.field, change.value, change.since) == ("minutes", 9, clock.local_day(adam.town.now))
    assert proposal(adam.look(address)) == (words, [])
    assert book.town().tasks["passport"].on(change.since).minutes == 9


def test_too_few_measured_are_said_and_not_proposed(adam: Leader) -> None:
    address = "/manage/tasks/passport/"
    assert proposal(adam.look(address)) == ("", [])
    served(adam.town, FEW - 1, 540)
    words = f"{FEW - 1} enquiries in the last 90 days; it takes {FEW} to say how long"
    assert proposal(adam.look(address)) == (words, [])


@pytest.mark.parametrize("minutes", ["", "0", "nine", "100000"])
def test_what_cannot_be_measured_is_refused_in_a_sentence(adam: Leader, minutes: str) -> None:
    page = adam.client.post("/manage/tasks/passport/", {"do": "measured", "about": minutes, "op": str(uuid4())})
    assert (page.status_code, TaskChange.objects.count()) == (422, 0)


@pytest.mark.parametrize("amount", ["nan", "inf", "1e400", "ten"])
def test_a_fee_that_is_no_amount_is_refused_at_its_field(adam: Leader, amount: str) -> None:
    page = adam.send("/manage/tasks/passport/", "fee", component="passport", amount=amount)
    assert (page.status_code, Fee.objects.count()) == (422, 0)


def test_a_fee_without_a_day_and_a_wrong_number_are_refused_with_the_cure(adam: Leader) -> None:
    address = "/manage/tasks/passport/"
    assert said(adam.send(address, "fee", component="passport", amount="890", since="")) == (
        422,
        ["A fee needs the day it holds from. Add the date."],
    )
    assert said(adam.send(address, "kle", kle="2305", edition="2026"))[0] == 422


def test_the_list_of_tasks_says_what_is_stopped(adam: Leader) -> None:
    Suspension.objects.create(task=Task.objects.get(key="mitid"), first=date(2026, 1, 1), why="Nede")
    assert "stopped everywhere" in adam.look("/manage/tasks/").content.decode()
