"""What can be wrong of lifelines and guidance."""

from datetime import timedelta

from django.db.models import F

from tests.apps.evaluation.corruption import (
    Fault,
    drop_step_trigger,
    past_check,
)
from tests.apps.evaluation.rows import (
    NOW,
    asked,
    card,
    found_wrong,
)
from velkommen.apps.knowledge.models import CardVersion, KnowledgeEdition
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline, LifelineNote, LifelineStep


def with_nobody() -> None:
    """Accepted, and nobody has it."""
    where = "UPDATE lifelines_lifeline SET stage = 'accepted' WHERE id = %s"
    row = asked(stage="asked", way="ask")
    Lifeline.objects.filter(pk=row.pk).update(escalates_at=None)
    LifelineStep.objects.create(
        lifeline=row, number=2, what="accept", stage="accepted", level=row.level, owner=row.owner, at=NOW
    )
    Lifeline.objects.filter(pk=row.pk).update(version=2)
    past_check("lifelines_lifeline", "lifeline_accepted_is_the_experts", where, row.pk)


def still_written() -> None:
    """Ended long ago, with its words; their count and steps are as they were."""
    ended = Lifeline.objects.filter(stage="ended").order_by("pk")[0]
    moments = ("asked_at", "accepted_at", "answered_at", "changed_at", "ended_at")
    Lifeline.objects.filter(pk=ended.pk).update(**{name: F(name) - timedelta(days=99) for name in moments})
    LifelineNote.objects.update(lifeline=ended, answer=True)


def an_old_card() -> None:
    """The version before the last is what a desk reads."""
    versions = CardVersion.objects.filter(card=card())
    versions.update(current=False)
    versions.filter(number=1).update(current=True)


def nobody_is_told() -> None:
    card()
    KnowledgeEdition.objects.all().delete()


def half_an_answer() -> None:
    where = "UPDATE knowledge_report SET answer = 'mended' WHERE id = %s"
    past_check("knowledge_report", "report_answered_whole", where, found_wrong().pk)


FOUND: list[Fault] = [
    ("an old card", {"cards_sound"}, an_old_card),
    ("a card that says nothing", {"cards_sound"}, lambda: card(versions=0)),
    ("an answer nobody gave", {"notes_sound"}, half_an_answer),
    ("nobody hears of a new card", {"notes_sound"}, nobody_is_told),
    ("accepted by nobody", {"lifelines_sound", "lifelines_looked_after"}, with_nobody),
    (
        "a step is missing",
        {"lifelines_follow_their_steps"},
        lambda: LifelineStep.objects.filter(lifeline=asked(stage="answered"), number=3).delete(),
    ),
    ("steps can be rewritten", {"steps_guarded"}, drop_step_trigger),
    (
        "asked in vain",
        {"lifelines_looked_after"},
        lambda: Lifeline.objects.filter(stage="asked").update(escalates_at=NOW - timedelta(minutes=11)),
    ),
    (
        "more was said than may be",
        {"only_what_may_travels"},
        lambda: Lifeline.objects.filter(stage="asked", way="ask").update(longest=0),
    ),
    ("a number that may not be", {"only_what_may_travels"}, lambda: Lifeline.objects.update(may_contact=False)),
    ("words for ever", {"notes_let_go"}, still_written),
    (
        "a number for ever",
        {"notes_let_go"},
        lambda: CallBack.objects.update(made_at=NOW - timedelta(days=9)),
    ),
    ("told wrongly how long it takes", {"usual_recomputed"}, lambda: Expert.objects.update(usual_seconds=7)),
]
