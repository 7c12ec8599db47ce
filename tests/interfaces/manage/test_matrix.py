"""The matrix: what holds, what is typed, what it would do, and only then what is saved."""

import re
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import Town, close
from velkommen.apps.catalogue.models import Task
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Offer, Posting
from velkommen.apps.places.models import Equipment, ServicePoint
from velkommen.domain.placement.consequences import When
from velkommen.interfaces.manage.matrix import PARTS
from velkommen.shared import clock

TODAY = date(2026, 11, 24)
ADDRESS = "/manage/matrix/"


class Leader:
    """Lea at the sheet; she leads Nordby and, from now on, Sydby."""

    def __init__(self, town: Town) -> None:
        self.town, self.client = town, Client()
        lea = Staff.objects.get(username="lea")
        Posting.objects.create(staff=lea, service_point=town.sydby, role="lead")
        self.client.force_login(lea)
        self.page = self.look()

    def look(self, **asked: str) -> HttpResponse:
        with clock.fixed(self.town.now):
            return self.client.get(ADDRESS, asked)

    def press(self, do: str, **typed: str) -> HttpResponse:
        """Send the whole sheet, as a browser does, with some cells typed over (named place_task)."""
        shown = re.findall(r'<input name="(c-[^"]+)" value="([^"]*)"', self.page.content.decode())
        hidden = re.findall(r'name="(op|line|since)" value="([^"]*)"', self.page.content.decode())
        places = {"nordby": self.town.place.pk, "sydby": self.town.sydby.pk}
        over = {}
        for name, letter in typed.items():
            place, _, task = name.partition("_")
            over[f"c-{places[place]}-{task}" if place in places else name] = letter
        with clock.fixed(self.town.now):
            self.page = self.client.post(ADDRESS, {**dict(shown), **dict(reversed(hidden)), **over, "do": do})
        return self.page


@pytest.fixture
def lea(town: Town) -> Leader:
    return Leader(town)


def letters(page: HttpResponse) -> dict[str, list[str]]:
    return {row.task: [cell.typed for cell in row.squares] for row in page.context["sheet"].rows}


def test_the_sheet_shows_what_every_place_does_with_every_task(lea: Leader) -> None:
    assert [place.name for place in lea.page.context["sheet"].places] == ["Nordby", "Sydby"]
    assert letters(lea.page) == {"passport": ["E", "E"], "mitid": ["E", ""], "assessment": ["E", ""]}


def test_what_only_figures_know_is_no_row_unless_a_place_was_given_it(lea: Leader) -> None:
    like = Task.objects.get(key="mitid")
    like.pk, like.key, like.name_da = None, "topic_unknown", "Emne ikke oplyst"
    like.save()
    book.forget()
    assert "topic_unknown" not in letters(lea.look())
    Offer.objects.create(service_point=lea.town.sydby, task=like)
    book.forget()
    assert letters(lea.look())["topic_unknown"] == ["", "E"]


def test_a_preview_says_what_people_would_lose_and_saves_nothing(lea: Leader) -> None:
    before = Offer.objects.count()
    said = lea.press("preview", nordby_passport="", sydby_passport="h").context
    assert (said["number"], [line["text"] for line in said["lines"]], said["faults"]) == (
        2,
        [
            "1 sted mister »passport (da)« helt",
            "1 sted mister »passport (da)« helt, men folk bliver stadig hjulpet",
        ],
        [],
    )
    assert Offer.objects.count() == before


def test_what_was_typed_is_still_there_after_the_preview(lea: Leader) -> None:
    assert letters(lea.press("preview", nordby_mitid="v"))["mitid"] == ["V", ""]


def test_saving_makes_steps_from_the_day_on(lea: Leader) -> None:
    lea.press("preview", nordby_mitid="V", sydby_mitid="H")
    answer = lea.press("save")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{ADDRESS}?line=&since={TODAY}&saved=2")
    rows = Offer.objects.filter(since=TODAY).order_by("service_point")
    assert [(row.service_point.slug, row.role) for row in rows] == [("nordby", "refer"), ("sydby", "assist")]


def test_a_letter_nobody_knows_is_named_and_nothing_typed_is_lost(lea: Leader) -> None:
    answer = lea.press("save", nordby_mitid="X", sydby_mitid="H")
    assert (answer.status_code, letters(answer)["mitid"]) == (422, ["X", "H"])
    assert "mitid (da), Nordby" in answer.context["refused"]
    assert not Offer.objects.filter(since=TODAY).exists()


def test_what_cannot_be_is_said_before_it_is_saved_and_refused_after(lea: Leader) -> None:
    Task.objects.filter(key="mitid").update(equipment=["mitid_workstation"])
    said = lea.press("preview", sydby_mitid="E").context
    assert len(said["faults"]) == 1
    assert "MitID-arbejdsplads" in said["faults"][0]
    assert lea.press("save").status_code == 422
    Equipment.objects.create(service_point=lea.town.sydby, kind="mitid_workstation", name="RA")
    assert lea.press("save").status_code == 302


def test_a_column_is_copied_into_the_sheet_and_not_yet_saved(lea: Leader) -> None:
    page = lea.press("copy", origin=str(lea.town.place.pk), to=str(lea.town.sydby.pk))
    assert letters(page) == {"passport": ["E", "E"], "mitid": ["E", "E"], "assessment": ["E", "E"]}
    assert Offer.objects.filter(service_point=lea.town.sydby).count() == 1


def test_a_place_one_does_not_arrange_is_no_column_and_cannot_be_typed_into(lea: Leader) -> None:
    elsewhere = ServicePoint.objects.create(slug="vestby", name="Vestby", kind="branch")
    book.forget()
    lea.press("save", **{f"c-{elsewhere.pk}-passport": "E", "sydby_mitid": "H"})
    assert [row.service_point.slug for row in Offer.objects.filter(since=TODAY)] == ["sydby"]


def test_one_line_alone_is_shown_when_chosen(lea: Leader) -> None:
    assert list(letters(lea.look(line="B"))) == ["assessment"]


def test_what_is_not_today_as_it_should_be_says_why(lea: Leader) -> None:
    Task.objects.filter(key="passport").update(competence="passport")
    book.forget()
    cells = {row.task: [cell.missing for cell in row.squares] for row in lea.look().context["sheet"].rows}
    assert cells["passport"] == ["Det kræver en, der er oplært i pas, og ingen af dem er her."] * 2
    assert cells["mitid"] == ["", ""]


def told(lea: Leader, place: str, task: str) -> tuple[int, str]:
    with clock.fixed(lea.town.now):
        answer = lea.client.get(f"/manage/places/{place}/why/{task}/")
    return answer.status_code, answer.content.decode()


def test_every_cell_says_what_it_comes_to_now_and_who_does_it(lea: Leader) -> None:
    status, text = told(lea, "nordby", "passport")
    assert (status, text[-len("På vagt og kan: Mette, Ali, Lea.") :]) == (200, "På vagt og kan: Mette, Ali, Lea.")


def test_or_why_not_and_when_next(lea: Leader) -> None:
    close(lea.town.place, lea.town.now.date(), "Storm")
    book.forget()
    _, text = told(lea, "nordby", "passport")
    assert "Næste gang: i morgen kl. 00.00." in text
    Offer.objects.filter(task__key="mitid").delete()
    book.forget()
    _, text = told(lea, "nordby", "mitid")
    assert "Ikke én gang inden for et år." in text


def test_of_a_place_one_does_not_arrange_nothing_is_told(lea: Leader) -> None:
    Posting.objects.filter(staff__username="lea", service_point=lea.town.sydby).delete()
    assert told(lea, "sydby", "passport")[0] == 403


def test_another_day_shows_what_holds_then(lea: Leader) -> None:
    lea.press("save", nordby_mitid="V")
    assert [letters(lea.look(since=day))["mitid"] for day in ("2026-11-23", "2026-11-24")] == [["E", ""], ["V", ""]]


def test_english_has_letters_of_its_own(lea: Leader) -> None:
    lea.client.cookies["velkommen_language"] = "en"
    assert letters(lea.look())["passport"] == ["C", "C"]


def test_the_sheet_costs_the_same_whatever_its_size(lea: Leader) -> None:
    lea.look()
    with CaptureQueriesContext(connection) as few:
        lea.look()
    for number in range(6):
        place = ServicePoint.objects.create(slug=f"place-{number}", name=f"Place {number}", kind="branch")
        Posting.objects.create(staff=Staff.objects.get(username="lea"), service_point=place, role="lead")
    book.forget()
    lea.look()
    with CaptureQueriesContext(connection) as many:
        lea.look()
    assert len(many) == len(few) <= 10


def test_every_part_of_the_week_has_words() -> None:
    assert list(PARTS) == list(When)
