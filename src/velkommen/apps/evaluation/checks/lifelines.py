"""Lifelines: each has one owner and is as its last step says, somebody looks after it in time, and words and numbers go."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows, trigger_there
from velkommen.apps.lifelines.crew import read
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline, LifelineNote, LifelineStep, NoteOpening
from velkommen.domain.handover import Basis
from velkommen.domain.lifelines import USUAL_OF, Stage, Way, usual

A_WHILE = timedelta(minutes=10)  # the worker looks every few seconds
A_NIGHT = timedelta(days=1)
TRIGGER = "lifeline_step_never_changes"


@check(
    _("A question to an expert is in one stage, in words the house knows, with all that belongs to it"),
    _("A desk may wait for an answer nobody gives. Take these back at the desk, and ask anew."),
)
def lifelines_sound(at: datetime) -> Iterator[str]:
    yield from kept(Expert, "expert_receiver_known", "expert_most_open")
    yield from kept(
        Lifeline,
        "lifeline_one_open",
        "lifeline_words_known",
        "lifeline_accepted_is_the_experts",
        "lifeline_ended_says_how",
        "lifeline_tells_while_asked",
        "lifeline_consent_whole",
        "lifeline_forward",
    )
    yield from kept(CallBack, "call_back_tries", "call_back_some_number")


@check(
    _("A question to an expert is as its last step says, and no step of it is missing"),
    _("Two may have it, or nobody. Take it back at the desk, and ask anew; then look who changed the tables by hand."),
)
def lifelines_follow_their_steps(at: datetime) -> Iterator[str]:
    yield from kept(LifelineStep, "lifeline_step_once", "lifeline_step_known")
    of_it = LifelineStep.objects.filter(lifeline=OuterRef("pk")).order_by("-number")
    last = {f"last_{name}": Subquery(of_it.values(name)[:1]) for name in ("number", "stage", "level", "owner")}
    same = Q(version=F("last_number"), stage=F("last_stage"), level=F("last_level"), owner=F("last_owner"))
    yield from rows(Lifeline.objects.annotate(**last).exclude(same))


@check(
    _("The database refuses to change a step of a question to an expert"),
    _("Who had what when could be rewritten. Run migration lifelines 0002 again, and ask who removed the trigger."),
)
def steps_guarded(at: datetime) -> list[str]:
    return [] if trigger_there(TRIGGER, "lifelines_lifelinestep") else [f"lifelines_lifelinestep: {TRIGGER}"]


@check(
    _("Whoever is asked in vain is not waited for: others are told in time"),
    _("A citizen may sit and wait. Let the worker run: it tells more people every few seconds."),
)
def lifelines_looked_after(at: datetime) -> Iterator[str]:
    yield from rows(Lifeline.objects.filter(escalates_at__lt=at - A_WHILE))
    yield from rows(Lifeline.objects.filter(stage=Stage.ACCEPTED.value).exclude(owner__in=list(read())))


@check(
    _("No more goes along with a question than may"),
    _("Words or a number lie with somebody who may not have them. Delete them, and ask how they got there."),
)
def only_what_may_travels(at: datetime) -> Iterator[str]:
    yield from rows(LifelineNote.objects.filter(answer=False, length__gt=F("lifeline__longest")))
    yield from rows(CallBack.objects.filter(lifeline__may_contact=False))
    yield from rows(Lifeline.objects.filter(basis=Basis.CONSENT.value, consent_by=None))


@check(
    _("Words and numbers of questions to experts are let go of some days after"),
    _("They lie longer than was promised. Let the worker run, which lets go of them every hour."),
)
def notes_let_go(at: datetime) -> Iterator[str]:
    yield from kept(LifelineNote, "lifeline_note_goes")
    yield from kept(NoteOpening, "note_opening_once_a_day")
    last = at - timedelta(days=settings.NOTE_KEPT_DAYS) - A_NIGHT
    yield from rows(LifelineNote.objects.filter(gone_at=None, lifeline__changed_at__lte=last))
    old = at - timedelta(days=settings.CALL_BACK_KEPT_DAYS) - A_NIGHT
    yield from rows(CallBack.objects.filter(made_at__lte=old))


@check(
    _("What is said to be usual of an expert is the median of their last answers"),
    _("Desks are told a wrong time. It is put right by the expert's next answer."),
)
def usual_recomputed(at: datetime) -> Iterator[str]:
    times: dict[int, list[int]] = {}
    answers = Lifeline.objects.filter(answered_at__isnull=False, way__in=[Way.ASK.value, Way.JOIN.value])
    for staff, asked, answered in answers.order_by("-answered_at", "-pk").values_list(
        "expert", "asked_at", "answered_at"
    ):
        if len(found := times.setdefault(staff, [])) < USUAL_OF and answered:
            found.append(int((answered - asked).total_seconds()))
    for row in Expert.objects.filter(usual_seconds__isnull=False).order_by("pk"):
        if usual(times.get(row.staff_id, [])) != row.usual_seconds:
            yield f"expert {row.pk}"
