"""The catalogue and the shelves: every task can be read on every day and sends nobody nowhere, and what lies ready is kept its time."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue import queries
from velkommen.apps.catalogue.models import Destination, Fee, Season, Suspension, Task, TaskChange
from velkommen.apps.evaluation.checks.registry import check, kept
from velkommen.apps.pickups.models import PickUp
from velkommen.domain.refusals import Refusal
from velkommen.shared import clock

_FORMS = (
    *("task_authority_known", "task_unit_known", "task_attendance_known", "task_where_known"),
    *("task_self_service_known", "task_minutes_of_a_day", "task_referral_where_needed", "task_competence_form"),
    *("task_kle_form", "task_kle_facet_form", "task_link_is_https"),
)


@check(
    _("Every task can be read on every day, and whoever cannot be helped is told where to go"),
    _("The pages of these tasks would fail or send people nowhere. Put the field right by a change of the task."),
)
def tasks_readable(at: datetime) -> Iterator[str]:
    yield from kept(Task, *_FORMS)
    keys = {
        "referral": set(Destination.objects.values_list("key", flat=True)),
        "pickup": set(Task.objects.values_list("key", flat=True)),
    }
    for row in queries.in_full():
        try:
            entry = queries.entry_of(row)
            entry.check_every_day()
        except Refusal as no:
            yield f"{row.key}: {no.code} {no.facts.get('field', '')}".strip()
            continue
        for name, known in keys.items():
            values = entry.changes[name].values if name in entry.changes else ()
            yield from (f"{row.key}: {name} {value}" for value in values if value and value not in known)


@check(
    _("Every KLE number says which edition it is from"),
    _("Numbers change from edition to edition. Import them anew under “KLE numbers”, with the edition they are from."),
)
def kle_of_an_edition(at: datetime) -> Iterator[str]:
    yield from (row.key for row in Task.objects.exclude(kle="").filter(kle_edition="").order_by("key"))


@check(
    _("Changes, fees, suspensions and seasons run forward and are said once"),
    _("One day would have two answers. Delete the one too many, or put its days right."),
)
def steps_sound(at: datetime) -> Iterator[str]:
    yield from kept(TaskChange, "task_change_once_a_day")
    yield from kept(Fee, "fee_once_a_day")
    yield from kept(Suspension, "suspension_once", "suspension_one_without_end", "suspension_forward")
    yield from kept(Season, "season_once", "season_forward")


@check(
    _("What lies ready has one number on its shelf, and was kept until its last day"),
    _(
        "Something was destroyed too early, or two things share a number. Count the shelf, and ask who wrote past the house."
    ),
)
def shelves_sound(at: datetime) -> Iterator[str]:
    yield from kept(
        PickUp,
        *("pickup_number_once_while_open", "pickup_number_short", "pickup_kind_known", "pickup_ends_once"),
        "pickup_kept_a_while",
    )
    for row in PickUp.objects.filter(destroyed_at__isnull=False):
        if row.destroyed_at and clock.local_day(row.destroyed_at) <= row.destroy_after:
            yield f"pick-up {row.pk} (until {row.destroy_after})"
