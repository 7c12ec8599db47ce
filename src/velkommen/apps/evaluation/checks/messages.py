"""Messages: one for each purpose, no address longer than needed, no count lost, and a backlog somebody works on."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import MOST, check, kept, rows
from velkommen.apps.messages import texts
from velkommen.apps.messages.models import Message, MessageCount, MessageText
from velkommen.apps.messages.queries import OLD
from velkommen.apps.messages.sending import KEPT, KEPT_FOR_A_PERSON, due
from velkommen.apps.visits.models import TurnNotice
from velkommen.domain.message_texts import Text
from velkommen.domain.message_texts import check as check_text
from velkommen.domain.messages import Channel, Purpose
from velkommen.domain.refusals import Refusal
from velkommen.shared import clock


@check(
    _("There is one message for each purpose of a thing, in a state there is"),
    _("Citizens may be told twice, or never. Delete the message too many, or let a leader decide about it."),
)
def messages_once(at: datetime) -> Iterator[str]:
    yield from kept(Message, "message_once_for_its_purpose", "message_purpose_known", "message_channel_known")
    yield from kept(Message, "message_language_known", "message_state_and_end", "message_sending_has_worker")


@check(
    _("No address is kept once its message is over, or longer than anybody needs it"),
    _(
        "Addresses of citizens lie where nobody needs them. Blank them, and see that a worker runs: it tidies every hour."
    ),
)
def addresses_let_go(at: datetime) -> Iterator[str]:
    yield from kept(Message, "message_address_until_over")
    slack = OLD * 12  # the worker tidies every hour
    yield from rows(Message.objects.filter(done_at__lt=at - KEPT - slack))
    left = Message.objects.filter(state__in=["failed", "uncertain"], done_at=None)
    yield from rows(left.filter(next_try_at__lt=at - KEPT_FOR_A_PERSON - slack))
    yield from kept(TurnNotice, "turn_notice_address_until_told", "turn_notice_known")
    yield from rows(TurnNotice.objects.filter(visit__ended_at__lt=at - slack))
    yield from rows(TurnNotice.objects.filter(visit__day__lt=clock.local_day(at - slack)))


@check(
    _("Each message that is over was counted"),
    _("The figures of delivery are too low. Raise the counts of these days."),
)
def messages_counted(at: datetime) -> Iterator[str]:
    yield from kept(MessageCount, "message_count_once", "message_count_known")
    ended = Message.objects.filter(done_at__isnull=False, done_at__gt=at - KEPT)
    over = Counter(
        (row.service_point_id, clock.local_day(row.done_at), row.purpose, row.channel, row.state)
        for row in ended.only("service_point_id", "done_at", "purpose", "channel", "state").iterator()
        if row.done_at
    )
    counts = {
        (row.service_point_id, row.day, row.purpose, row.channel, row.outcome): row.number
        for row in MessageCount.objects.filter(day__gte=clock.local_day(at - KEPT))
    }
    short = sorted(key for key, number in over.items() if number > counts.get(key, 0))
    yield from (" ".join(map(str, key[1:])) for key in short[:MOST])


@check(
    _("Nothing that should be away waits for more than ten minutes"),
    _("Citizens are not told in time. See that a worker runs and that its providers can be reached."),
)
def messages_leave(at: datetime) -> Iterator[str]:
    yield from rows(due(at - OLD))


@check(
    _("Every text of a message can be sent"),
    _("Messages may go out with holes in them. Write these texts anew."),
)
def texts_can_be_sent(at: datetime) -> Iterator[str]:
    yield from kept(MessageText, "message_text_once_per_place", "message_text_once_everywhere", "message_text_known")
    yield from kept(MessageText, "message_text_subject_of_mail")
    yield from (
        f"{MessageText._meta.verbose_name} {row.pk}"
        for row in MessageText.objects.select_related("service_point")
        if not _good(row)
    )


def _good(row: MessageText) -> bool:
    try:
        check_text(
            Purpose(row.purpose),
            Channel(row.channel),
            Text(row.subject, row.body),
            texts.example(row.service_point, row.language),
        )
    except (Refusal, ValueError):
        return False
    return True
