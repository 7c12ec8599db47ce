"""Write the pictures of the README and the manual: the invented municipality at one moment, as a person meets it.

    python -m tools.screenshots [FOLDER]        docs/images when no folder is given

Everything runs in this process, on a database that is thrown away, with the one clock standing still: the same source
gives the same pictures, and the product has no switch for it.
"""

import asyncio
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import django
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from playwright.sync_api import Browser, Page, sync_playwright

from tools import chromium

ZONE = "Europe/Copenhagen"
MOMENT = datetime(2026, 11, 24, 10, 40, tzinfo=ZoneInfo(ZONE))  # a busy Tuesday
FOLDER = Path(__file__).resolve().parent.parent / "docs/images"
MOST_BYTES = 2_500_000
REPORT_PAGES, REPORT_PPI = (1, 6), 60
TRIES = 300  # of a tenth of a second
PLACE = "nordby"
YEAR = "?place=&from=2025-01-01&to=2025-12-31"
DESKTOP, KIOSK, WALL, PHONE = (1440, 900), (1080, 1920), (1920, 1080), (390, 720)
LOW, PAGE = (1280, 720), (1280, 860)  # a page of which the upper half says it, and one that says it whole
#: Task and minutes ago of everybody who has drawn a number, besides those whom the invented day brought.
DRAWN = (
    ("passport_adult", 38),
    ("driving_licence_renew", 37),
    ("library_question", 36),
    ("passport_adult", 21),
    ("mitid_help", 18),
    ("driving_licence_renew", 15),
    ("address_change", 13),
    ("health_card", 11),
    ("passport_child", 9),
    ("self_service_help", 7),
    ("library_question", 5),
    ("passport_adult", 4),
    ("talk_to_us", 2),
    ("passport_adult", 1),
)


#: Who called whoever was next, how many minutes ago, before those who are at the desks now, and how it ended: Jens is not trained
#: for passports and driving licences, and asks.
SERVED = (
    ("jens", 37, "solved_with_expert"),
    ("mette", 33, "solved"),
    ("jens", 26, "solved"),
    ("mette", 22, "solved"),
)


@dataclass(frozen=True)
class Picture:
    """One picture: its file, its address, the screen in CSS pixels and how many of its own pixels each of them gets,
    and what is done there first."""

    name: str
    address: str
    size: tuple[int, int]
    scale: float = 1
    language: str = "da"
    username: str = ""
    first: str = "body"
    act: Callable[[Page], object] = lambda page: None


def ask(page: Page) -> None:
    """Open the panel from which an expert is asked, and begin to write."""
    page.keyboard.press("c")
    page.locator("#lifeline-note").fill(
        "Ny telefon, og den gamle er slettet. Skal passet med, eller er kørekortet nok?"
    )


def search(page: Page) -> None:
    """Look for a word without leaving the desk."""
    page.keyboard.press("v")
    page.keyboard.type("fingeraftryk")
    page.locator("#found a").first.wait_for()


def take_it(page: Page) -> None:
    """Take what was asked in writing, and begin to answer it."""
    page.locator("#asked > li", has=page.locator("[formaction]")).locator("button").first.click()
    page.locator("#mine textarea").fill("En kopi er nok til at søge. Se originalen, når det hentes")


def pictures(link: str) -> list[Picture]:
    """What is taken; `link` is of somebody who waits."""
    return [
        Picture("desk", f"/desk/{PLACE}/2/", DESKTOP, username="mette"),
        Picture("desk-en", f"/desk/{PLACE}/2/", DESKTOP, username="mette", language="en"),
        Picture("lifeline", f"/desk/{PLACE}/2/", DESKTOP, username="mette", act=ask),
        Picture("guidance", f"/desk/{PLACE}/2/", DESKTOP, username="mette", act=search),
        Picture("expert", "/lifelines/", LOW, username="erik", act=take_it),
        Picture("kiosk", f"/kiosk/demo-kiosk-{PLACE}/da/", KIOSK, scale=0.5),
        Picture("board", f"/board/demo-board-{PLACE}/", WALL, scale=0.5),
        Picture("follow", f"/n/{link}/", PHONE),
        Picture("find", f"/find/passport_adult/?from={PLACE}", DESKTOP),
        Picture("book", "/book/time/?task=passport_adult&people=1", PHONE),
        Picture("calendar", "/calendar/hovedbiblioteket/?week=2026-W48", DESKTOP, username="lene"),
        Picture("matrix", "/manage/matrix/", DESKTOP, username="lene"),
        Picture("competences", f"/learning/at/{PLACE}/", PAGE, username="lene"),
        Picture("roster", f"/roster/{PLACE}/", (1440, 720), username="lene"),
        Picture("readiness", f"/manage/places/{PLACE}/readiness/", PAGE, username="lene"),
        Picture("courses", "/courses/", PHONE),
        Picture("surveys", "/surveys/citizens/", PAGE, username="anne", first=".vk-survey-lead"),
        Picture("statistics", f"/statistics/{YEAR}", DESKTOP, username="anne", first=".vk-summary"),
        Picture("leader", "/statistics/", PAGE, username="lene"),
        Picture(
            "effect",
            "/statistics/effects/of/?place=nordby&day=2026-01-01&sort=model&look=enquiries",
            PAGE,
            username="anne",
        ),
        Picture("atlas", "/atlas/", (1440, 820)),
    ]


@contextmanager
def municipality(at: datetime = MOMENT, days: int = 730) -> Iterator[None]:
    """Fjordby Kommune at a moment, in a folder of its own. Call it once, before anything of the product is imported."""
    folder = tempfile.mkdtemp(prefix="velkommen-screenshots-")
    os.environ |= {"VELKOMMEN_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "velkommen.project.settings"}
    os.environ.pop("VELKOMMEN_DATABASE_URL", None)
    django.setup()
    from velkommen.project.database import prepare  # noqa: PLC0415 - models exist only once Django is set up
    from velkommen.project.demo import build  # noqa: PLC0415 - as above
    from velkommen.shared import clock  # noqa: PLC0415 - as above

    try:
        prepare()
        with clock.fixed(at):
            build.fill(days=days, at=at)
            yield
    finally:
        shutil.rmtree(folder)


def play(at: datetime = MOMENT) -> str:
    """Let the branch get busy: some are served, Jens puts one on hold, Mette has two matters. The link of one who waits."""
    from velkommen.apps.enquiries import actions  # noqa: PLC0415 - models exist only once Django is set up
    from velkommen.apps.enquiries.models import Enquiry  # noqa: PLC0415 - as above
    from velkommen.apps.people.models import Staff  # noqa: PLC0415 - as above
    from velkommen.apps.placement.queries import actor_of  # noqa: PLC0415 - as above
    from velkommen.apps.places.models import Desk  # noqa: PLC0415 - as above
    from velkommen.apps.roster.actions import take_seat  # noqa: PLC0415 - as above
    from velkommen.domain.outcomes import Outcome  # noqa: PLC0415 - as above
    from velkommen.shared.actor import SYSTEM  # noqa: PLC0415 - as above

    clerks = {name: actor_of(Staff.objects.get(username=name)) for name in ("jens", "mette")}
    desks = dict(zip(clerks, Desk.objects.filter(service_point__slug=PLACE).order_by("number"), strict=True))
    place = desks["jens"].service_point_id

    def stamp(by: Any, minutes_ago: float) -> dict[str, Any]:
        return {"by": by, "at": at - timedelta(minutes=minutes_ago), "op": uuid4()}

    def call(name: str, minutes_ago: float) -> int:
        by, desk = clerks[name], desks[name].pk
        visit = actions.call_next(place=place, desk=desk, **stamp(by, minutes_ago))["visit"]
        assert visit is not None
        actions.start_service(visit=visit["id"], desk=desk, **stamp(by, minutes_ago - 0.5))
        return visit["id"]

    for name, by in clerks.items():
        take_seat(place=place, desk=desks[name].pk, **stamp(by, 39))
    drawn = [actions.issue_ticket(place=place, task=task, **stamp(SYSTEM, ago)) for task, ago in DRAWN]
    for name, ago, outcome in SERVED:
        actions.finish_visit(visit=call(name, ago), outcome=Outcome(outcome), **stamp(clerks[name], ago - 3.5))
    actions.park_visit(visit=call("jens", 12), **stamp(clerks["jens"], 6))
    visit = call("mette", 7)
    actions.add_matter(visit=visit, task="mitid_help", **stamp(clerks["mette"], 4.2))
    call("jens", 3)
    first = Enquiry.objects.get(visit=visit, current=False)
    actions.record_outcome(visit=visit, enquiry=first.pk, outcome=Outcome.SOLVED, **stamp(clerks["mette"], 1 / 60))
    return drawn[-1]["link"]


@contextmanager
def serving(at: datetime = MOMENT) -> Iterator[str]:
    """The whole house behind an address of this machine, for which it is always this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = int(trial.getsockname()[1])
    _stand_still(at)
    ready, over = threading.Event(), threading.Event()
    thread = threading.Thread(target=asyncio.run, args=(_serve(port, ready, over),))
    thread.start()
    ready.wait()
    _reach(port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        over.set()
        thread.join()


def _reach(port: int) -> None:
    """Wait until the server, which has said that it starts, is heard."""
    for _ in range(TRIES):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def _stand_still(at: datetime) -> None:
    """Put the moment around every request: done before the server takes the application, and in this process only."""
    from velkommen.project import wsgi  # noqa: PLC0415 - models exist only once Django is set up
    from velkommen.shared import clock  # noqa: PLC0415 - as above

    pages = wsgi.application

    def still(environ: Any, start_response: Any) -> Any:
        with clock.fixed(at):
            return pages(environ, start_response)

    setattr(wsgi, "application", still)  # noqa: B010 - a plain function where the handler's class was declared


async def _serve(port: int, ready: threading.Event, over: threading.Event) -> None:
    from velkommen.project.asgi import application  # noqa: PLC0415 - it takes the application that stands still

    server = Server(application, port=port, interface=Interfaces.ASGI, log_level=LogLevels.error)
    server.on_startup(ready.set)
    running = asyncio.create_task(server.serve())
    await asyncio.to_thread(over.wait)
    server.stop()
    await running


def flags() -> list[str]:
    """Sound without a press first, as on a wall; Chromium refuses its sandbox to root."""
    return ["--autoplay-policy=no-user-gesture-required", *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def take(browser: Browser, base: str, picture: Picture, folder: Path) -> Path:
    """Look at one screen and keep what is seen."""
    width, height = picture.size
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": height},
        device_scale_factor=picture.scale,
        locale="da-DK" if picture.language == "da" else "en-GB",
        timezone_id=ZONE,
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "velkommen_language", "value": picture.language, "url": base}])
    page = context.new_page()
    if picture.username:
        _log_in(page, picture.username)
    page.goto(picture.address)
    picture.act(page)
    page.evaluate("document.fonts.ready")
    page.locator(picture.first).evaluate("first => scrollTo(0, first.getBoundingClientRect().top - 24)")
    page.wait_for_timeout(300)  # ms: the first stroke of the screen's own clock
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def _log_in(page: Page, username: str) -> None:
    from velkommen.project.demo.town import PASSWORD  # noqa: PLC0415 - models exist only once Django is set up

    page.goto("/login/")
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()


def report(folder: Path) -> list[Path]:
    """The first page of last year's report and a chapter, as they are printed."""
    from django.utils import translation  # noqa: PLC0415 - models exist only once Django is set up
    from typst import Compiler  # noqa: PLC0415 - beside what it is used with

    from velkommen.interfaces.reports import asked, evaluation, paper  # noqa: PLC0415 - as above
    from velkommen.shared.actor import SYSTEM  # noqa: PLC0415 - as above

    with translation.override("en"):
        days = asked.last_year(MOMENT.date())
        made = paper.as_json(evaluation.evaluation(asked.asked(asked.seen(SYSTEM), [], *days, MOMENT.date())))
    sheets = Compiler(paper.SHEET, font_paths=[paper.FONTS], ignore_system_fonts=True, sys_inputs={"report": made})
    pages = sheets.compile(format="png", ppi=REPORT_PPI)
    assert isinstance(pages, list), "the report has several pages"
    taken = []
    for number, page in enumerate(REPORT_PAGES, 1):
        taken.append(folder / f"report-{number}.png")
        taken[-1].write_bytes(pages[page - 1])
    return taken


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    print("screenshots: founding Fjordby Kommune, about 20 seconds ...", flush=True)
    with municipality():
        wanted = pictures(play())
        with serving() as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=flags())
            taken = [take(browser, base, picture, folder) for picture in wanted]
            browser.close()
        taken += report(folder)
    size = sum(path.stat().st_size for path in taken)
    print(f"screenshots: {len(taken)} pictures, {size // 1000} kB, in {folder}")
    if size > MOST_BYTES:
        sys.exit(f"They are more than {MOST_BYTES // 1000} kB together: smaller pictures, please.")


if __name__ == "__main__":
    main()
