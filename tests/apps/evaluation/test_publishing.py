"""Indicator files in and out: one's own signed, others' checked, a newer one replacing an older, and nothing stored of what is wrong."""

import json
from base64 import b64encode
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from tests.counting import planned
from tests.indicators import MADE, WHOLE, count, file, forged, public_of, verified
from tests.people import Town, code, somebody
from velkommen.apps.atlas.models import IndicatorFile, PublicKey
from velkommen.apps.atlas.queries import alike, current, history, published_by, standings
from velkommen.apps.evaluation.indicators import indicators
from velkommen.apps.evaluation.publishing import (
    publish_indicators,
    read_indicators,
    signed_file,
    withdraw_indicators,
)
from velkommen.apps.places.models import Municipality
from velkommen.domain.cooperation import Model
from velkommen.domain.indicators.document import Method, PlaceFact
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared import signing
from velkommen.shared.actor import Actor

SECOND = timedelta(seconds=1)
TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)


@pytest.fixture
def ada(town: Town) -> Actor:
    Municipality.objects.create(code="0999", name="Fjordby Kommune", population=42_000, invented=True)
    return somebody("ada", (None, Role.ADMIN))


@pytest.fixture
def counted(town: Town, ada: Actor) -> Town:
    """Thirty passports solved at Nordby, and it is the next day."""
    count(town)
    town.later(days=1)
    return town


def read(town: Town, ada: Actor, data: bytes, new_key: bytes = b"") -> dict[str, Any]:
    return dict(read_indicators(data=data, new_key=new_key, **town.by(ada)))


def refused(town: Town, ada: Actor, data: bytes, **more: bytes) -> Code:
    return code(read_indicators, data=data, **more, **town.by(ada))


def stored() -> list[tuple[str, str, str]]:
    rows = IndicatorFile.objects.order_by("id").values_list("code", "made_at", "gone")
    return [(code, f"{made:%H:%M:%S}", gone) for code, made, gone in rows]


def test_a_file_says_how_it_was_counted(town: Town, ada: Actor) -> None:
    """In counting weeks alone, until something is counted on another day."""
    planned(town, last=TODAY)
    count(town)
    town.later(days=1)
    assert indicators(TODAY, TODAY, town.now).method is Method.COUNTING_WEEKS
    count(town)
    town.later(days=1)
    assert indicators(TODAY, TODAY + timedelta(days=1), town.now).method is Method.CONTINUOUS


def test_a_file_is_read_and_found_again_byte_for_byte(town: Town, ada: Actor) -> None:
    data = file()
    answer = read(town, ada, data)
    assert answer == {"file": answer["file"], "code": "0901", "first": "2026-01-01", "last": "2026-06-30"}
    assert [(one.document, one.public, one.gone) for one in current()] == [(WHOLE, public_of("opdigtet"), "")]
    assert bytes(IndicatorFile.objects.get().content) == data


@pytest.mark.parametrize(
    ("data", "no"),
    [
        (forged(file(), b"Opdigtet Kommune", b"Opdigted Kommune"), Code.INDICATORS_BAD_SIGNATURE),
        (forged(file(), b'"value": 33.3', b'"value": 43.3'), Code.INDICATORS_BAD_SIGNATURE),
        (file(made=MADE + timedelta(days=400)), Code.INDICATORS_MADE_AHEAD),
        (file(first=date(2026, 7, 1)), Code.PERIOD_REVERSED),
        (file(code="0411", name="Christiansø"), Code.INDICATORS_NOBODYS),
        (file(code="0751", name="Aalborg Kommune"), Code.INDICATORS_OTHER_NAME),
        (b"PK\x03\x04", Code.INDICATORS_PACKED),
    ],
)
def test_of_what_is_wrong_nothing_is_stored(town: Town, ada: Actor, data: bytes, no: Code) -> None:
    assert refused(town, ada, data) is no
    assert (stored(), PublicKey.objects.count()) == ([], 0)


@pytest.mark.parametrize("name", ["Aarhus Kommune", "Århus Kommune", "AARHUS"])
def test_a_municipality_of_denmark_is_known_by_code_and_name(town: Town, ada: Actor, name: str) -> None:
    assert read(town, ada, file(code="0751", name=name))["code"] == "0751"


def test_a_real_house_reads_no_invented_municipality(town: Town, ada: Actor) -> None:
    Municipality.objects.update(invented=False)
    assert refused(town, ada, file()) is Code.INDICATORS_INVENTED


def test_the_same_file_and_an_older_one_change_nothing(town: Town, ada: Actor) -> None:
    newest = file()
    read(town, ada, newest)
    assert refused(town, ada, newest) is Code.INDICATORS_KNOWN
    assert refused(town, ada, b"\xef\xbb\xbf" + newest) is Code.INDICATORS_KNOWN, "the same with a mark before it"
    assert refused(town, ada, json.dumps(json.loads(newest)).encode()) is Code.INDICATORS_KNOWN, "in other lines"
    assert refused(town, ada, file(made=MADE - SECOND)) is Code.INDICATORS_OLDER
    assert stored() == [("0901", "10:00:00", "")]


def test_a_newer_file_of_the_same_days_replaces_and_both_are_kept(town: Town, ada: Actor) -> None:
    read(town, ada, file())
    read(town, ada, file(made=MADE + SECOND))
    assert stored() == [("0901", "10:00:00", "replaced"), ("0901", "10:00:01", "")]
    assert [(one.document.made, one.gone) for one in history("0901")] == [(MADE + SECOND, ""), (MADE, "replaced")]


def test_other_days_stand_beside(town: Town, ada: Actor) -> None:
    read(town, ada, file())
    read(town, ada, file(first=date(2026, 4, 1), figures=[]))
    assert [one.document.first.month for one in current()] == [1, 4]


def test_another_key_is_refused_until_somebody_has_asked(town: Town, ada: Actor) -> None:
    read(town, ada, file())
    newer = file(by="somebody", made=MADE + SECOND)
    assert refused(town, ada, newer) is Code.INDICATORS_OTHER_KEY
    assert refused(town, ada, newer, new_key=b"wrong") is Code.INDICATORS_OTHER_KEY
    read(town, ada, newer, signing.mark(signing.fingerprint(public_of("somebody"))))
    keys = PublicKey.objects.order_by("id").values_list("public", "until")
    assert list(keys) == [(public_of("opdigtet"), town.now), (public_of("somebody"), None)]
    assert refused(town, ada, file(made=MADE + 2 * SECOND)) is Code.INDICATORS_OTHER_KEY


def test_a_file_is_shown_no_more_and_stays(town: Town, ada: Actor) -> None:
    number = read(town, ada, file())["file"]
    withdraw_indicators(file=number, **town.by(ada))
    assert (stored(), current()) == ([("0901", "10:00:00", "withdrawn")], [])
    assert code(withdraw_indicators, file=number, **town.by(ada)) is Code.INDICATORS_WITHDRAWN
    assert code(withdraw_indicators, file=number + 1, **town.by(ada)) is Code.UNKNOWN_INDICATORS
    assert refused(town, ada, file()) is Code.INDICATORS_KNOWN


def test_a_leader_of_one_place_may_not(town: Town, ada: Actor) -> None:
    by = town.by(town.lea)
    assert code(read_indicators, data=file(), **by) is Code.NOT_ALLOWED
    assert code(publish_indicators, first=YESTERDAY, last=YESTERDAY, **by) is Code.NOT_ALLOWED
    assert code(withdraw_indicators, file=1, **by) is Code.NOT_ALLOWED


def test_only_those_alike_are_compared_in_the_order_of_the_alphabet(town: Town, ada: Actor) -> None:
    for number, name, population, area in [
        ("0901", "Å", 41_000, 410.5),
        ("0902", "B", 31_000, 400.0),
        ("0903", "C", 41_000, 4_000.0),
        ("0904", "D", 90_000, 800.0),
        ("0905", "E", 41_000, None),
    ]:
        read(town, ada, file(by=name, code=number, name=name, population=population, area=area, figures=[]))
    files = current()
    assert [one.document.name for one in alike(files, "0901")] == ["B", "Å"]
    assert [one.document.name for one in alike(files, "0905")] == ["E"]
    assert alike(files, "0906") == []


def test_models_of_a_year_are_those_of_the_files_of_that_year(town: Town, ada: Actor) -> None:
    places = [
        PlaceFact("A", "branch", "3", counted=True),
        PlaceFact("B", "branch", "none", counted=True),
        PlaceFact("C", "town_hall", "unknown", counted=True),
    ]
    read(town, ada, file(places=places))
    read(town, ada, file(by="x", code="0902", name="X", places=places[1:]))
    read(town, ada, file(by="y", code="0903", name="Y", places=places[2:]))
    found = {code: one.models for code, one in standings(current(), 2026).items()}
    assert found == {"0901": (Model.SELECTED_TASKS,), "0902": (Model.NONE,)}
    assert set(standings(current(), 2010)) & {"0901", "0902"} == set()


def test_what_was_counted_is_published_signed_and_true(counted: Town, ada: Actor) -> None:
    publish_indicators(first=TODAY, last=TODAY, area=580.0, **counted.by(ada))
    (found,) = current()
    told = {one.indicator: (one.value, one.part, one.whole) for one in found.document.figures}
    assert told == {
        "per_thousand": (260.7, 30, 42_000),
        "library_share": (100.0, 30, 30),
        "solved": (100.0, 30, 30),
        "referred": (0.0, 0, 30),
        "other": (0.0, 0, 30),
        "outside": (None, None, None),
        "waiting_half": (None, None, None),
        "waiting_most": (None, None, None),
        "no_shows": (None, None, None),
    }
    content = bytes(IndicatorFile.objects.get().content)
    assert verified(content)
    assert published_by("0999", signing.public_key()) == IndicatorFile.objects.get()
    places = [("Nordby", "unknown", True), ("Sydby", "unknown", False)]
    assert [(one.name, one.model, one.counted) for one in found.document.places] == places


def test_a_file_says_the_same_whenever_it_is_made_of_the_same(counted: Town, ada: Actor) -> None:
    assert signed_file(TODAY, TODAY, counted.now) == signed_file(TODAY, TODAY, counted.now)


@pytest.mark.parametrize(
    ("first", "last", "no"),
    [
        (TODAY, YESTERDAY, Code.PERIOD_REVERSED),
        (date(2000, 1, 1), TODAY, Code.INDICATORS_TOO_LONG),
        (TODAY, TODAY + timedelta(days=1), Code.INDICATORS_NOT_OVER),
        (YESTERDAY, YESTERDAY, Code.INDICATORS_NOTHING_COUNTED),
    ],
)
def test_days_that_cannot_be_published_are_refused(
    counted: Town, ada: Actor, first: date, last: date, no: Code
) -> None:
    assert code(publish_indicators, first=first, last=last, **counted.by(ada)) is no


def test_an_area_that_cannot_be_is_refused(counted: Town, ada: Actor) -> None:
    assert code(publish_indicators, first=TODAY, last=TODAY, area=0.0, **counted.by(ada)) is Code.BAD_VALUE


def test_published_again_replaces_also_with_a_new_key_of_the_house(
    counted: Town, ada: Actor, settings: LazySettings
) -> None:
    publish_indicators(first=TODAY, last=TODAY, **counted.by(ada))
    settings.SIGNING_KEY = b64encode(bytes(32)).decode()
    counted.later(seconds=1)
    publish_indicators(first=TODAY, last=TODAY, **counted.by(ada))
    assert [gone for *_, gone in stored()] == ["replaced", ""]
    assert PublicKey.objects.filter(code="0999").count() == 2


def test_a_repeat_of_the_same_operation_publishes_once(counted: Town, ada: Actor) -> None:
    by = counted.by(ada)
    once = publish_indicators(first=TODAY, last=TODAY, **by)
    assert publish_indicators(first=TODAY, last=TODAY, **by) == once
    assert IndicatorFile.objects.count() == 1
