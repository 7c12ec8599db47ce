"""The expert's page: what waits, what is in hand, the answer, and everything that is no answer."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.lifelines import Line
from tests.people import matter, state
from velkommen.apps.enquiries import actions as desk
from velkommen.apps.knowledge.models import Addition, CardVersion
from velkommen.apps.lifelines import actions
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.apps.places.queries import service_points
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter
from velkommen.domain.rights import Role
from velkommen.interfaces.live.tickets import PREFIX, Audience, read_ticket
from velkommen.shared import clock
from velkommen.shared.actor import Actor

CANARY = "Kanariefuglen-synger"
FRAGMENT = {"X-Velkommen-Fragment": "1"}


@dataclass
class Page:
    """The page of an expert."""

    line: Line
    who: Actor
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(Staff.objects.get(pk=self.who.id))
        self.client.cookies["velkommen_language"] = "en"

    def look(self, path: str = "") -> HttpResponse:
        with clock.fixed(self.line.town.now):
            return self.client.get(f"/lifelines/{path}")

    def press(self, path: str, **said: object) -> HttpResponse:
        facts = {"op": str(uuid4())} | {name: str(one) for name, one in said.items()}
        with clock.fixed(self.line.town.now):
            return self.client.post(f"/lifelines/{path}/", facts)

    def shown(self, which: str) -> list[int]:
        return [one.pk for one in self.look().context[which]]


@pytest.fixture
def erik(line: Line) -> Page:
    return Page(line, line.erik)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_what_is_asked_shows_what_about_where_and_by_whom(erik: Page) -> None:
    row = erik.line.ask()
    one = erik.look().context["waiting"][0]
    with override("en"):
        shown = (one.pk, one.task, str(one.kind), one.where, one.asked_at)
    assert shown == (row.pk, "passport (en)", "Ask", "Nordby, Skranke 1, Mette", row.asked_at)


def test_times_run_by_the_clock_of_the_house(erik: Page) -> None:
    assert f'data-now="{clock.local(erik.line.town.now).isoformat()}"' in text(erik.look())


def test_what_somebody_else_is_named_for_is_not_shown(erik: Page) -> None:
    erik.line.ask(erik.line.eva)
    assert (erik.shown("waiting"), Page(erik.line, erik.line.eva).shown("waiting")) == ([], [Lifeline.objects.get().pk])


def test_the_words_are_read_by_whoever_has_it_and_that_is_noted(erik: Page) -> None:
    row = erik.line.ask(erik.line.erik, text=CANARY)
    assert (CANARY in text(erik.look()), erik.look().context["waiting"][0].unread) == (False, True)
    assert erik.press(f"{row.pk}/read").status_code == 303
    assert CANARY in text(erik.look())


def test_taking_it_opens_the_words(erik: Page) -> None:
    row = erik.line.ask(text=CANARY)
    answer = erik.press(f"{row.pk}/accept")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/lifelines/?done=accept")
    assert (erik.shown("mine"), CANARY in text(erik.look())) == ([row.pk], True)


def test_the_answer_goes_to_the_desk_and_stands_among_the_last(erik: Page) -> None:
    row = erik.line.accepted(text="?")
    erik.press(f"{row.pk}/answer", text="It may be done.")
    row.refresh_from_db()
    assert (row.stage, erik.shown("mine"), erik.shown("lately")) == ("answered", [], [row.pk])


@pytest.mark.parametrize(("said", "status"), [("", 422), ("about 120188-1234", 422)])
def test_an_answer_that_is_refused_comes_back_as_it_was_typed(erik: Page, said: str, status: int) -> None:
    row = erik.line.accepted(text="?")
    answer = erik.press(f"{row.pk}/answer", text=said)
    assert (answer.status_code, f">{said}</textarea>" in text(answer)) == (status, True)


def test_who_comes_second_is_told_who_has_it(erik: Page) -> None:
    row = erik.line.ask()
    actions.accept(lifeline_id=row.pk, **erik.line.town.by(erik.line.eva))
    answer = erik.press(f"{row.pk}/accept")
    assert (answer.status_code, "Eva has it already" in text(answer)) == (409, True)


def test_a_press_by_script_gets_the_lists_alone(erik: Page) -> None:
    row = erik.line.ask()
    with clock.fixed(erik.line.town.now):
        answer = erik.client.post(f"/lifelines/{row.pk}/accept/", {"op": str(uuid4())}, headers=FRAGMENT)
    assert (answer.status_code, "<html" in text(answer), [one.pk for one in answer.context["mine"]]) == (
        200,
        False,
        [row.pk],
    )


def test_given_back_it_waits_for_others(erik: Page) -> None:
    row = erik.line.accepted()
    erik.press(f"{row.pk}/give-back")
    assert Page(erik.line, erik.line.eva).shown("waiting") == [row.pk]


def test_whoever_is_to_be_rung_has_a_number_only_for_who_has_it(erik: Page) -> None:
    row = _to_ring(erik)
    assert "20 12 34 57" not in text(erik.look())
    erik.press(f"{row.pk}/accept")
    assert "tel:+4520123457" in text(erik.look())
    erik.press(f"{row.pk}/rung")
    row.refresh_from_db()
    assert (row.end, CallBack.objects.count(), "20123457" in text(erik.look())) == ("rung", 0, False)


def test_after_three_tries_it_is_over(erik: Page) -> None:
    row = _to_ring(erik)
    erik.press(f"{row.pk}/accept")
    for _ in range(3):
        erik.press(f"{row.pk}/not-reached")
    row.refresh_from_db()
    assert (row.end, erik.shown("mine")) == ("not_reached", [])


def _to_ring(erik: Page) -> Lifeline:
    facts = {"matter": Matter.APPLICATION, "contact": parse("20123457")}
    actions.call_back(visit=erik.line.town.serving().pk, **facts, **erik.line.town.by())
    return Lifeline.objects.get()


def test_who_took_over_finishes_the_visit(erik: Page) -> None:
    visit = erik.line.town.serving()
    actions.take_over(visit=visit.pk, matter=Matter.APPLICATION, **erik.line.town.by())
    row = Lifeline.objects.get()
    erik.press(f"{row.pk}/accept")
    erik.press(f"{row.pk}/finish", outcome="come_back")
    row.refresh_from_db()
    assert (state(visit), matter(visit).outcome, row.helped) == ("ended", "come_back", False)


@pytest.mark.parametrize(("where", "number"), [("card", (1, 0)), ("place", (0, 1))])
def test_an_answer_is_kept_for_everybody(erik: Page, where: str, number: tuple[int, int]) -> None:
    row = erik.line.answered(answer=CANARY)
    Posting.objects.create(staff_id=erik.who.id, service_point=erik.line.town.place, role=Role.EXPERT.value)
    assert (erik.look().context["lately"][0].answer, erik.look().context["lately"][0].place) == (CANARY, "Nordby")
    assert erik.press(f"{row.pk}/keep", text="It may be done.", where=where).status_code == 303
    kept = CardVersion.objects.filter(steps="It may be done."), Addition.objects.filter(text="It may be done.")
    assert tuple(one.count() for one in kept) == number


def test_where_an_expert_keeps_nothing_only_the_card_is_offered(erik: Page) -> None:
    row = erik.line.answered(answer=CANARY)
    assert f'id="local-{row.pk}"' not in text(erik.look())
    assert erik.press(f"{row.pk}/keep", text="Words", where="place").status_code == 403


def test_the_answer_of_somebody_else_is_not_ones_own_to_keep(erik: Page) -> None:
    row = erik.line.answered()
    answer = Page(erik.line, erik.line.eva).press(f"{row.pk}/keep", text="Words", where="card")
    assert (answer.status_code, CardVersion.objects.count()) == (409, 0)


def test_who_joins_is_told_to_wait_for_the_call(erik: Page) -> None:
    actions.join(visit=erik.line.town.serving().pk, matter=Matter.APPLICATION, **erik.line.town.by())
    row = Lifeline.objects.get()
    erik.press(f"{row.pk}/accept")
    assert (
        erik.look().context["mine"][0].advice == "They ring you or open your meeting. Answer here when you have talked."
    )
    assert erik.press(f"{row.pk}/answer").status_code == 303


def test_an_expert_says_that_they_are_busy_and_free_again(erik: Page) -> None:
    seen = [erik.look().context["me"].now]
    for word in ("yes", "no"):
        erik.press("busy", busy=word)
        seen.append(erik.look().context["me"].now)
    free, busy = "The desks see you as: free now.", "The desks see you as: busy."
    assert seen == [free, busy, free]


def test_an_expert_says_how_they_are_reached(erik: Page) -> None:
    said = {"line": "21 43 65 87", "meeting": "https://meet.example.dk/other", "most": "3"}
    assert erik.press("me", **said).status_code == 303
    row = Expert.objects.get(staff=erik.who.id)
    assert (row.number, row.meeting, row.most_open) == ("+4521436587", "https://meet.example.dk/other", 3)
    assert [part in text(erik.look("me/")) for part in ("21 43 65 87", "passport (en)", "Hall")] == [True] * 3


@pytest.mark.parametrize("said", [{"line": "12"}, {"meeting": "http://meet.dk"}, {"most": "0"}, {"most": "x"}])
def test_what_cannot_be_is_refused_and_kept(erik: Page, said: dict[str, str]) -> None:
    answer = erik.press("me", **{"line": "", "meeting": "", "most": "2"} | said)
    assert (answer.status_code, f'value="{next(iter(said.values()))}"' in text(answer)) == (422, True)


def test_a_partner_among_the_experts_never_reads_words(erik: Page) -> None:
    line, palle = erik.line, Page(erik.line, erik.line.palle)
    row = line.ask(text=CANARY)
    pages = [palle.look(), palle.press(f"{row.pk}/read"), palle.press(f"{row.pk}/accept"), palle.look()]
    pages += [palle.press(f"{row.pk}/read"), palle.press(f"{row.pk}/answer", text="words")]
    assert [CANARY in text(page) for page in pages] == [False] * 6
    assert [page.status_code for page in pages] == [200, 409, 303, 200, 409, 409]


def test_nobody_but_experts_has_the_page(line: Line) -> None:
    lea = Page(line, line.town.lea)
    answers = [lea.look(), lea.look("me/"), lea.press("busy", busy="yes"), lea.press("1/accept")]
    assert {answer.status_code for answer in answers} == {403}


def test_looking_at_the_address_of_a_deed_does_nothing(erik: Page) -> None:
    row = erik.line.ask()
    assert [erik.look(f"{path}/").headers["Location"] for path in (f"{row.pk}/accept", "busy")] == ["/lifelines/"] * 2


def test_many_questions_cost_as_much_as_one(erik: Page) -> None:
    erik.line.ask(text="?")
    erik.look()
    few = _statements(erik)
    for _ in range(5):
        visit = erik.line.town.draw()
        desk.start_service(visit=visit.pk, desk=erik.line.town.other_desk.pk, **erik.line.town.by())
        erik.line.ask(visit=visit.pk, text="?")
        desk.park_visit(visit=visit.pk, **erik.line.town.by())
    assert (len(erik.shown("waiting")), _statements(erik)) == (6, few)


def _statements(page: Page) -> int:
    with CaptureQueriesContext(connection) as asked:
        page.look()
    return len(asked)


def test_the_page_hears_of_every_place_as_an_expert(erik: Page) -> None:
    ticket = read_ticket(erik.look().context["live"]["stream"].removeprefix(PREFIX))
    every = {place.pk for place in service_points()}
    assert ticket is not None
    assert (ticket.audience, set(ticket.places)) == (Audience.EXPERT, every)
