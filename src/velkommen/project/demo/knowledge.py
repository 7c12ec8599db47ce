"""Guidance for Fjordby: cards with some history, what is otherwise where, two announcements and who read them, what was found wrong."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from velkommen.apps.catalogue.models import Task
from velkommen.apps.knowledge import models, writing
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.knowledge import next_review
from velkommen.project.demo import cards
from velkommen.project.demo.cards import CardPlan
from velkommen.shared import clock


def settle(at: datetime) -> None:
    """Insert what the desks have written up to now."""
    tasks = dict(Task.objects.values_list("key", "id"))
    staff = dict(Staff.objects.values_list("username", "id"))
    places = dict(ServicePoint.objects.values_list("slug", "id"))
    made = {
        key: models.Card(task_id=tasks[key], owner_id=staff.get(plan.owner), review_on=_review(plan, at))
        for key, plan in cards.CARDS.items()
    }
    models.Card.objects.bulk_create(made.values())
    models.CardVersion.objects.bulk_create(_versions(made, staff, at))
    models.Addition.objects.bulk_create(
        models.Addition(
            service_point_id=places[slug],
            task_id=tasks[task],
            text=text,
            author_id=staff[who],
            at=at - timedelta(days=3 * number + 2),
        )
        for number, (slug, task, text, who) in enumerate(cards.ADDITIONS)
    )
    _announce(staff, places, at)
    _report(tasks, staff, places, at)
    writing.touch()


def _review(plan: CardPlan, at: datetime) -> date:
    return next_review(clock.local_day(at - timedelta(days=plan.age)))


def _versions(made: dict[str, models.Card], staff: dict[str, int], at: datetime) -> Iterator[models.CardVersion]:
    task, who, age, steps = cards.BEFORE
    first = {"steps": "\n".join(steps), "author_id": staff[who], "at": at - timedelta(days=age)}
    yield models.CardVersion(card=made[task], language="da", number=1, current=False, **first)
    for language, plans in (("da", cards.CARDS), ("en", cards.ENGLISH)):
        for key, plan in plans.items():
            number = 2 if (language, key) == ("da", task) else 1
            yield models.CardVersion(
                card=made[key],
                language=language,
                number=number,
                steps="\n".join(plan.steps),
                pitfalls="\n".join(plan.pitfalls),
                author_id=staff[plan.owner or "hanne"],
                at=at - timedelta(days=plan.age),
            )


def _announce(staff: dict[str, int], places: dict[str, int], at: datetime) -> None:
    today = clock.local_day(at)
    for title, text, slugs, (first, last), must_read, who, read in cards.ANNOUNCEMENTS:
        days = {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}
        told = at - timedelta(days=1 - first)
        row = models.Announcement.objects.create(
            title=title, text=text, must_read=must_read, author_id=staff[who], at=told, **days
        )
        models.AnnouncementPlace.objects.bulk_create(
            models.AnnouncementPlace(announcement=row, service_point_id=places[slug]) for slug in slugs
        )
        models.Receipt.objects.bulk_create(
            models.Receipt(announcement=row, staff_id=staff[name], at=told + timedelta(hours=2)) for name in read
        )


def _report(tasks: dict[str, int], staff: dict[str, int], places: dict[str, int], at: datetime) -> None:
    for slug, task, who, text, age, answer, reply, by in cards.REPORTS:
        said = at - timedelta(days=age)
        answered = {"answer": answer, "reply": reply, "answered_by_id": staff[by]} if answer else {}
        models.Report.objects.create(
            task_id=tasks[task],
            service_point_id=places[slug],
            said_by_id=staff[who],
            text=text,
            at=said,
            answered_at=said + timedelta(days=1) if answer else None,
            **answered,
        )
