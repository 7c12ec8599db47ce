from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.appointments.models import Appointment
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.domain.handover import LONGEST_NOTE, Basis, Matter, Receiver
from velkommen.domain.lifelines import MOST_OPEN, MOST_TRIES, End, Level, Stage, Step, Way

ONE_OPEN = "lifeline_one_open"  # at most one open lifeline of a matter
STEP_ONCE = "lifeline_step_once"  # two who take the same step at once: one of them did not


class Expert(models.Model):
    """What somebody posted as an expert has said about being asked. Without a row the usual holds.

    `receiver` decides what may travel to them, so leads say it, not they. `number` is their own at work, `meeting` the municipality's
    meeting link. `usual_seconds` is the median of their last answers, from asked to answered; None before the first.
    """

    staff = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    receiver = models.CharField(max_length=20, default=Receiver.DEPARTMENT.value)
    number = models.CharField(max_length=20, blank=True)
    meeting = models.CharField(max_length=300, blank=True)
    most_open = models.PositiveSmallIntegerField(default=MOST_OPEN)
    busy = models.BooleanField(default=False)
    away_until = models.DateTimeField(null=True, blank=True)
    usual_seconds = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="expert_receiver_known", condition=Q(receiver__in=[receiver.value for receiver in Receiver])
            ),
            models.CheckConstraint(name="expert_most_open", condition=Q(most_open__gte=1, most_open__lte=20)),
        )

    def __str__(self) -> str:
        return f"expert {self.staff_id}"


class Lifeline(models.Model):
    """An expert asked about one matter, as it is now; how it came so are its steps. There is no text in it and no person but staff.

    Args:
        way, matter, stage, level, end, receiver, basis: words of closed lists (`domain.lifelines`, `domain.handover`).
        to: who was named; None: whoever is able.
        owner: who has it: the expert while it is accepted, else somebody of the desk's place.
        expert: who accepted it last, kept when it is over.
        receiver: whom it is meant for; nobody else may accept it.
        longest, may_contact, basis: what may travel, as it was when it was asked; `longest` is in characters of text, 0 for none.
        consent_by, consent_at: who recorded the citizen's consent, and when.
        version: how many steps it has taken; whoever changes it must have seen the newest.
        day, minute: the local clock of the place when it was asked.
        escalates_at: when more are told, if nobody accepts.
        notes: how many texts there were, also when they are gone.
        helped: whether the desk (or the expert) said that it was solved with this help; None until it has ended.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10)
    matter = models.CharField(max_length=12)
    stage = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    receiver = models.CharField(max_length=20)
    basis = models.CharField(max_length=30)
    longest = models.PositiveSmallIntegerField()
    may_contact = models.BooleanField()
    consent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    consent_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    day = models.DateField()
    minute = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    escalates_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, blank=True)
    helped = models.BooleanField(null=True)
    notes = models.PositiveSmallIntegerField(default=0)
    appointment = models.ForeignKey(Appointment, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = (
            models.Index(name="lifeline_open", fields=("stage", "service_point")),
            models.Index(name="lifeline_owner", fields=("owner", "stage")),
            models.Index(name="lifeline_day", fields=("day", "service_point")),
            models.Index(name="lifeline_answers", fields=("expert", "-answered_at")),
        )
        constraints = (
            models.UniqueConstraint(name=ONE_OPEN, fields=("enquiry",), condition=~Q(stage="ended")),
            models.CheckConstraint(
                name="lifeline_words_known",
                condition=Q(
                    way__in=[way.value for way in Way],
                    matter__in=[matter.value for matter in Matter],
                    stage__in=[stage.value for stage in Stage],
                    level__in=[level.value for level in Level],
                    receiver__in=[receiver.value for receiver in Receiver],
                    basis__in=[basis.value for basis in Basis],
                    end__in=["", *[end.value for end in End]],
                ),
            ),
            models.CheckConstraint(
                name="lifeline_accepted_is_the_experts",
                condition=Q(stage="accepted", owner=F("expert"), accepted_at__isnull=False) | ~Q(stage="accepted"),
            ),
            models.CheckConstraint(
                name="lifeline_ended_says_how",
                condition=(Q(stage="ended", ended_at__isnull=False) & ~Q(end=""))
                | (~Q(stage="ended") & Q(ended_at=None, end="", helped=None)),
            ),
            models.CheckConstraint(
                name="lifeline_tells_while_asked", condition=Q(escalates_at=None) | Q(stage="asked", level__lt=2)
            ),
            models.CheckConstraint(
                name="lifeline_consent_whole",
                condition=Q(consent_by=None, consent_at=None) | Q(consent_by__isnull=False, consent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="lifeline_forward",
                condition=Q(changed_at__gte=F("asked_at"), minute__lte=1439)
                & (Q(answered_at=None) | Q(answered_at__gte=F("accepted_at"))),
            ),
        )

    def __str__(self) -> str:
        return f"lifeline {self.pk}"


class LifelineStep(models.Model):
    """What happened to a lifeline: appended, never changed (triggers refuse it). The last one says how the lifeline is now.

    `number` counts from 1; `staff` is who did it, None the timer; `owner` who has it from then on.
    """

    lifeline = models.ForeignKey(Lifeline, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    stage = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name=STEP_ONCE, fields=("lifeline", "number")),
            models.CheckConstraint(
                name="lifeline_step_known",
                condition=Q(what__in=[step.value for step in Step], stage__in=[stage.value for stage in Stage]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.lifeline_id} {self.number} {self.what}"


class LifelineNote(models.Model):
    """Words that went along: a question or an answer. Purpose: that one matter. Emptied some days after the last step of its lifeline,
    which ends most of them (`gone_at`).

    `length` is how many characters it had, and stays.
    """

    lifeline = models.ForeignKey(Lifeline, on_delete=models.CASCADE, related_name="+")
    answer = models.BooleanField()
    text = models.CharField(max_length=LONGEST_NOTE, blank=True)
    length = models.PositiveSmallIntegerField()
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(name="lifeline_note_kept", fields=("lifeline",), condition=Q(gone_at=None)),)
        constraints = (
            models.CheckConstraint(
                name="lifeline_note_goes",
                condition=(Q(gone_at=None) & ~Q(text="")) | Q(gone_at__isnull=False, text=""),
            ),
        )

    def __str__(self) -> str:
        return f"note {self.pk}"


class NoteOpening(models.Model):
    """Somebody opened a note: who, which and when. Kept as long as the note's lifeline, so that a citizen can be told."""

    note = models.ForeignKey(LifelineNote, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()

    class Meta:
        indexes = (models.Index(name="note_opening_at", fields=("-at",)),)
        constraints = (models.UniqueConstraint(name="note_opening_once_a_day", fields=("note", "staff", "day")),)

    def __str__(self) -> str:
        return f"{self.note_id} {self.staff_id}"


class CallBack(models.Model):
    """The number to ring, for one call-back. The row goes when they were reached, and in any case after some days."""

    lifeline = models.OneToOneField(Lifeline, on_delete=models.CASCADE, related_name="+")
    to = models.CharField(max_length=20)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="call_back_tries", condition=Q(tries__lt=MOST_TRIES)),
            models.CheckConstraint(name="call_back_some_number", condition=~Q(to="")),
        )

    def __str__(self) -> str:
        return f"call-back of {self.lifeline_id}"
