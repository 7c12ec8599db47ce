"""What the desk shows, and what it costs."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.appointments import booked
from tests.interfaces.desk.conftest import Branch
from velkommen.apps.catalogue import standard
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.knowledge import actions as knowledge
from velkommen.apps.placement.models import Offer
from velkommen.apps.visits.models import Visit
from velkommen.shared.actor import SYSTEM
from velkommen.shared.danish import collation

STATEMENTS, BYTES = 12, 60_000  # with a counting week that asks and ids as long as a run of all tests makes them
WITH_AN_ANSWER = {"Y"}  # of a lifeline: its key is looked for in test_lifelines


def fields(row: Visit | Enquiry) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}


def fill(branch: Branch, waiting: int) -> None:
    """So many waiting at once, without drawing each."""
    visit = branch.draw(minutes_ago=60)
    matter = branch.matter(visit)
    rows = [
        Visit(**{**fields(visit), "number": 1000 + n, "link": f"l{n}", "last_op": uuid4()}) for n in range(waiting - 1)
    ]
    Visit.objects.bulk_create(rows)
    for made in Visit.objects.filter(number__gte=1000):
        Enquiry.objects.create(**{**fields(matter), "id": uuid4(), "visit_id": made.pk})


def guide(branch: Branch) -> None:
    """A card of ten steps, something that is otherwise here, and two announcements."""
    stamp = {"by": SYSTEM, "at": branch.now}
    said = {"steps": "\n".join(f"Trin {n}: bed om det gamle pas, og se på datoen" for n in range(10))}
    mind = "Begge forældre skriver under\nHøjst fem år for børn"
    knowledge.write_card(task="passport", language="da", pitfalls=mind, **said, **stamp, op=uuid4())
    knowledge.add_locally(place=branch.place.pk, task="passport", text="Fotoet er i lokale 2", **stamp, op=uuid4())
    for title in ("Brandøvelse", "Nyt pengeskab"):
        day = branch.now.date()
        told = {"title": title, "text": "Vi mødes ved cyklerne klokken ti.", "first": day, "last": day}
        knowledge.announce(**told, **stamp, op=uuid4())


@pytest.mark.parametrize("waiting", [30, 300])
@pytest.mark.parametrize("busy", [False, True])
def test_the_page_stays_small(branch: Branch, waiting: int, busy: bool) -> None:
    if busy:
        visit = branch.serving()
        branch.press("add-matter", visit=visit.pk, task="mitid")
    fill(branch, waiting)
    guide(branch)
    branch.look()  # what is kept as long as the rules hold is read
    with CaptureQueriesContext(connection) as asked:
        answer = branch.look()
    assert len(asked) <= STATEMENTS
    assert len(answer.content) <= BYTES
    assert len(answer.context["board"].line) == waiting


def test_what_is_chosen_by_name_stands_in_the_order_of_the_alphabet(branch: Branch) -> None:
    standard.load()
    known = Offer.objects.values("task")
    Offer.objects.bulk_create(
        Offer(service_point=branch.place, task=task) for task in Task.objects.exclude(pk__in=known)
    )
    shown = branch.look().context
    names = [task.name for task in shown["more"]]
    choices = [[words for _, words in tile.choices] for tile in shown["outcomes"] if tile.value.startswith("to_")]
    assert [names, *choices] == [sorted(some, key=collation) for some in (names, *choices)]
    assert (names[-1], len(choices)) == ("Økonomisk friplads", 3)


def test_the_page_stays_small_where_everything_is_offered(branch: Branch) -> None:
    standard.load()
    known = Offer.objects.values("task")
    Offer.objects.bulk_create(
        Offer(service_point=branch.place, task=task) for task in Task.objects.exclude(pk__in=known)
    )
    branch.serving()
    fill(branch, 300)
    guide(branch)
    page = branch.look()
    assert len(page.content) <= BYTES
    assert page.context["known"].card is not None


def test_fifty_rows_are_drawn_and_the_rest_sent_as_data(branch: Branch) -> None:
    fill(branch, 53)
    shown = branch.look().content.decode()
    rest = re.search(r'<script id="rest" type="application/json">(.*?)</script>', shown)
    assert rest is not None
    assert (shown.count("<li data-at="), len(json.loads(rest[1]))) == (50, 3)


def test_looking_changes_nothing(branch: Branch) -> None:
    branch.serving()
    with CaptureQueriesContext(connection) as asked:
        branch.look()
        branch.client.get("/desk/")
    assert {query["sql"].lstrip("(").split()[0] for query in asked} == {"SELECT"}


def test_tiles_stand_in_the_order_of_use(branch: Branch) -> None:
    assert [task.key for task in branch.look().context["tiles"]] == ["passport", "mitid", "assessment"]
    branch.press("register", task="mitid", result="solved")
    branch.now += timedelta(days=1)
    assert [task.key for task in branch.look().context["tiles"]] == ["mitid", "passport", "assessment"]


def test_tiles_do_not_move_during_the_day(branch: Branch) -> None:
    before = branch.look().context["tiles"]
    branch.press("register", task="mitid", result="solved")
    assert branch.look().context["tiles"] == before


def test_use_of_long_ago_orders_nothing(branch: Branch) -> None:
    branch.press("register", task="mitid", result="solved")
    branch.now += timedelta(days=30)
    assert [task.key for task in branch.look().context["tiles"]] == ["passport", "mitid", "assessment"]


def test_the_last_five_are_shown(branch: Branch) -> None:
    for _ in range(6):
        branch.press("register", task="mitid", result="solved")
        branch.later(minutes=1)
    assert len(branch.look().context["recent"]) == 5


def test_another_desks_own_visitor_is_not_in_the_line(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("transfer", visit=visit.pk, for_desk=branch.other_desk.pk)
    assert branch.look().context["board"].line == []


def test_a_visit_forgotten_yesterday_is_still_at_the_desk(branch: Branch) -> None:
    visit = branch.serving()
    branch.now += timedelta(days=1)
    assert branch.look().context["visit"] == visit


def test_what_somebody_is_called_is_never_markup(branch: Branch) -> None:
    branch.mette.first_name = "<script>"
    branch.mette.save()
    assert b"<script>" not in branch.look().content


def test_the_matter_whose_time_runs_is_in_hand_and_explained(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("add-matter", visit=visit.pk, task="mitid")
    shown = branch.look().context
    assert (shown["in_hand"].task.key, shown["facts"]["task"].key) == ("mitid", "mitid")


def test_a_matter_without_an_outcome_is_in_hand_before_one_with(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("add-matter", visit=visit.pk, task="mitid")
    branch.press("outcome", visit=visit.pk, enquiry=branch.matter(visit).pk, result="solved")
    shown = branch.look().context
    assert (shown["in_hand"].task.key, shown["facts"]["task"].key) == ("passport", "passport")


def keys(page: str) -> list[str]:
    return re.findall(r'data-key="([A-Z?]|Space)"', page)


def test_every_key_of_the_help_is_on_a_button(branch: Branch) -> None:
    booked(branch.desk, branch.mette.pk, branch.now + timedelta(minutes=30), ("passport",))
    guide(branch)
    visit = branch.draw()
    branch.press("next")
    pages = [branch.look().content.decode()]
    branch.press("start", visit=visit.pk)
    pages.append(branch.look().content.decode())
    help_ = re.search(r"<dialog.*?</dialog>", pages[0], re.DOTALL)
    assert help_ is not None
    explained = set(re.findall(r"<kbd>([A-Z?])</kbd>", help_[0]))
    assert explained - WITH_AN_ANSWER == {key for page in pages for key in keys(page)} - {"Space"}


def test_at_a_colleagues_desk_there_is_no_next(branch: Branch) -> None:
    branch.client.force_login(branch.ali)
    assert keys(branch.look().content.decode()).count("Space") == 0


def test_control_at_ones_own_desk_there_is(branch: Branch) -> None:
    assert keys(branch.look().content.decode()).count("Space") == 1
