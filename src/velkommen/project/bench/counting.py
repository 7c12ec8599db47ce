"""What costs the same on every machine: SQL statements and bytes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse

from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.roster.actions import take_seat
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.interfaces.live.hub import News, message
from velkommen.project.bench.place import BenchPlace
from velkommen.shared import clock
from velkommen.shared.log.models import Deed

BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # they hold statements together and ask nothing


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every SQL statement that is run inside, as text."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(BRACKETS):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


class DeskPage:
    """The desk of somebody who serves a visit with two matters: the page at its largest."""

    def __init__(self, there: BenchPlace) -> None:
        self._client = Client(SERVER_NAME="localhost")
        self._client.force_login(there.clerks[0])
        self._address = reverse("desk", args=(there.point.slug, there.desks[0].number))
        day = Day(there)
        day.sit()
        visit = day.called()
        day.do(actions.start_service, visit=visit)
        day.do(actions.add_matter, visit=visit, task=there.tasks[1].key)
        self._client.get(self._address)  # what is kept as long as the rules hold is read once, and not by every page

    def measure(self, waiting: int) -> dict[str, float]:
        """Statements and kB of the page while so many wait."""
        with counted() as statements:
            answer = self._client.get(self._address)
        assert answer.status_code == 200, answer.status_code
        name = "desk_page_{}_" + str(waiting)
        return {name.format("statements"): len(statements), name.format("kb"): len(answer.content) / 1000}


def largest_update(there: BenchPlace) -> int:
    """Bytes of the largest message any screen gets of a working day with every deed in it."""
    begun = Deed.objects.order_by("-id").values_list("id", flat=True).first() or 0
    there.wait(1)
    Day(there).work()
    rows = Deed.objects.filter(id__gt=begun).only("id", "service_point_id", "changes")
    told = [message(News(row.pk, there.point.pk, row.changes)) for row in rows if row.changes]
    return max(len(frame) for one in told for frame in one.frames.values())


class Day:
    """Somebody at the first desk, deed after deed."""

    def __init__(self, there: BenchPlace) -> None:
        self._there, self._desk, self._by = there, there.desks[0].pk, there.actor()
        self._task, self._other = (task.key for task in there.tasks[:2])

    def do(self, deed: Any, **facts: Any) -> Mapping[str, Any]:
        return cast(Mapping[str, Any], deed(**facts, by=self._by, at=clock.now(), op=uuid4()))

    def sit(self) -> None:
        self.do(take_seat, place=self._there.point.pk, desk=self._desk)

    def called(self) -> int:
        """Draw a number and call it; the visit's id."""
        visit = self.do(actions.issue_ticket, place=self._there.point.pk, task=self._task)["visit"]["id"]
        self.do(actions.call_visit, visit=visit, desk=self._desk)
        return int(visit)

    def served(self) -> int:
        visit = self.called()
        self.do(actions.start_service, visit=visit)
        return visit

    def work(self) -> None:
        """Every deed a desk knows, once."""
        self.do(actions.no_show, visit=self.called())
        visit = self.served()
        self.do(actions.park_visit, visit=visit)
        self.do(actions.resume_visit, visit=visit, desk=self._desk)
        self.do(actions.consult_expert, visit=visit)
        self.do(actions.end_consult, visit=visit, desk=self._desk)
        self.do(actions.record_outcome, visit=visit, outcome=Outcome.NOT_POSSIBLE, reason=Reason.PAPERS_MISSING)
        self.do(actions.add_matter, visit=visit, task=self._other)
        self.do(actions.record_outcome, visit=visit, outcome=Outcome.SOLVED_WITH_EXPERT)
        called = self.do(actions.call_next, place=self._there.point.pk, desk=self._desk)["visit"]["id"]
        self.do(actions.recall_visit, visit=called)
        self.do(actions.start_service, visit=called)
        self.do(actions.transfer_visit, visit=called, task=self._other, for_desk=self._there.desks[1].pk)
        self._without_numbers()

    def _without_numbers(self) -> None:
        place = self._there.point.pk
        walked_up = self.do(actions.serve_without_number, place=place, desk=self._desk, task=self._task)["visit"]["id"]
        self.do(actions.finish_visit, visit=walked_up, outcome=Outcome.SELF_SERVICE)
        before = clock.now() - timedelta(hours=1)
        tallies = [Tally(uuid4(), self._task, Outcome.SOLVED, before) for _ in range(50)]
        self.do(actions.log_enquiries, place=place, tallies=tallies)
