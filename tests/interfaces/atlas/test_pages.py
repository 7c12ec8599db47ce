"""The public pages of the atlas: what is known is shown with its source, what is not says so, and only like is compared with like."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.indicators import WHOLE, count, file, share
from tests.people import NOON, Town
from velkommen.apps.evaluation.publishing import publish_indicators, read_indicators
from velkommen.apps.places.models import Municipality
from velkommen.domain.indicators.document import Figure, Unit
from velkommen.shared import clock, denmark
from velkommen.shared.actor import SYSTEM


@pytest.fixture
def client(town: Town) -> Client:
    Municipality.objects.create(code="0999", name="Fjordby Kommune", population=42_000, invented=True)
    client = Client()
    client.cookies["velkommen_language"] = "en"
    return client


def get(client: Client, address: str) -> str:
    with clock.fixed(NOON):
        answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def read(town: Town, **changes: Any) -> None:
    read_indicators(data=file(by=changes.get("name", "x"), **changes), **town.by(SYSTEM))


def test_the_map_says_what_is_known_and_links_every_municipality(client: Client) -> None:
    with clock.fixed(NOON):
        page = client.get("/atlas/").content.decode()
    assert "The models of 11 of 98 municipalities are known." in page
    assert {f"/atlas/municipality/{code}/" for code in denmark.by_code()} <= set(re.findall(r'href="([^"]+)"', page))
    assert "><title>Struer: Model 4: one entrance to the public sector</title>" in page


def test_the_list_is_in_the_order_of_the_danish_alphabet(client: Client) -> None:
    with clock.fixed(NOON):
        rows = re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', client.get("/atlas/").content.decode())
    assert (rows[0], rows[-4:]) == ("Albertslund", ["Aabenraa", "Aalborg", "Aarhus", "Fjordby Kommune"])


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?year=2010", "The models of 11 of 98 municipalities are known of 2010."),
        ("?year=2013", "Nothing is known of that year."),
        ("?year=twenty", "The models of 11 of 98 municipalities are known."),
    ],
)
def test_a_year_can_be_chosen(client: Client, query: str, says: str) -> None:
    assert says in get(client, f"/atlas/{query}")


def test_more_files_cost_no_more_statements(client: Client, town: Town) -> None:
    read(town)
    get(client, "/atlas/")
    with CaptureQueriesContext(connection) as one:
        get(client, "/atlas/")
    for number in range(2, 8):
        read(town, code=f"090{number}", name=f"Nr {number}")
    with CaptureQueriesContext(connection) as seven:
        get(client, "/atlas/")
    assert len(one) == len(seven) <= 4


def test_a_case_of_the_report_is_shown_with_its_page_and_how_sure_it_is(client: Client) -> None:
    page = get(client, "/atlas/municipality/0630/")
    assert "Model 2: under the same roof planned Jelling (Borgertorvet, Byens Hus) Planned." in page
    assert "(2010), p. 12" in page
    assert "Models Not known" in page


def test_where_nothing_is_known_it_says_so_and_how_to_publish(client: Client) -> None:
    page = get(client, "/atlas/municipality/0101/")
    assert "Nothing is known of how library and citizen service work together here." in page
    assert "velkommen export indicators --from" in page


@pytest.mark.parametrize("code", ["0998", "0411", "0901"])
def test_a_municipality_that_is_none_has_no_page(client: Client, code: str) -> None:
    assert client.get(f"/atlas/municipality/{code}/").status_code == 404


def test_what_a_municipality_publishes_is_shown_with_method_gaps_and_history(client: Client, town: Town) -> None:
    read(town, covered=700)
    read(town, covered=800, made=WHOLE.made.replace(second=1))
    page = get(client, "/atlas/municipality/0901/")
    assert "Published indicators, 1 January 2026 to 30 June 2026 Counted every day at the desk." in page
    assert "Mind the gaps: counted in only 80% of the staffed hours." in page
    assert "The libraries' share 33.3% 32.5% to 34.2% 4,000 of 12,000 97%" in page.replace("&#x27;", "'")
    assert "Called and not there * – – –" in page
    assert "replaced Tuesday 24 November 2026 at 12:00 by a newer one" in page


def test_only_those_alike_are_compared_and_other_definitions_are_listed(client: Client, town: Town) -> None:
    read(town)
    read(town, code="0902", name="Anden", figures=[share("library_share", 10, 40)])
    read(town, code="0903", name="Storby", population=200_000)
    other = Figure("library_share", 2, Unit.PER_CENT, 50.0)
    read(town, code="0904", name="Egenart", figures=[other])
    page = get(client, "/atlas/compare/?code=0901&indicator=library_share")
    assert "Compared are municipalities of the same class: 30,000 to 50,000 inhabitants, 75 to 200" in page
    assert "Opdigtet Kommune (invented): 33.3%. The one other: 25.0%." in page
    assert "1 other is left out, being of another class." in page
    assert "Few municipalities of this class have published indicators" in page
    table = page[page.index("Rests on too little?") : page.index("In the order of the alphabet")]
    assert re.findall(r"(\w+(?: \w+)?) \(invented\) (\d+\.\d%)", table) == [
        ("Anden", "25.0%"),
        ("Opdigtet Kommune", "33.3%"),
    ]
    assert "Egenart (invented): by definition 2: not compared" in page


def test_before_anybody_publishes_the_comparison_says_how_to_begin(client: Client) -> None:
    assert "No municipality has published indicators here yet." in get(client, "/atlas/compare/")


@pytest.mark.parametrize("query", ["?code=nobody", "?indicator=beauty", "?code=%00"])
def test_a_choice_that_cannot_be_is_left_out(client: Client, town: Town, query: str) -> None:
    read(town)
    with clock.fixed(NOON):
        assert client.get(f"/atlas/compare/{query}").status_code in {200, 422}


def test_the_files_go_out_as_a_danish_spreadsheet_opens_them(client: Client, town: Town) -> None:
    read(town)
    with clock.fixed(NOON):
        models = client.get("/atlas/models.csv?year=2010").content.decode()
        figures = client.get("/atlas/indicators.csv").content.decode()
    assert "\r\n0671;Struer;Midtjylland;20700;" in models
    assert "Model 4: one entrance to the public sector;2010;The report of 2010, p. 17-19\r\n" in models
    assert (
        "\r\n0901;Opdigtet Kommune;2026-01-01;2026-06-30;library_share;1;per_cent;33,3;4000;12000;97;;"
        "counted every day at the desk;97\r\n"
    ) in figures


def test_the_schema_and_the_files_may_be_read_by_pages_elsewhere(client: Client, town: Town) -> None:
    read(town)
    schema = client.get("/atlas/indicators.schema.json")
    assert (schema.headers["Access-Control-Allow-Origin"], json.loads(schema.content)["type"]) == ("*", "object")


def test_ones_own_newest_file_has_an_address_of_its_own(client: Client, town: Town) -> None:
    assert client.get("/atlas/own/indicators.json").status_code == 404
    count(town)
    town.later(days=1)
    publish_indicators(first=NOON.date(), last=NOON.date(), **town.by(SYSTEM))
    found = json.loads(client.get("/atlas/own/indicators.json").content)
    assert found["content"]["municipality"]["code"] == "0999"


def test_a_file_that_is_not_there_says_so(client: Client) -> None:
    assert client.get("/atlas/files/1.json").status_code == 404
    assert client.get(f"/atlas/files/{10**30}.json").status_code == 404
