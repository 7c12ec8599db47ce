"""Every screen of the house: who looks at it, where it stands, and what is done there first."""

import re
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import FilePayload, Page, expect

SAY_CUT = """() => { const cut = document.getElementById("cut"), words = cut.querySelector("[data-words]");
  (words ?? cut).textContent = words?.dataset.words ?? document.querySelector("[data-cut]").dataset.cut; cut.hidden = false; }"""
PRESS = """(form, slot) => { const field = Object.assign(document.createElement("input"), {type: "hidden", name: "slot"});
  field.value = slot || form.querySelector("button").value; form.elements.answer.value = ""; form.append(field); form.submit(); }"""
TIMES = "/book/time/?task=passport_adult&people=2"


class Screen(NamedTuple):
    """An address, who looks at it (logged in), and what is done there first. {language}, {enquiry} and the states of
    numbers are filled in."""

    path: str
    who: str = ""
    act: Callable[[Page], object] = lambda page: None


def press(key: str, sign: str) -> Callable[[Page], object]:
    """Press a key of the desk and wait for what it opens."""

    def act(page: Page) -> None:
        page.keyboard.press(key)
        expect(page.locator(sign)).to_be_visible()

    return act


def click(selector: str) -> Callable[[Page], object]:
    return lambda page: page.locator(selector).first.click()


def say_cut(page: Page) -> None:
    page.evaluate(SAY_CUT)


def log_in_wrongly(page: Page) -> None:
    page.locator("[name=username]").fill("nobody")
    page.locator("[name=password]").fill("nothing")
    page.locator("main [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


def draw_where_none_are_given(page: Page) -> None:
    """Press a button whose place has meanwhile stopped giving numbers from home."""
    field = page.locator("[name=place]").first
    field.evaluate("field => { field.value = 'infocentret'; }")
    page.locator(".vk-ways [type=submit]").first.click()
    expect(page.get_by_role("alert")).to_be_visible()


def lose_the_token(page: Page) -> None:
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("field => field.remove()")
    page.locator("main [type=submit]").click()


def look_at(rows: str) -> Callable[[Page], object]:
    """Choose a sheet of places with these rows, and ask what it would do."""

    def act(page: Page) -> None:
        sheet = FilePayload(name="steder.csv", mimeType="text/csv", buffer=f"kortnavn;navn;slags\n{rows}".encode())
        page.locator("#files").set_input_files(sheet)
        page.locator("form[enctype] [type=submit]").click()
        expect(page.locator("main table")).to_be_visible()

    return act


def import_wrong_months(page: Page) -> None:
    """A sheet of visits and loans in which nothing is right."""
    sheet = FilePayload(name="tal.csv", mimeType="text/csv", buffer="sted;måned;besøg;udlån\nIngen;2026;x;y\n".encode())
    page.locator("#file").set_input_files(sheet)
    page.locator("form[enctype] [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")


def send(form: str, field: str, text: str) -> Callable[[Page], object]:
    """Write something into a field of a form of the arranging pages, and send it."""

    def act(page: Page) -> None:
        open_all(page)
        page.locator(f"{form} [name={field}]").fill(text)
        page.locator(f"{form} [type=submit]").click()
        expect(page.locator(".form-error-message, .vk-arrange-preview").first).to_be_visible()

    return act


def ask_in_sql(question: str) -> Callable[[Page], object]:
    """Have the files made if they are not yet, and put a question to them."""

    def act(page: Page) -> None:
        if not page.locator("#question").count():
            page.locator("form[action$='/make/'] button").click()
            page.locator("#question").wait_for()  # the page looks again by itself
        page.locator("#question").fill(question)
        page.locator(".button-primary").click()
        expect(page.locator("#answer, #question-error")).to_be_visible()

    return act


def type_in_wrongly(page: Page) -> None:
    """A sheet of paper with a number that is none."""
    page.locator("input[name^='t:']").first.fill("many")
    page.locator("main form [type=submit]").last.click()
    expect(page.locator(".alert-error")).to_be_visible()


def count_one(page: Page) -> None:
    """Count somebody without a number, so that a question is asked."""
    page.locator(".vk-pick").first.click()
    page.locator(".vk-register [name=result][value=solved]").first.click()
    expect(page.locator("#extra")).to_be_visible()


def tell_an_absence(hours: str) -> Callable[[Page], object]:
    """Say that one cannot come today at some hours, and ask what it does."""

    def act(page: Page) -> None:
        open_all(page)
        page.locator("#ill-hours").fill(hours)
        page.locator("button[value=look]").click()
        expect(page.locator("main .alert-error, #preview").first).to_be_visible()

    return act


def wrong_code(page: Page) -> None:
    more_time(page)
    page.locator(".vk-code-typed button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    more_time(page)


def press_time(slot: str) -> Callable[[Page], object]:
    """Press a time whose page says another one, or (empty) one that is pressed before the riddle is solved."""

    def act(page: Page) -> None:
        page.locator("#times").evaluate(PRESS, slot)
        expect(page).to_have_url(re.compile("/book/hold/"))

    return act


def call_back(page: Page) -> None:
    press("c", ".vk-lifeline")(page)
    page.keyboard.press("r")
    expect(page.locator("#lifeline-number")).to_be_visible()


def ask_with_a_number(page: Page) -> None:
    press("c", ".vk-lifeline")(page)
    page.locator("#lifeline-note").fill("about 120188-1234")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".alert-error")).to_be_visible()


def answer_with_nothing(page: Page) -> None:
    page.locator("#mine textarea").first.fill("about 120188-1234")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".alert-error")).to_be_visible()


def fill_in_wrongly(page: Page) -> None:
    page.locator("#contact").fill("nobody@")
    page.locator(".vk-book-contact [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


def sign_up_wrongly(page: Page) -> None:
    page.locator("#contact").fill("nobody@")
    page.locator(".vk-course-form [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


def tap_twice(page: Page) -> None:
    for question in (2, 3):
        page.locator("main button").first.click()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("main")).to_contain_text(str(question))


def next_week(page: Page) -> None:
    """Go there and wait for all of it: this week has appointments too, and keys are heard once the script is."""
    address = page.url
    page.locator(".vk-cal-weeks a").last.click()
    expect(page).not_to_have_url(address)
    page.wait_for_load_state()
    expect(page.locator(".vk-cal-one").first).to_be_visible()


def open_an_appointment(page: Page) -> None:
    next_week(page)
    page.locator(".vk-cal-one a").first.click()
    expect(page.locator(".vk-cal-facts")).to_be_visible()


def open_a_cell(page: Page) -> None:
    page.locator(".vk-learn-matrix td a").first.click()
    expect(page.locator(".vk-learn-forms")).to_be_visible()
    open_all(page)


def open_the_slip(page: Page) -> None:
    open_an_appointment(page)
    page.locator("a[href='slip/']").first.click()
    expect(page).to_have_url(re.compile("/slip/"))


def carry(page: Page) -> None:
    """Take an appointment of next week up and carry it to the next free time."""
    next_week(page)
    page.locator(".vk-cal-one:not([class*=' vk-cal-missed']):not([class*=' vk-cal-arrived']) a").last.focus()
    page.keyboard.press("m")
    expect(page.locator("#live")).not_to_be_empty()
    page.keyboard.press("ArrowUp")


def block_a_morning(page: Page) -> None:
    page.locator("#hours").fill("8-18")
    page.locator("[name=do][value=look]").click()
    expect(page.locator(".vk-cal-look")).to_be_visible()


def search_guidance(page: Page) -> None:
    page.keyboard.press("v")
    page.keyboard.type("fingeraftryk")
    expect(page.locator("#found a").first).to_be_visible()


more_time = click("#more-time")  # or the kiosk goes home while it is looked at
open_first = click("main details summary")
CLERKS = {"empty": "sara", "counted": "niels", "called": "jonas", "serving": "fatima"}
CLERKS |= {"discreet": "peter", "several": "line", "line": "omar", "away": "ida"}
STATES = ("waiting", "called", "serving", "parked", "left", "missed", "ended")
SERVING = ("/desk/serving/1/", "fatima")
SCREENS = {
    "find help": Screen("/"),
    "find help, answers": Screen("/find/?q=korekort"),
    "find help, nothing found": Screen("/find/?q=xyzzy"),
    "find help, a CPR number": Screen("/find/?q=120188-1234"),
    "find help, the answer": Screen("/find/passport_adult/?from=nordby"),
    "find help, not in season": Screen("/find/postal_vote/"),
    "find help, a number is refused": Screen("/find/passport_adult/", act=draw_where_none_are_given),
    "book, what": Screen("/book/", act=open_all),
    "book, nothing chosen": Screen("/book/?none=1"),
    "book, for how many": Screen("/book/people/?task=passport_adult&task=address_change"),
    "book, where and when": Screen(TIMES, act=open_all),
    "book, one place": Screen(f"{TIMES}&place=booking-0", act=open_all),
    "book, nearest first": Screen(f"{TIMES}&near=nordby"),
    "book, no time": Screen(f"{TIMES}&place=nowhere"),
    "book, a time that cannot be": Screen(TIMES, act=press_time("booking-0@2026-01-01T10:00")),
    "book, press once more": Screen(TIMES, act=press_time("")),
    "appointment held": Screen("/a/{a_held}/?language={language}"),
    "appointment, a contact that is none": Screen("/a/{a_held}/?language={language}", act=fill_in_wrongly),
    "appointment asked for": Screen("/a/{a_asked}/?language={language}", act=open_all),
    "appointment to confirm": Screen("/a/confirm/{a_confirm}/?language={language}"),
    "appointment today": Screen("/a/{a_today}/?language={language}"),
    "appointment later": Screen("/a/{a_later}/?language={language}"),
    "appointment, another time": Screen("/a/{a_later}/change/?language={language}"),
    "appointment, calling off": Screen("/a/{a_later}/cancel/?language={language}"),
    "appointment here": Screen("/a/{a_arrived}/?language={language}"),
    "appointment off": Screen("/a/{a_cancelled}/?language={language}"),
    "appointment missed": Screen("/a/{a_missed}/?language={language}"),
    "appointment of nobody": Screen("/a/nobody/?language={language}"),
    "places": Screen("/places/"),
    "open data": Screen("/open/"),
    "a place": Screen("/places/nordby/"),
    "a bus": Screen("/places/bogbussen/"),
    "staff": Screen("/staff/"),
    "staff, a leader": Screen("/staff/", "lene"),
    "login": Screen("/login/"),
    "login with wrong password": Screen("/login/", act=log_in_wrongly),
    "login left empty": Screen("/login/", act=click("main [type=submit]")),
    "shelf": Screen("/desk/serving/1/pickups/", "fatima"),
    "shelf with something on it": Screen("/desk/serving/1/pickups/", "fatima", click(".vk-shelf-new button")),
    "choice of desk": Screen("/desk/", "omar"),
    "choice of desk, taking over": Screen("/desk/", "jens", open_first),
    **{f"desk {state}": Screen(f"/desk/{state}/1/", clerk) for state, clerk in CLERKS.items()},
    "desk of a colleague": Screen("/desk/away/1/", "jens"),
    "desk not taken": Screen("/desk/counted/2/", "niels"),
    "desk refusing": Screen(*SERVING, press("Space", ".alert-error")),
    "desk, where a referral goes": Screen(*SERVING, press("m", "#outcomes details[open]")),
    "desk, one more matter": Screen(*SERVING, press("t", "#add-matter[open]")),
    "desk, handing over": Screen(*SERVING, press("o", "#transfer[open]")),
    "desk, counting meanwhile": Screen(*SERVING, press("r", "#register[open]")),
    "desk, its help": Screen(*SERVING, press("?", "#help[open]")),
    "desk, whom to ask": Screen(*SERVING, press("c", ".vk-lifeline")),
    "desk, whom to ask, a number to ring": Screen(*SERVING, call_back),
    "desk, whom to ask, refused": Screen(*SERVING, ask_with_a_number),
    "desk with an answer": Screen("/desk/asking/1/", "hanne"),
    "desk, the answer read": Screen("/desk/asking/1/", "hanne", press("y", ".vk-asked-text")),
    "desk, everything asked at the place": Screen("/desk/asking/1/lifelines/", "hanne"),
    "expert": Screen("/lifelines/", "erik"),
    "expert, an answer that is refused": Screen("/lifelines/", "erik", answer_with_nothing),
    "expert, keeping an answer": Screen("/lifelines/", "erik", click(".vk-ll-past summary")),
    "expert, how they are reached": Screen("/lifelines/me/", "erik"),
    "hours of an expert": Screen("/lifelines/load/", "adam", click("a[href*='/lifelines/hours/']")),
    "experts and their load": Screen("/lifelines/load/", "lene"),
    "lifelines in numbers": Screen("/lifelines/counts/", "adam"),
    "who opened a note": Screen("/lifelines/openings/", "adam"),
    "desk cut off": Screen(*SERVING, say_cut),
    "correction": Screen("/desk/counted/1/correct/{enquiry}/", "niels"),
    "is all well today": Screen("/statistics/", "lene"),
    "figures of today": Screen("/statistics/figures/", "lene"),
    "figures of the year": Screen("/statistics/figures/", "lene", click(".vk-quick li:nth-child(4) a")),
    "figures of a place": Screen("/statistics/figures/?place=nordby", "lene"),
    "figures of an empty time": Screen("/statistics/?from=2001-01-01&to=2001-01-02", "lene"),
    "report, choosing": Screen("/report/", "lene"),
    "report, refused": Screen("/report/evaluation/?from=2001-01-02&to=2001-01-01", "lene"),
    "what people ask for": Screen("/statistics/about/asked/", "lene"),
    "is it solved": Screen("/statistics/about/solved/?place=nordby&place=hovedbiblioteket", "lene"),
    "how long they wait": Screen("/statistics/about/waiting/", "lene"),
    "where and when they come": Screen("/statistics/about/when/", "lene"),
    "who answers, of few": Screen("/statistics/about/who/", "anne"),
    "how it grows": Screen("/statistics/about/growth/", "lene"),
    "what the figures mean": Screen("/statistics/measures/", "lene"),
    "what one figure means": Screen("/statistics/measures/solved/", "lene"),
    "visits and loans": Screen("/statistics/library/", "lene"),
    "visits and loans, wrong": Screen("/statistics/library/", "lene", import_wrong_months),
    "targets": Screen("/statistics/targets/", "adam"),
    "devices": Screen("/devices/", "lene"),
    "devices, one new": Screen("/devices/", "lene", click("button[value=kiosk]")),
    "data": Screen("/data/", "adam"),
    "data, a slip": Screen("/data/?from=2026-13-01", "adam"),
    "codebook": Screen("/data/codebook/", "adam", open_all),
    "ask in SQL": Screen("/data/sql/", "adam"),
    "ask in SQL, the answer": Screen("/data/sql/", "adam", ask_in_sql("SELECT * FROM enquiries LIMIT 20")),
    "ask in SQL, nothing": Screen("/data/sql/", "adam", ask_in_sql("FROM enquiries WHERE false")),
    "ask in SQL, a slip": Screen("/data/sql/", "adam", ask_in_sql("SELEC 1")),
    "arrange": Screen("/manage/", "adam"),
    "matrix": Screen("/manage/matrix/", "lene"),
    "matrix, copying a column": Screen("/manage/matrix/", "lene", click(".vk-copy summary")),
    "matrix, what it would do": Screen("/manage/matrix/?line=A", "lene", click("button[value=preview]")),
    "hours of a place": Screen("/manage/places/nordby/hours/", "lene", open_all),
    "hours refused": Screen("/manage/places/nordby/hours/", "lene", send("#day", "hours", "25")),
    "hours, what they would do": Screen(
        "/manage/places/nordby/hours/", "lene", send("#hours-staffed", "hours", "Mo 10:00-12:00")
    ),
    "terms of appointments": Screen("/manage/places/nordby/appointments/", "lene", open_all),
    "terms refused": Screen("/manage/places/nordby/appointments/", "lene", send("#terms", "walk_in", "999")),
    "terms, what they would do": Screen("/manage/places/nordby/appointments/", "lene", send("#terms", "walk_in", "50")),
    "calendar, the places": Screen("/calendar/", "lene"),
    "calendar of a week": Screen("/calendar/nordby/", "lene"),
    "calendar, carrying": Screen("/calendar/nordby/", "lene", carry),
    "calendar, free times": Screen("/calendar/nordby/?for=passport_adult.2", "lene"),
    "calendar, booking": Screen("/calendar/nordby/book/?for=passport_adult.1&at=2030-01-08T10:15", "lene", open_all),
    "calendar, a series": Screen(
        "/calendar/nordby/series/?for=passport_adult.1&at=2030-01-08T10:15&every=2&times=4&language=da", "lene"
    ),
    "calendar, an appointment": Screen("/calendar/nordby/", "lene", open_an_appointment),
    "calendar, needs a decision": Screen("/calendar/nordby/decisions/", "lene"),
    "calendar, blocked time": Screen("/calendar/nordby/blocks/", "lene"),
    "calendar, a block looked at": Screen("/calendar/nordby/blocks/", "lene", block_a_morning),
    "calendar, ones own": Screen("/calendar/feeds/", "lene", click("main [type=submit]")),
    "calendar, the slip": Screen("/calendar/nordby/", "lene", open_the_slip),
    "desk, searching guidance": Screen(*SERVING, act=search_guidance),
    "guidance": Screen("/knowledge/", "lene", open_all),
    "guidance found": Screen("/knowledge/?q=fingeraftryk&from=/desk/serving/1/", "lene", open_all),
    "guidance, nothing found": Screen("/knowledge/?q=xyzzyxyzzy", "lene"),
    "guidance, a card": Screen("/knowledge/tasks/passport_adult/", "lene", open_all),
    "guidance, no card yet": Screen("/knowledge/tasks/tourist_info/", "lene", open_all),
    "guidance, writing": Screen("/knowledge/tasks/passport_adult/write/", "lene"),
    "guidance, writing refused": Screen("/knowledge/tasks/tourist_info/write/", "lene", click("main [type=submit]")),
    "guidance, history": Screen("/knowledge/tasks/passport_adult/history/?language=da", "lene"),
    "guidance at a place": Screen("/knowledge/tasks/passport_adult/at/nordby/", "lene"),
    "guidance, what has changed": Screen("/knowledge/changes/?since=2020-01-01T00:00", "lene"),
    "guidance, what waits": Screen("/knowledge/keeping/", "lene"),
    "guidance, an answer": Screen("/knowledge/reports/1/", "lene"),
    "announcements": Screen("/knowledge/announcements/", "adam"),
    "an announcement": Screen("/knowledge/announcements/1/", "lene"),
    "roster, my shifts": Screen("/roster/", "mette", open_all),
    "roster, an absence refused": Screen("/roster/", "mette", tell_an_absence("quarter past")),
    "roster, what an absence does": Screen("/roster/", "mette", tell_an_absence("10-14")),
    "roster, open shifts": Screen("/roster/open/", "ida"),
    "roster of a month": Screen("/roster/nordby/", "lene", open_all),
    "roster of a month, a colleague": Screen("/roster/hovedbiblioteket/2026-12/", "mette"),
    "roster of a month yet empty": Screen("/roster/nordby/2031-02/", "lene", open_all),
    "roster of a day": Screen("/roster/nordby/day/2030-01-08/", "lene"),
    "roster of a person": Screen("/roster/nordby/2030-01/1/", "lene"),
    "roster, requests": Screen("/roster/nordby/requests/", "lene", open_all),
    "roster, what is needed": Screen("/roster/nordby/needs/", "lene"),
    "roster, rules": Screen("/roster/nordby/rules/", "lene"),
    "learning, ones own": Screen("/learning/", "jens", open_all),
    "learning, who can do what": Screen("/learning/at/nordby/", "lene"),
    "learning, everybody": Screen("/learning/all/", "adam"),
    "learning, one and a competence": Screen("/learning/at/nordby/", "lene", open_a_cell),
    "learning, how often": Screen("/learning/at/nordby/volume/", "lene", open_all),
    "learning, from gap to covered": Screen("/learning/at/nordby/plan/", "lene"),
    "learning, peer training": Screen("/learning/at/nordby/training/", "lene"),
    "learning, a peer training": Screen("/learning/training/1/", "lene"),
    "learning, courses": Screen("/learning/courses/", "jens"),
    "learning, a course": Screen("/learning/courses/3/", "lene"),
    "learning, a course that was held": Screen("/learning/courses/1/", "lene"),
    "learning, planning a course": Screen("/learning/at/nordby/courses/", "lene"),
    "learning, a course that cannot be": Screen(
        "/learning/at/nordby/courses/", "lene", send("#plan", "dates", "the first of May")
    ),
    "learning, how long it lasts": Screen("/learning/terms/", "adam"),
    "closed days": Screen("/statistics/ledger/", "rikke"),
    "waits that were told": Screen("/statistics/waits/", "lene"),
    "what changed": Screen("/statistics/effects/", "lene"),
    "before and after": Screen("/statistics/effects/of/?place=nordby&day=2026-01-01", "lene"),
    "before and after, too early": Screen("/statistics/effects/of/?place=nordby&day=2010-01-01", "lene"),
    "messages": Screen("/manage/messages/", "adam", open_all),
    "messages of a place": Screen("/manage/places/nordby/messages/", "lene", open_all),
    "texts of messages": Screen("/manage/texts/", "adam", open_all),
    "texts of a place": Screen("/manage/places/nordby/texts/", "lene", open_all),
    "place arranged": Screen("/manage/places/nordby/", "lene", open_all),
    "cooperation at a place": Screen("/manage/places/nordby/cooperation/", "lene", open_all),
    "cooperation, what it would do": Screen(
        "/manage/places/vesterby/cooperation/", "lene", send("#agree", "project_owner", "Leder")
    ),
    "readiness of a place": Screen("/manage/places/nordby/readiness/", "lene", open_all),
    "readiness, marked wrongly": Screen(
        "/manage/places/nordby/readiness/", "lene", send("#mark-staff_heard", "day", "2039-01-01")
    ),
    "cooperation everywhere": Screen("/manage/cooperation/", "adam"),
    "people of a place": Screen("/manage/places/nordby/people/", "lene", open_all),
    "tasks": Screen("/manage/tasks/", "adam"),
    "kle": Screen("/manage/kle/", "adam"),
    "task": Screen("/manage/tasks/passport_adult/", "adam", open_all),
    "atlas": Screen("/atlas/"),
    "atlas of the report": Screen("/atlas/?year=2010"),
    "atlas, a municipality of the report": Screen("/atlas/municipality/0751/"),
    "atlas, nothing known": Screen("/atlas/municipality/0101/"),
    "atlas, indicators": Screen("/atlas/municipality/0901/"),
    "atlas, compared": Screen("/atlas/compare/?indicator=solved"),
    "atlas, sources": Screen("/atlas/sources/"),
    "atlas, publishing and reading": Screen("/atlas/manage/", "adam", open_all),
    "sheets": Screen("/manage/import/", "adam"),
    "sheets with faults": Screen("/manage/import/", "adam", look_at("nordby;;filial\ny y;Ny;fillial")),
    "sheets with changes": Screen("/manage/import/", "adam", look_at("nordby;Nordby Hus;filial\nny;Ny;filial")),
    "kiosk": Screen("/kiosk/kiosk-counted/"),
    "kiosk tiles": Screen("/kiosk/kiosk-counted/{language}/", act=more_time),
    "kiosk not now": Screen("/kiosk/kiosk-unable/{language}/not-now/address_change/", act=more_time),
    "kiosk tiles, some for later": Screen("/kiosk/kiosk-unable/{language}/", act=more_time),
    "desk of somebody who may not": Screen("/desk/unable/1/", "birte"),
    "kiosk closed": Screen("/kiosk/kiosk-closed/{language}/", act=more_time),
    "kiosk full": Screen("/kiosk/kiosk-full/{language}/", act=more_time),
    **{f"kiosk {s}": Screen(f"/kiosk/kiosk-followed/{{language}}/{{{s}}}/", act=more_time) for s in STATES[:3]},
    "kiosk with appointments": Screen("/kiosk/kiosk-expecting/{language}/", act=more_time),
    "kiosk, the code": Screen("/kiosk/kiosk-expecting/{language}/code/", act=more_time),
    "kiosk, a wrong code": Screen("/kiosk/kiosk-expecting/{language}/code/", act=wrong_code),
    "desk that expects": Screen("/desk/expecting/1/", "ali"),
    "kiosk not paired": Screen("/kiosk/nobody/?language={language}"),
    "board": Screen("/board/board-busy/?language={language}"),
    "board before the first call": Screen("/board/board-counted/?language={language}"),
    "board cut off": Screen("/board/board-busy/?language={language}", act=say_cut),
    **{f"follow {state}": Screen(f"/n/{{{state}}}/?language={{language}}") for state in STATES},
    "follow, I am leaving": Screen("/n/{waiting}/?language={language}", act=open_first),
    "follow cut off": Screen("/n/{waiting}/?language={language}", act=say_cut),
    "follow closed": Screen("/n/nobody/?language={language}"),
    "courses": Screen("/courses/"),
    "courses of a place": Screen("/courses/?place=nordby"),
    "course": Screen("/courses/{c_open}/"),
    "course, signing up": Screen("/courses/{c_open}/sign-up/"),
    "course, an address that is none": Screen("/courses/{c_open}/sign-up/", act=sign_up_wrongly),
    "course that is full": Screen("/courses/{c_full}/sign-up/"),
    "sign-up with a seat": Screen("/courses/mine/{c_seated}/?language={language}", act=open_all),
    "sign-up that waits": Screen("/courses/mine/{c_waiting}/?language={language}", act=open_all),
    "sign-up, giving up": Screen("/courses/mine/{c_seated}/leave/?language={language}"),
    "sign-up of nobody": Screen("/courses/mine/nobody/?language={language}"),
    "courses of staff": Screen("/courses/manage/", "lene"),
    "course, a new one": Screen("/courses/manage/places/nordby/new/", "lene"),
    "course, arranged": Screen("/courses/manage/course/{c_course}/", "lene", open_all),
    "course, results": Screen("/courses/manage/course/{c_course}/results/", "lene"),
    "course, changed": Screen("/courses/manage/series/{c_full}/change/", "lene", open_all),
    "course, changed wrongly": Screen(
        "/courses/manage/series/{c_full}/change/", "lene", send("#change", "dates", "soon")
    ),
    "course, counted": Screen("/courses/manage/series/{c_held}/", "lene"),
    "course, hands": Screen("/courses/manage/series/{c_held}/hands/", "lene"),
    "survey": Screen("/surveys/visit/{ended}/?language={language}"),
    "survey, the last question": Screen("/surveys/at/followed/?language={language}", act=tap_twice),
    "survey, thanks": Screen("/surveys/at/followed/?language={language}&thanks=yes"),
    "survey of nobody": Screen("/surveys/visit/nobody/?language={language}"),
    "kiosk, how it was": Screen("/kiosk/kiosk-followed/{language}/how/", act=more_time),
    "kiosk, thanks": Screen("/kiosk/kiosk-followed/{language}/how/?thanks=yes", act=more_time),
    "kiosk that asks": Screen("/kiosk/kiosk-followed/"),
    "surveys": Screen("/surveys/", "mette"),
    "surveys, answering": Screen("/surveys/round/{s_round}/", "mette"),
    "surveys, an answer forgotten": Screen("/surveys/round/{s_round}/", "mette", click("main [type=submit]")),
    "surveys, what citizens say": Screen("/surveys/citizens/", "adam"),
    "surveys, what they say at a place": Screen("/surveys/citizens/?place=nordby", "lene"),
    "surveys, what the staff says": Screen("/surveys/staff/", "lene"),
    "surveys, asking": Screen("/surveys/manage/", "lene", open_all),
    "surveys, asking at no time": Screen("/surveys/manage/", "lene", send("#start", "last", "2020-01-01")),
    "survey, the sheet for the wall": Screen("/surveys/manage/nordby/poster/", "lene"),
    "counting weeks": Screen("/counting/", "lene"),
    "counting week, planning": Screen("/counting/plan/", "lene"),
    "counting week, planned wrongly": Screen("/counting/plan/", "lene", send("#plan", "target", "0")),
    "counting week, coverage": Screen("/counting/3/", "lene"),
    "counting week, changed": Screen("/counting/4/change/", "lene", open_all),
    "counting week, results": Screen("/counting/3/results/", "lene"),
    "counting week, files": Screen("/counting/3/export/", "lene"),
    "counting week, paper": Screen("/counting/3/paper/vesterby/", "lene"),
    "counting week, paper that cannot be": Screen("/counting/3/paper/vesterby/", "lene", type_in_wrongly),
    "counting week, a sheet": Screen("/counting/3/sheet/vesterby/", "lene"),
    "counting week, forms of file": Screen("/counting/profiles/", "adam"),
    "counting week, a form of file": Screen("/counting/profiles/til-direktionen/", "adam"),
    "desk, a question of the counting week": Screen("/desk/vesterby/1/", "lene", count_one),
    "refused": Screen("/devices/", "omar"),
    "page too old": Screen("/login/", act=lose_the_token),
    "not found": Screen("/nowhere/"),
    "no access": Screen("/fault/403/"),
    "our fault": Screen("/fault/500/"),
}


#: No screens of their own: files, data, parts of a page, and addresses that take a deed and otherwise lead back to their page.
NO_SCREEN = re.compile(
    "-(file|workbook|pdf|calendar|feed|export|headings|write|waits?|times|data)$|^(openapi|ready)$"
    "|^data-make$|^desk-(?!correct-page)|^device-|^find-draw$|^follow-(leave|tell)$|^kiosk-draw$|^appointment-(arrive|contact)$"
    "|^calendar-(arrive|cancel|move|reassign)$|^manage-why$"
    "|^lifelines-(accept|answer|busy|finish|give-back|keep|not-reached|read|rung)$|^course-mine-reach$"
    "|^knowledge-(seen|take-back|keep|wrong|announcement-(read|withdraw))$"
    "|^calendar-(appointment|slip)$|^book-hold$|^learning-cell$|^lifelines-hours$|^roster-person$"  # these are looked at after a press
)
SETUP = re.compile("^setup")  # test_first_run.py looks at these on the way
