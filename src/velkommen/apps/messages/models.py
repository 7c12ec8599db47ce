from django.db import models
from django.db.models import Q

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.messages import FOR_A_PERSON, LANGUAGES, OPEN, OVER, Channel, Purpose, State

PURPOSES = tuple(purpose.value for purpose in Purpose)
CHANNELS = tuple(channel.value for channel in Channel)


def _states(states: frozenset[State]) -> list[str]:
    return sorted(state.value for state in states)


class Message(models.Model):
    """One message to one citizen. The rows that are not over are the backlog.

    `about` says what it is about ("appointment:12"), without a key, since that lies in an upper room; `occasion` tells messages of one
    purpose apart (the second move). `facts` is what its text needs (`domain.messages.FACTS`). `key` is how a provider tells it from
    others. A row that is being sent has a worker and a lease; one whose lease ran out may have been sent. Once it is over (`done_at`)
    neither address nor facts are left. `why` is a short code of the last failure.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    about = models.CharField(max_length=40)
    occasion = models.CharField(max_length=40, blank=True, default="")
    key = models.UUIDField(unique=True)
    channel = models.CharField(max_length=5)
    to = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=5)
    facts = models.JSONField(default=dict, blank=True)
    not_before = models.DateTimeField()
    useless_after = models.DateTimeField()
    state = models.CharField(max_length=10, default=State.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.UUIDField(null=True, blank=True)
    provider_id = models.CharField(max_length=80, blank=True, default="")
    why = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="message_once_for_its_purpose", fields=("purpose", "about", "occasion")),
            models.CheckConstraint(name="message_purpose_known", condition=Q(purpose__in=PURPOSES)),
            models.CheckConstraint(name="message_channel_known", condition=Q(channel__in=CHANNELS)),
            models.CheckConstraint(name="message_language_known", condition=Q(language__in=LANGUAGES)),
            models.CheckConstraint(
                name="message_state_and_end",
                condition=Q(state__in=_states(OPEN), done_at=None)
                | Q(state__in=_states(OVER), done_at__isnull=False)
                | Q(state__in=_states(FOR_A_PERSON)),
            ),
            models.CheckConstraint(
                name="message_sending_has_worker",
                condition=Q(state=State.SENDING.value, worker__isnull=False, lease_until__isnull=False)
                | (~Q(state=State.SENDING.value) & Q(lease_until=None)),
            ),
            models.CheckConstraint(
                name="message_address_until_over",
                condition=(Q(done_at=None) & ~Q(to="")) | Q(done_at__isnull=False, to="", facts={}),
            ),
        )
        indexes = (
            models.Index(name="message_due", fields=("next_try_at",), condition=Q(state=State.WAITING.value)),
            models.Index(name="message_open", fields=("not_before",), condition=Q(state__in=_states(OPEN))),
            models.Index(name="message_leased", fields=("lease_until",), condition=Q(state=State.SENDING.value)),
            models.Index(
                name="message_for_a_person",
                fields=("service_point", "created_at"),
                condition=Q(state__in=_states(FOR_A_PERSON), done_at=None),
            ),
            models.Index(name="message_about", fields=("about",)),
            models.Index(name="message_over", fields=("done_at",)),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.about}"


class MessageCount(models.Model):
    """How many messages ended how, at a place on a local day. It outlives the messages; raised in the transaction that ends one."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=5)
    outcome = models.CharField(max_length=10)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="message_count_once", fields=("service_point", "day", "purpose", "channel", "outcome")
            ),
            models.CheckConstraint(
                name="message_count_known",
                condition=Q(
                    purpose__in=PURPOSES, channel__in=CHANNELS, outcome__in=_states(OVER | FOR_A_PERSON), number__gte=1
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.purpose} {self.channel} {self.outcome}"


class MessageText(models.Model):
    """A text instead of the standard one, at a place or (without a place) in the whole municipality. An SMS has no subject."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    channel = models.CharField(max_length=5)
    subject = models.CharField(max_length=120, blank=True, default="")
    body = models.CharField(max_length=2000)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="message_text_once_per_place", fields=("service_point", "purpose", "language", "channel")
            ),
            models.UniqueConstraint(
                name="message_text_once_everywhere",
                fields=("purpose", "language", "channel"),
                condition=Q(service_point=None),
            ),
            models.CheckConstraint(
                name="message_text_known",
                condition=Q(purpose__in=PURPOSES, language__in=LANGUAGES, channel__in=CHANNELS),
            ),
            models.CheckConstraint(
                name="message_text_subject_of_mail",
                condition=Q(channel=Channel.SMS.value, subject="") | (Q(channel=Channel.EMAIL.value) & ~Q(subject="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.language} {self.channel}"
