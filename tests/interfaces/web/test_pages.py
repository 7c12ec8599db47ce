"""The signpost of the staff, the language, the devices, and the pages for bad moments."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.actions import register_device
from velkommen.apps.placement.models import Device, Posting
from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM


@pytest.fixture
def place(db: None) -> ServicePoint:
    Municipality.objects.create(code="0000", name="Fjordby Kommune", population=42000, invented=True)
    return ServicePoint.objects.create(slug="nordby", name="Nordby", kind="branch")


def staff(role: Role, place: ServicePoint) -> Client:
    member = Staff.objects.create(username=f"{role}-{place.slug}")
    Posting.objects.create(staff=member, service_point=place, role=role.value)
    client = Client()
    client.force_login(member)
    return client


def test_the_signpost_names_every_place(place: ServicePoint) -> None:
    shown = Client().get("/staff/").content.decode()
    assert ("Nordby" in shown, "Fjordby Kommune" in shown) == (True, True)


def test_the_signpost_of_an_empty_house_says_how_to_begin(db: None) -> None:
    assert 'href="/setup/"' in Client().get("/staff/").content.decode()


@pytest.mark.parametrize(
    ("role", "signs"),
    [
        (Role.EXPERT, ["lifelines", "guidance", "roster", "learning", "citizen"]),
        (
            Role.LEAD,
            [
                "desk",
                "calendar",
                "guidance",
                "roster",
                "learning",
                "courses",
                "figures",
                "devices",
                "arrange",
                "citizen",
            ],
        ),
    ],
)
def test_the_signpost_leads_to_no_door_that_stays_shut(role: Role, signs: list[str], place: ServicePoint) -> None:
    shown = staff(role, place).get("/staff/").content.decode()
    assert re.findall(r'<h2 id="sign-(\w+)"', shown) == signs


def test_a_missing_page_is_a_page(db: None) -> None:
    answer = Client().get("/nothing-here/")
    assert (answer.status_code, "<h1>" in answer.content.decode()) == (404, True)


def test_language_is_switched_by_post_and_kept_in_a_cookie(db: None) -> None:
    client = Client()
    answer = client.post("/language/", {"language": "en", "next": "/login/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/")
    assert list(answer.cookies) == ["velkommen_language"]
    assert '<html lang="en">' in client.get("/login/").content.decode()


def test_a_page_is_danish_until_its_reader_asks_for_english(db: None) -> None:
    answer = Client(headers={"accept-language": "en-GB"}).get("/login/")
    assert (answer.headers["Content-Language"], '<html lang="da">' in answer.content.decode()) == ("da", True)


def test_a_language_nobody_speaks_here_is_danish(db: None) -> None:
    client = Client()
    client.cookies["velkommen_language"] = "tlh"
    assert client.get("/login/").headers["Content-Language"] == "da"


def test_a_get_switches_nothing(db: None) -> None:
    assert Client().get("/language/?language=en").status_code == 405


def test_switching_leads_to_no_other_site(db: None) -> None:
    answer = Client().post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_browsers_are_told_to_send_their_origin(db: None) -> None:
    """With "no-referrer" a browser sends "Origin: null" with each form, and each form is refused."""
    assert Client().get("/login/").headers["Referrer-Policy"] == "same-origin"


def test_a_lead_pairs_a_screen_and_sees_its_address_once(place: ServicePoint) -> None:
    lead = staff(Role.LEAD, place)
    answer = lead.post("/devices/register/", {"place": place.pk, "role": "kiosk"})
    address = answer.context["fresh"]["address"]
    assert address.startswith("http://testserver/kiosk/")
    assert address not in lead.get("/devices/").content.decode()


def test_a_lead_takes_a_screen_away(place: ServicePoint) -> None:
    register_device(place=place.pk, role=Role.BOARD, by=SYSTEM, at=datetime(2026, 11, 24, tzinfo=UTC))
    device = Device.objects.get()
    staff(Role.LEAD, place).post(f"/devices/{device.pk}/revoke/", {"op": str(uuid4())})
    device.refresh_from_db()
    assert device.revoked_at is not None


@pytest.mark.parametrize("role", [Role.CLERK, Role.EXPERT, Role.PARTNER, Role.ANALYST, Role.AUDITOR])
def test_others_pair_nothing(place: ServicePoint, role: Role) -> None:
    client = staff(role, place)
    answers = [client.get("/devices/"), client.post("/devices/register/", {"place": place.pk, "role": "kiosk"})]
    assert ([answer.status_code for answer in answers], Device.objects.count()) == ([403, 403], 0)


def test_a_lead_of_another_place_pairs_nothing(place: ServicePoint) -> None:
    elsewhere = ServicePoint.objects.create(slug="sydby", name="Sydby", kind="branch")
    answer = staff(Role.LEAD, elsewhere).post("/devices/register/", {"place": place.pk, "role": "kiosk"})
    assert (answer.status_code, Device.objects.count()) == (403, 0)


def test_only_screens_are_paired(place: ServicePoint) -> None:
    answer = staff(Role.LEAD, place).post("/devices/register/", {"place": place.pk, "role": "admin"})
    assert (answer.status_code, Device.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("role", "links"),
    [
        (Role.CLERK, ["desk", "calendar", "knowledge", "roster", "learning", "statistics"]),
        (Role.PARTNER, ["desk", "calendar", "knowledge", "roster", "learning"]),
        (Role.EXPERT, ["lifelines", "knowledge", "roster", "learning"]),
        (Role.ANALYST, ["statistics"]),
        (Role.LEAD, ["desk", "calendar", "knowledge", "roster", "learning", "statistics", "manage"]),
    ],
)
def test_the_menu_leads_where_one_may_go(place: ServicePoint, role: Role, links: list[str]) -> None:
    shown = staff(role, place).get("/staff/").content.decode()
    menu = shown[shown.index("<nav") : shown.index("</nav>")]
    assert re.findall(r'href="/(\w+)/"', menu) == links


REVERSED = "/statistics/figures/?from=2026-11-25&to=2026-01-01"
FORM = "/statistics/figures/?from=2026-11-01&to=2026-11-25"


@pytest.mark.parametrize(
    ("came", "back"),
    [
        (f"http://testserver{FORM}", FORM.replace("&", "&amp;")),
        (f"http://testserver{REVERSED}", ""),
        ("http://testserver/login/?next=/statistics/", ""),
        ("http://elsewhere.example/statistics/", ""),
        ("//elsewhere.example/", ""),
        ("http://testserver//elsewhere.example/statistics/", ""),
        ("http://testserver/\\elsewhere.example/statistics/", ""),
        ("javascript:alert(1)", ""),
        ("http://testserver/statistics/?words=120188-1234", ""),
        ("http://testserver/statistics/?words=120188%2D1234", ""),
        ("", ""),
    ],
)
def test_a_no_leads_back_to_where_it_was_chosen(place: ServicePoint, came: str, back: str) -> None:
    page = staff(Role.LEAD, place).get(REVERSED, headers={"Referer": came})
    links = re.findall(r'button-primary" href="([^"]*)"', page.content.decode())
    assert (page.status_code, links) == (422, [back] if back else [])


def test_a_refused_form_with_its_own_address_leads_back_to_it(place: ServicePoint) -> None:
    page = staff(Role.LEAD, place).post("/devices/", {"name": "\0"}, headers={"Referer": "http://testserver/devices/"})
    links = re.findall(r'button-primary" href="([^"]*)"', page.content.decode())
    assert (page.status_code, links) == (422, ["/devices/"])
