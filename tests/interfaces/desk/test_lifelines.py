"""Lifelines at the desk: the panel, the four ways, the answer that is read, and what stays in sight until it is over."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.lifelines import Line
from tests.people import matter, somebody, state
from velkommen.apps.appointments.actions import book as book_one
from velkommen.apps.appointments.actions import set_terms
from velkommen.apps.appointments.models import Appointment, Contact
from velkommen.apps.enquiries import actions as desk
from velkommen.apps.knowledge.models import Addition, CardVersion, Report
from velkommen.apps.lifelines import actions
from velkommen.apps.lifelines.models import CallBack, Lifeline, LifelineNote, NoteOpening
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence
from velkommen.apps.visits.models import Visit
from velkommen.domain.booking.freedom import Matter as Task
from velkommen.domain.booking.terms import Terms
from velkommen.domain.kinds import Unit
from velkommen.domain.lifelines import Note
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import Actor

CANARY = "Kanariefuglen-synger"
ANYBODY = {"to": "any:department", "matter": "application"}


@dataclass
class Front:
    """Somebody at Nordby's first desk, with somebody who wants a passport."""

    line: Line
    visit: Visit
    who: Actor
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(Staff.objects.get(pk=self.who.id))
        self.client.cookies["velkommen_language"] = "en"

    def of(self, who: Actor) -> "Front":
        return Front(self.line, self.visit, who)

    def press(self, deed: str, **said: object) -> HttpResponse:
        facts = {"op": str(uuid4()), "visit": str(self.visit.pk)} | {name: str(one) for name, one in said.items()}
        with clock.fixed(self.line.town.now):
            return self.client.post(f"/desk/nordby/1/{deed}/", facts)

    def look(self, path: str = "") -> HttpResponse:
        with clock.fixed(self.line.town.now):
            return self.client.get(f"/desk/nordby/1/{path}")

    def panel(self) -> HttpResponse:
        return self.look(f"lifeline/?visit={self.visit.pk}")

    def answered(self, text: str = CANARY) -> Lifeline:
        """Asked from this desk, and answered by Erik."""
        self.press("ask", **ANYBODY)
        row = Lifeline.objects.latest("pk")
        actions.accept(lifeline_id=row.pk, **self.line.town.by(self.line.erik))
        actions.answer(lifeline_id=row.pk, note=Note(text), **self.line.town.by(self.line.erik))
        return row


@pytest.fixture
def front(line: Line) -> Front:
    return Front(line, line.town.serving(), line.town.mette)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def says(answer: HttpResponse) -> list[str]:
    """What the desk says of the visit in hand."""
    return [one.says for one in answer.context["asked"]]


def test_the_panel_says_who_is_free_before_anybody_is_chosen(front: Front) -> None:
    actions.set_busy(busy=True, **front.line.town.by(front.line.eva))
    shown = [(one.name, one.now, one.chosen) for one in front.panel().context["panel"].helpers]
    assert shown == [
        ("Whoever is first", "2 are free now", True),
        ("Erik", "Free now", False),
        ("Otto", "Free now", False),
        ("Palle", "Free now", False),
        ("Eva", "Busy.", False),
    ]


def test_the_panel_says_what_may_go_along_to_whom_and_why(front: Front) -> None:
    found = front.panel().context["panel"].laws
    with override("en"):
        laws = [(law.matter, law.consent, law.to, str(law.what)) for law in found if law.matter == "application"]
    every, topic = "Topic, your words and a number to ring may go along.", "Only the topic may go along."
    number = "The topic and a number to ring may go along, no words."
    assert laws == [
        ("application", "no", "Erik, Eva", every),
        ("application", "no", "Otto", topic),
        ("application", "no", "Palle", number),
        ("application", "yes", "Erik, Eva, Otto", every),
        ("application", "yes", "Palle", number),
    ]


def test_the_panel_is_a_piece_for_the_script_and_a_page_without_it(front: Front) -> None:
    with clock.fixed(front.line.town.now):
        address, header = f"/desk/nordby/1/lifeline/?visit={front.visit.pk}", {"X-Velkommen-Fragment": "1"}
        piece = text(front.client.get(address, headers=header))
    assert [("<html" in one, "vk-lifeline" in one) for one in (piece, text(front.panel()))] == [
        (False, True),
        (True, True),
    ]


def test_without_a_visit_the_panel_leads_back_to_the_desk(front: Front) -> None:
    assert [front.look(path).headers["Location"] for path in ("lifeline/", "lifeline/?visit=999")] == [
        "/desk/nordby/1/"
    ] * 2


def test_where_nobody_answers_for_a_task_one_goes_to_an_expert_oneself(front: Front) -> None:
    Competence.objects.all().delete()
    book.forget()
    assert (front.panel().context["panel"].helpers, "consult/" in text(front.panel())) == ([], True)


def test_the_citizen_stays_while_the_expert_is_asked(front: Front) -> None:
    assert front.press("ask", **ANYBODY, note="May it be done?").status_code == 303
    assert (state(front.visit), says(front.look())) == ("serving", ["All who can are asked, nobody has taken it yet"])


def test_somebody_named_is_asked_first(front: Front) -> None:
    front.press("ask", to=front.line.erik.id, matter="application")
    assert says(front.look()) == ["Erik is asked and has not taken it yet"]


def test_the_answer_is_read_and_the_matter_solved_by_one_press_each(front: Front) -> None:
    row = front.answered()
    assert (says(front.look()), CANARY in text(front.look())) == (["Erik has answered"], False)
    assert text(front.look()).count('data-key="Y"') == 1
    assert front.press("read-answer", lifeline=row.pk).status_code == 303
    assert (CANARY in text(front.look()), NoteOpening.objects.filter(staff=front.who.id).count()) == (True, 1)
    front.press("solve", lifeline=row.pk)
    row.refresh_from_db()
    assert (row.end, row.helped, matter(front.visit).outcome) == ("helped", True, "solved_with_expert")


def test_the_answer_just_read_is_marked_for_those_who_listen(front: Front) -> None:
    row = front.answered()
    said = {"op": str(uuid4()), "lifeline": str(row.pk)}
    with clock.fixed(front.line.town.now):
        answer = front.client.post("/desk/nordby/1/read-answer/", said, headers={"X-Velkommen-Fragment": "1"})
    assert "data-fresh" in text(answer)


def test_what_did_not_help_is_closed_without_an_outcome(front: Front) -> None:
    row = front.answered()
    front.press("close-lifeline", lifeline=row.pk)
    row.refresh_from_db()
    assert (row.end, row.helped, matter(front.visit).outcome) == ("not_helped", False, "")


def test_a_refused_question_comes_back_as_it_was_typed(front: Front) -> None:
    answer = front.press("ask", to=front.line.eva.id, matter="information", note="about 120188-1234")
    chosen = [(one.name, one.chosen) for one in answer.context["panel"].helpers if one.chosen]
    assert (answer.status_code, chosen, answer.context["panel"].matter) == (422, [("Eva", True)], "information")
    assert ("about 120188-1234</textarea>" in text(answer), Lifeline.objects.count()) == (True, 0)


def test_what_may_not_go_along_is_refused_with_the_law(front: Front) -> None:
    answer = front.press("ask", to=front.line.otto.id, matter="application", note="They look for him")
    assert (answer.status_code, "no general right to tell the police" in text(answer)) == (422, True)
    assert (
        front.press("ask", to=front.line.otto.id, matter="application", note="Wish", consent="yes").status_code == 303
    )
    assert Lifeline.objects.get().consent_by_id == front.who.id


def test_who_is_let_in_shows_how_they_are_reached(front: Front) -> None:
    front.press("join", to=front.line.erik.id, matter="application")
    assert [one.reach for one in front.look().context["asked"]] == [
        (
            ("phone", "tel:+4520123456", "Ring 20 12 34 56"),
            ("video", "https://meet.example.dk/erik", "Open the meeting"),
        )
    ]


def test_who_takes_over_has_the_citizen_until_they_are_fetched_back(front: Front) -> None:
    front.press("take-over", **ANYBODY)
    row = Lifeline.objects.get()
    assert (state(front.visit), [one.pk for one in front.look().context["asked_elsewhere"]]) == (
        "with_expert",
        [row.pk],
    )
    front.press("fetch-back", lifeline=row.pk)
    row.refresh_from_db()
    assert (state(front.visit), row.end) == ("serving", "recalled")


def test_a_question_is_taken_back(front: Front) -> None:
    front.press("ask", **ANYBODY)
    front.press("take-back", lifeline=Lifeline.objects.get().pk)
    assert (Lifeline.objects.get().end, says(front.look())) == ("recalled", [])


def test_who_is_called_back_has_gone_and_stays_in_sight(front: Front) -> None:
    assert front.press("call-back", **ANYBODY, number="20 12 34 56").status_code == 303
    assert (state(front.visit), CallBack.objects.get().to) == ("ended", "+4520123456")
    later = [(one.label, one.says) for one in front.look().context["asked_elsewhere"]]
    assert later == [(front.visit.label, "All who can are asked, nobody has taken it yet")]


def test_a_number_that_is_none_is_refused_and_kept(front: Front) -> None:
    answer = front.press("call-back", **ANYBODY, number="12")
    assert (answer.status_code, 'value="12"' in text(answer), state(front.visit)) == (422, True, "serving")


@pytest.fixture
def bookable(front: Front) -> Front:
    """Nordby gives appointments."""
    town = front.line.town
    terms = Terms(since=town.now.date(), walk_in=0, acute=0, internal=0)
    set_terms(place=town.place.pk, terms=terms, **town.by(town.lea))
    return front


def test_a_time_is_booked_by_the_press_that_chooses_it(bookable: Front) -> None:
    first, second, *_ = bookable.panel().context["panel"].times
    assert f'value="{clock.local(second).isoformat()}"' in text(bookable.panel())
    answer = bookable.press("call-back", **ANYBODY, starts=second.isoformat(), contact="ida@example.dk")
    made, row = Appointment.objects.get(), Lifeline.objects.get()
    assert (answer.status_code, state(bookable.visit), matter(bookable.visit).outcome) == (303, "ended", "come_back")
    assert (made.starts_at, made.state, Contact.objects.get().to) == (second, "booked", "ida@example.dk")
    assert (row.end, row.appointment_id, CallBack.objects.count()) == ("booked", made.pk, 0)
    done, slip = bookable.look().context["done"], f"/calendar/nordby/{made.pk}/slip/"
    assert (done.text, slip in text(bookable.look())) == ("The time is booked. The visit is finished.", True)
    assert second - first >= timedelta(hours=2)


def test_a_time_that_somebody_else_took_meanwhile_comes_back_with_others(bookable: Front) -> None:
    town = bookable.line.town
    taken = bookable.panel().context["panel"].times[0]
    book_one(place=town.place.pk, wanted=(Task("passport"),), starts=taken, **town.by())
    said = {**ANYBODY, "starts": taken.isoformat(), "contact": "ida@example.dk", "note": "May it be done?"}
    answer = bookable.press("call-back", **said)
    shown = answer.context["panel"].times
    assert (answer.status_code, taken in shown, len(shown)) == (409, False, 6)
    assert [one in text(answer) for one in ('value="ida@example.dk"', "May it be done?</textarea>")] == [True, True]
    assert (state(bookable.visit), Lifeline.objects.count()) == ("serving", 0)


@pytest.mark.parametrize(
    "said", [{"starts": "soon"}, {"starts": "2026-11-30T10:00"}, {"contact": "12", "starts": "2026-11-30T10:00+01:00"}]
)
def test_what_is_no_time_or_no_address_is_refused(bookable: Front, said: dict[str, str]) -> None:
    answer = bookable.press("call-back", **ANYBODY, **said)
    assert (answer.status_code, Appointment.objects.count(), state(bookable.visit)) == (422, 0, "serving")


def test_where_nothing_is_promised_no_times_are_shown(front: Front) -> None:
    assert (front.panel().context["panel"].times, "lifeline-times" in text(front.panel())) == ([], False)


def test_the_times_cost_the_panel_as_much_however_many_are_promised(bookable: Front) -> None:
    town = bookable.line.town
    few = _panel_statements(bookable)
    for starts in bookable.panel().context["panel"].times:
        book_one(place=town.place.pk, wanted=(Task("passport"),), starts=starts, **town.by())
    assert _panel_statements(bookable) == few


def _panel_statements(front: Front) -> int:
    front.panel()
    with CaptureQueriesContext(connection) as asked:
        front.panel()
    return len(asked)


def test_of_others_one_sees_that_they_are_there_and_takes_them_on(front: Front) -> None:
    row = front.answered()
    ali = Front(front.line, front.visit, front.line.town.ali)
    with clock.fixed(front.line.town.now):
        board = ali.client.get("/desk/nordby/2/").context
        every = ali.client.get("/desk/nordby/2/lifelines/").context["some"]
    assert (board["asked_others"], [(one.pk, one.foreign, one.unread) for one in every]) == (1, [(row.pk, True, False)])
    assert ali.press("read-answer", lifeline=row.pk).status_code == 409
    ali.press("take-on", lifeline=row.pk)
    ali.press("read-answer", lifeline=row.pk)
    assert CANARY in text(ali.look("lifelines/"))


def test_a_partner_neither_writes_nor_reads_notes(front: Front) -> None:
    pia = front.of(somebody("pia", (front.line.town.place, Role.PARTNER), unit=Unit.PARTNER))
    row = front.answered()
    pages = [
        pia.look(),
        pia.look("lifelines/"),
        pia.press("read-answer", lifeline=row.pk),
        pia.press("take-on", lifeline=row.pk),
    ]
    pages += [pia.press("read-answer", lifeline=row.pk), pia.look(), pia.panel()]
    assert [CANARY in text(page) for page in pages] == [False] * 7
    assert [page.status_code for page in pages] == [200, 200, 409, 303, 409, 200, 200]
    assert "lifeline-note" not in text(pages[-1])


def test_control_a_colleague_who_is_no_partner_reads_it(front: Front) -> None:
    row = front.answered()
    ali = front.of(front.line.town.ali)
    ali.press("take-on", lifeline=row.pk)
    ali.press("read-answer", lifeline=row.pk)
    assert CANARY in text(ali.look())


@pytest.mark.parametrize(("deed", "number"), [("keep-on-card", (1, 0)), ("keep-here", (0, 1))])
def test_a_lead_keeps_the_answer_for_everybody(front: Front, deed: str, number: tuple[int, int]) -> None:
    row, lea = front.answered(), front.of(front.line.town.lea)
    lea.press("take-on", lifeline=row.pk)
    lea.press("read-answer", lifeline=row.pk)
    assert 'formaction="/desk/nordby/1/keep-here/"' in text(lea.look())
    assert lea.press(deed, lifeline=row.pk, **{f"kept-{row.pk}": "It may be done."}).status_code == 303
    kept = CardVersion.objects.filter(steps="It may be done."), Addition.objects.filter(text="It may be done.")
    assert tuple(one.count() for one in kept) == number


def test_who_keeps_no_knowledge_is_offered_none_of_it(front: Front) -> None:
    row = front.answered()
    front.press("read-answer", lifeline=row.pk)
    assert 'formaction="/desk/nordby/1/keep-' not in text(front.look())
    assert front.press("keep-here", lifeline=row.pk, **{f"kept-{row.pk}": "Words"}).status_code == 403


def test_who_keeps_no_knowledge_proposes_it_in_their_own_words(front: Front) -> None:
    row = front.answered()
    front.press("read-answer", lifeline=row.pk)
    assert f'name="kept-{row.pk}" maxlength="600" aria-describedby="kept-hint-{row.pk}"></textarea>' in text(
        front.look()
    )
    assert front.press("propose", lifeline=row.pk, **{f"kept-{row.pk}": "It may be done."}).status_code == 303
    found = Report.objects.get()
    assert (found.kind, found.text, found.said_by_id) == ("proposal", "It may be done.", front.who.id)
    assert front.look().context["done"].text == "Proposed. You see here what came of it."
    assert (CardVersion.objects.count(), Addition.objects.count()) == (0, 0)


@pytest.mark.parametrize("words", ["She is 120188-1234", "x" * 601])
def test_a_refused_proposal_keeps_what_was_typed(front: Front, words: str) -> None:
    row = front.answered()
    front.press("read-answer", lifeline=row.pk)
    answer = front.press("propose", lifeline=row.pk, **{f"kept-{row.pk}": words})
    assert (answer.status_code, f"{words}</textarea>" in text(answer), Report.objects.count()) == (422, True, 0)


def test_an_answer_one_has_not_read_is_nothing_to_propose_from(front: Front) -> None:
    row = front.answered()
    assert front.press("propose", lifeline=row.pk, **{f"kept-{row.pk}": "Words"}).status_code == 409
    assert Report.objects.count() == 0


def test_words_that_are_gone_are_not_shown(front: Front) -> None:
    row = front.answered()
    front.press("read-answer", lifeline=row.pk)
    LifelineNote.objects.filter(lifeline=row).update(text="", gone_at=front.line.town.now)
    assert (CANARY in text(front.look()), [one.unread for one in front.look().context["asked"]]) == (False, [False])


def test_an_answer_about_somebody_who_is_not_at_the_desk_is_said_at_the_top(front: Front) -> None:
    row = front.answered()
    desk.park_visit(visit=front.visit.pk, **front.line.town.by())
    link = '<a href="#lifelines">1 answer to read</a>'
    unread = front.look()
    front.press("read-answer", lifeline=row.pk)
    assert [link in text(one) for one in (unread, front.look())] == [True, False]


def test_many_lifelines_cost_the_desk_as_much_as_one(front: Front) -> None:
    front.answered()
    front.look()
    few = _statements(front)
    for _ in range(6):
        visit = front.line.town.draw()
        desk.start_service(visit=visit.pk, desk=front.line.town.other_desk.pk, **front.line.town.by())
        front.line.ask(visit=visit.pk)
        desk.park_visit(visit=visit.pk, **front.line.town.by())
    assert (len(front.look().context["asked_elsewhere"]), _statements(front)) == (6, few)


def _statements(front: Front) -> int:
    with CaptureQueriesContext(connection) as asked:
        front.look()
    return len(asked)


def test_what_is_done_is_said_and_cannot_be_undone(front: Front) -> None:
    front.press("ask", **ANYBODY)
    done = front.look().context["done"]
    assert (done.text, done.undone) == ("Asked. The answer comes here by itself.", None)
