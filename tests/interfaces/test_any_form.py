"""Every form of those who arrange and serve, filled in by chance with what people and programs type: no page ever breaks, then or after.

What is sent is kept for the rest of a test, so that what one form let in is met by every other page, sheet and file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from random import Random
from uuid import UUID

import pytest
from django.test import Client

from velkommen.apps.people.models import Staff
from velkommen.project.demo import build
from velkommen.shared import clock

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
PLACES = ("nordby", "bogbussen", "raadhuset")
FILLED_IN = (
    "/manage/matrix/",
    "/manage/tasks/passport_adult/",
    "/manage/tasks/postal_vote/",
    *(f"/manage/places/{slug}/{page}" for slug in PLACES for page in ("", "hours/", "cooperation/", "people/")),
    *(f"/setup/{step}/?place=nordby" for step in ("municipality", "places", "hours", "desks", "equipment", "tasks")),
    *(f"/setup/{step}/?place=nordby" for step in ("cooperation", "colleagues", "screens")),
    *("/learning/", "/learning/terms/", "/learning/courses/3/", "/learning/training/1/"),
    *(f"/learning/at/{slug}/{page}/" for slug in PLACES for page in ("training", "courses")),
    "/find/passport_adult/",
    *("/book/", "/book/people/?task=passport_adult", "/book/time/?task=passport_adult&people=1"),
    *("/statistics/", "/statistics/figures/", "/statistics/about/asked/", "/statistics/effects/", "/statistics/waits/"),
    *("/statistics/library/", "/statistics/targets/", "/statistics/ledger/", "/report/", "/data/sql/"),
    *("/counting/", "/counting/plan/", "/counting/profiles/", "/counting/1/paper/nordby/", "/counting/1/results/"),
    *("/surveys/manage/", "/surveys/at/nordby/", "/atlas/", "/atlas/compare/", "/atlas/manage/"),
    "/desk/nordby/1/",
    "/desk/nordby/1/pickups/",
)
LOOKED_AT = (
    *("/", "/places/", "/places/bogbussen/", "/find/postal_vote/?all=1", "/staff/", "/manage/", "/manage/cooperation/"),
    *("/manage/tasks/", "/manage/export.xlsx", "/setup/ready/", "/statistics/", "/kiosk/demo-kiosk-nordby/da/"),
    *("/learning/all/", "/learning/at/nordby/", "/learning/at/nordby/plan/", "/learning/at/nordby/volume/"),
    *(
        "/counting/",
        "/surveys/",
        "/surveys/citizens/",
        "/surveys/staff/",
        "/atlas/",
        "/atlas/sources/",
        "/report/",
        "/data/",
    ),
    *("/statistics/effects/", "/statistics/measures/", "/statistics/ledger/", "/report/evaluation/"),
    *("/open/hsds.json", "/open/cpsv.jsonld", "/open/schemaorg.jsonld", "/open/places.ics"),
)
TYPED = (
    *("", " ", "\t\n", "0", "-1", "9" * 30, "3.14", "56,15", "1e400", "nan", "inf", "-0", "١٢٣", "True", "null"),
    *("2026-02-30", "9999-12-31", "0001-01-01", "24-11-2026", "2026-12-01", "2026-11-24T10:00", "10-18", "25-99"),
    *("Mo-Su 00:00-24:00 off; PH", "Mo-Fr 10:00-18:00", "passport_adult", "nordby", "https://x", "javascript:alert(1)"),
    *("x" * 5000, "æøå ☃ 💩", "<script>", "%s%(x)s{}", "\u202e", "a\x01b", "010180-1234", "-" * 200),
)


@dataclass
class Filled:
    """One form of a page: where it goes, and its fields as [name, value, kind, choices …]."""

    method: str
    action: str
    fields: list[list[str]] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Filled] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.found.append(Filled(said.get("method", "get").lower(), said.get("action", "")))
            self._inside = True
        elif self._inside and tag in {"input", "textarea", "select", "button"} and said.get("name"):
            self.found[-1].fields.append([said["name"], said.get("value", ""), said.get("type", tag)])
        elif self._inside and tag == "option" and self.found[-1].fields:
            self.found[-1].fields[-1].append(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"


def typed(form: Filled, chance: Random) -> Iterator[tuple[str, str]]:
    """What somebody sends: what was there, a choice, or anything at all; sometimes a field is missing."""
    for name, value, kind, *choices in form.fields:
        if name == "op":
            yield name, str(UUID(int=chance.getrandbits(128), version=4))
        elif name == "csrfmiddlewaretoken" or (kind in {"checkbox", "radio"} and chance.random() < 0.5):
            continue
        elif kind in {"hidden", "button", "submit"} and chance.random() < 0.9:
            yield name, value
        elif choices and chance.random() < 0.6:
            yield name, chance.choice(choices)
        elif chance.random() < 0.97:
            yield name, value if chance.random() < 0.35 else chance.choice(TYPED)


def client(username: str) -> Client:
    found = Client(raise_request_exception=False)
    found.force_login(Staff.objects.get(username=username))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_typed_no_page_breaks_then_or_after(db: None, seed: int) -> None:
    build.fill(days=1, at=NOON)
    chance, adam, mette = Random(seed), client("adam"), client("mette")
    broken, sent = [], 0
    with clock.fixed(NOON):
        for page in FILLED_IN:
            who = mette if page.startswith("/desk") else adam
            shown = who.get(page)
            if shown.status_code >= 500:
                broken.append((page, {}))
            for form in Forms(shown.content.decode()).found:
                facts, address = dict(typed(form, chance)), form.action or page
                if any(part in address for part in ("logout", "language")):
                    continue
                answer = (who.post if form.method == "post" else who.get)(address, facts)
                sent += 1
                if answer.status_code >= 500:
                    broken.append((address, facts))
        broken += [(page, {}) for page in LOOKED_AT if adam.get(page).status_code >= 500]
    assert (broken, sent > 100) == ([], True)
