"""Every screen in both languages: none shows a sentence of the other, and each says which language it speaks.

The sentences are those of the catalogue that no hole breaks and that are too long to be a name in both languages. The
first page of the kiosk is left out: it speaks both.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from types import MappingProxyType
from uuid import uuid4

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import permission_denied, server_error

from velkommen.apps.appointments.models import Appointment
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.rights import Role
from velkommen.project.demo import build
from velkommen.project.demo.town import device_token
from velkommen.shared import clock

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
LONG = 12
OTHER = MappingProxyType({"da": "en", "en": "da"})
DESK = "/desk/nordby/2/"
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
SPOKEN = ("aria-label", "alt", "title", "placeholder")

Page = tuple[str, HttpResponse]


@pytest.fixture
def fjordby(db: None) -> build.Summary:
    return build.fill(days=2, at=NOON)


@cache
def sentences() -> dict[str, set[str]]:
    """Language -> its sentences, as they stand in the catalogue."""
    found: dict[str, set[str]] = {"da": set(), "en": set()}
    with (settings.LOCALE_PATHS[0] / "da/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file, locale="da"):
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            danish = message.string if isinstance(message.string, tuple) else (message.string,)
            if set(english) != set(danish):
                found["en"].update(filter(_telling, english))
                found["da"].update(filter(_telling, danish))
    return {language: _own(texts, found[OTHER[language]]) for language, texts in found.items()}


def _own(texts: set[str], others: set[str]) -> set[str]:
    """Without what the other language says too: names that have no other (Udbetaling Danmark)."""
    return {text for text in texts if not any(text in other for other in others)}


def _telling(text: str) -> bool:
    return len(text) > LONG and " " in text and not any(hole in text for hole in ("%(", "{", "<"))


class Text(HTMLParser):
    """What a page says, by the language its elements are marked with; words for scripts and screen readers included."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.said: dict[str, str] = {}
        self.language = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.open[-1][1])
        if tag == "html":
            self.language = language
        for name, value in given.items():
            if name in SPOKEN or name.startswith("data-"):
                self.say(language, value)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open = self.open if tag in VOID else self.open[:-1]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] not in ("script", "style"):
            self.say(self.open[-1][1], data)

    def read_as(self, language: str) -> "Text":
        """The same page, as if it said that it spoke this language."""
        self.said = {language: self.said[self.language]}
        return self

    def say(self, language: str, text: str) -> None:
        self.said[language] = f"{self.said.get(language, '')}\n{' '.join(text.split())}"


def foreign(page: Text, language: str) -> list[str]:
    """The sentences of the other language that a page shows to readers of this one."""
    known = sentences()[OTHER[language]]
    return sorted(sentence for sentence in known if sentence in page.said.get(language, ""))


@dataclass
class Walk:
    """Somebody who looks at every screen of the house in one language."""

    language: str
    at: datetime = NOON
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, username: str) -> Client:
        """The browser of a member of staff; of nobody for an empty name."""
        if username not in self.clients:
            self.clients[username] = Client()
            self.clients[username].cookies["velkommen_language"] = self.language
            if username:
                self.clients[username].force_login(Staff.objects.get(username=username))
        return self.clients[username]

    def get(self, address: str, username: str = "") -> HttpResponse:
        with clock.fixed(self.at):
            return self.client(username).get(address)

    def post(self, address: str, username: str = "", **fields: object) -> HttpResponse:
        """Press a button, ten seconds after the last one, and look at what comes."""
        self.at += timedelta(seconds=10)
        with clock.fixed(self.at):
            return self.client(username).post(address, {"op": uuid4(), **fields}, follow=True)

    def press(self, deed: str, **fields: object) -> HttpResponse:
        return self.post(f"{DESK}{deed}/", "mette", **fields)

    def pages(self) -> dict[str, Text]:
        seen = [*self.finder(), *self.booking(), *self.signposts(), *self.bad_moments(), *self.desk(), *self.figures()]
        seen += [*self.calendar(), *self.screens()]
        return {name: Text(answer.content.decode()) for name, answer in seen}

    def signposts(self) -> Iterator[Page]:
        yield "signpost", self.get("/staff/")
        yield "signpost of a leader", self.get("/staff/", "lene")
        yield "login", self.get("/login/")
        yield "login refused", self.post("/login/", username="mette", password="wrong")
        yield "devices", self.get("/devices/", "lene")
        place = ServicePoint.objects.get(slug="nordby")
        yield "device paired", self.post("/devices/register/", "lene", place=place.pk, role="kiosk")

    def finder(self) -> Iterator[Page]:
        for address in ("/", "/find/?q=pas", "/find/?q=xyzzy", "/places/", "/places/nordby/", "/places/bogbussen/"):
            yield f"finder {address}", self.get(address)
        for task in ("passport_adult", "postal_vote", "health_allowance"):
            yield f"finder, {task}", self.get(f"/find/{task}/")
        yield "finder refusing", self.post("/find/passport_adult/draw/", place="infocentret")

    def booking(self) -> Iterator[Page]:
        asked = "task=passport_adult&people=2"
        for query in ("?none=1", "people/?task=passport_adult", f"time/?{asked}&place=nowhere"):
            yield f"booking {query}", self.get(f"/book/{query}")
        times = self.get(f"/book/time/?{asked}")
        yield "times", times
        slot = times.context["list"].there[0].days[0].first[0].slot
        pressed = {**{name: times.context[name] for name in ("op", "riddle")}, "task": "passport_adult", "people": "2"}
        with clock.fixed(self.at):
            yield "pressed too soon", self.client("").post("/book/hold/", {**pressed, "slot": slot})
        yield "time refused", self.post("/book/hold/", **pressed, slot="raadhuset@2026-01-01T10:00")
        held = self.post("/book/hold/", **pressed, slot=slot)
        yield "time held", held
        yield from self.appointment(Appointment.objects.get(pk=held.context["appointment"].pk))

    def appointment(self, made: Appointment) -> Iterator[Page]:
        own = f"/a/{made.link}/"
        yield "contact refused", self.post(f"{own}contact/", contact="nobody")
        yield "link sent", self.post(f"{own}contact/", contact="somebody@example.dk")
        made.refresh_from_db()
        yield "to be confirmed", self.get(f"/a/confirm/{made.confirm}/")
        yield "appointment", self.post(f"/a/confirm/{made.confirm}/")
        yield "confirmed before", self.post(f"/a/confirm/{made.confirm}/")
        for page in ("change/", "cancel/"):
            yield f"appointment, {page}", self.get(f"{own}{page}")
        yield "appointment called off", self.post(f"{own}cancel/")
        yield "arriving refused", self.post(f"{own}arrive/")

    def bad_moments(self) -> Iterator[Page]:
        yield "no such page", self.get("/nothing-here/")
        yield "not allowed", self.get("/desk/raadhuset/1/", "mette")
        strict = Client(enforce_csrf_checks=True)
        strict.cookies["velkommen_language"] = self.language
        yield "too old a page", strict.post("/login/")
        request = RequestFactory().get("/")
        with translation.override(self.language):
            yield "no access", permission_denied(request, PermissionError())
            yield "broken", server_error(request)

    def desk(self) -> Iterator[Page]:
        yield "desks", self.get("/desk/", "mette")
        yield "desk nobody sits at", self.get(DESK, "mette")
        yield "desk taken", self.press("take")
        yield "desk of a colleague", self.get(DESK, "jens")
        yield "seat refused", self.post(f"{DESK}take/", "jens")
        yield "called", self.press("next")
        visit = Visit.objects.get(desk__service_point__slug="nordby", desk__number=2, state="called").pk
        yield "serving", self.press("start", visit=visit)
        yield "several matters", self.press("add-matter", visit=visit, task="mitid_help")
        yield "outcome asked for", self.press("next")
        yield "illegal move", self.press("recall", visit=visit)
        yield "on hold", self.press("park", visit=visit)
        yield "counted", self.press("register", task="passport_adult", result="not_possible:papers_missing")
        yield "nothing to undo", self.press("undo", undone=uuid4())
        yield "without a number", self.press("serve", task="state_pension")

    def figures(self) -> Iterator[Page]:
        yield "statistics of today", self.get("/statistics/", "anne")
        yield "statistics", self.get("/statistics/?from=2026-11-22&to=2026-11-24", "anne")
        yield "statistics without figures", self.get("/statistics/?from=2020-01-01&to=2020-01-02", "anne")
        yield "statistics refused", self.get("/statistics/?from=2026-11-24&to=2026-11-01", "anne")

    def calendar(self) -> Iterator[Page]:
        nordby = "/calendar/nordby/"
        yield "calendars", self.get("/calendar/", "lene")
        yield "terms of appointments", self.get("/manage/places/nordby/appointments/", "lene")
        for page in (
            "",
            "?for=passport_adult.1",
            "book/?for=passport_adult.1&at=2026-12-02T10:15",
            "decisions/",
            "blocks/",
        ):
            yield f"calendar {page}", self.get(f"{nordby}{page}", "lene")
        rhythm = "for=passport_adult.1&at=2026-12-02T10:15&every=1&times=3&language=da"
        yield "a series", self.get(f"{nordby}series/?{rhythm}", "lene")
        yield (
            "booking refused",
            self.post(f"{nordby}book/", "lene", **{"for": "passport_adult.1", "at": "2020-01-02T10:15"}),
        )
        yield "ones own calendar", self.get("/calendar/feeds/", "lene")

    def screens(self) -> Iterator[Page]:
        kiosk = f"/kiosk/{device_token(Role.KIOSK, 'raadhuset')}/{self.language}/"
        here = f"?language={self.language}"
        yield "tiles", self.get(kiosk)
        drawn = self.post(f"{kiosk}draw/", task="passport_adult")
        yield "number", drawn
        visit = drawn.context["visit"]
        yield "follow", self.get(f"/n/{visit.link}/{here}")
        yield "left", self.post(f"/n/{visit.link}/leave/{here}")
        yield "number that is over", self.get(f"{kiosk}{visit.link}/")
        yield "leaving refused", self.post(f"/n/{visit.link}/leave/{here}")
        yield "no such number", self.get(f"/n/unknown/{here}")
        yield "board", self.get(f"/board/{device_token(Role.BOARD, 'raadhuset')}/{here}")
        yield "unpaired", self.get(f"/board/unknown/{here}")
        ServicePoint.objects.update(max_waiting=0)
        yield "full", self.get(kiosk)
        self.at = NOON + timedelta(hours=9)
        yield "closed", self.get(kiosk)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_screen_speaks_one_language_and_says_which(fjordby: build.Summary, language: str) -> None:
    pages = Walk(language).pages()
    heard = {name: (page.language, foreign(page, language)) for name, page in pages.items()}
    assert heard == dict.fromkeys(pages, (language, []))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_control_every_screen_would_be_caught_in_the_wrong_language(fjordby: build.Summary, language: str) -> None:
    pages = Walk(language).pages()
    assert [name for name, page in pages.items() if not foreign(page.read_as(OTHER[language]), OTHER[language])] == []
