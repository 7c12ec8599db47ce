"""What can be wrong of who may do what where."""

from datetime import timedelta

from tests.apps.evaluation.corruption import Fault, past_check
from tests.apps.evaluation.rows import (
    TODAY,
    offered,
)
from velkommen.apps.placement.models import (
    Agreement,
    Competence,
    DutyPeriod,
    LocalSuspension,
    Posting,
    TaskPeriod,
)
from velkommen.apps.places.models import (
    Equipment,
)


def teach(role: str) -> None:
    past_check("placement_offer", "offer_role_known", "UPDATE placement_offer SET role = %s", role)


def away_twice() -> None:
    """The passports of Nordby, away until further notice and once more from tomorrow."""
    offer = offered("nordby", "passport_adult").get()
    for day in (TODAY, TODAY + timedelta(days=1)):
        LocalSuspension.objects.create(service_point=offer.service_point, task=offer.task, first=day, why="Storm")


def own_hours_twice() -> None:
    offer = offered("nordby", "passport_adult").get()
    for opens in (600, 660):
        where = {"service_point": offer.service_point, "task": offer.task}
        TaskPeriod.objects.create(**where, weekdays=1, opens=opens, closes=720)


def unagreed(column: str) -> None:
    """A word nobody knows in the newest agreement of Nordby."""
    newest = Agreement.objects.filter(service_point__slug="nordby").order_by("-since").values("pk")[:1]
    Agreement.objects.filter(pk=newest[0]["pk"]).update(**{column: ["pirates"]})


def able_twice() -> None:
    row = Competence.objects.filter(staff__username="ida", key="passport").get()
    Competence.objects.create(staff=row.staff, key=row.key, first=TODAY, last=TODAY)


def able_somehow() -> None:
    row = Competence.objects.filter(staff__username="ida", key="passport").get()
    where = "UPDATE placement_competence SET level = %s WHERE id = %s"
    past_check("placement_competence", "competence_level_known", where, "juggles", row.pk)


def on_duty(opens: int, closes: int) -> None:
    """Jens on Mondays, who serves at Nordby from ten to six anyway."""
    posting = Posting.objects.get(staff__username="jens", service_point__slug="nordby")
    DutyPeriod.objects.create(posting=posting, weekdays=1, opens=opens, closes=closes)


def nobody_left() -> None:
    Posting.objects.filter(service_point__slug="vesterby").delete()


FOUND: list[Fault] = [
    ("a role nobody knows", {"offers_sound"}, lambda: teach("juggle")),
    ("away twice", {"offers_sound"}, away_twice),
    ("a task has hours twice", {"offers_sound"}, own_hours_twice),
    ("the safe is gone", {"offers_possible"}, lambda: Equipment.objects.filter(kind="safe").delete()),
    (
        "a judgement is completed",
        {"offers_possible"},
        lambda: offered("nordby", "home_aids").update(role="complete"),
    ),
    (
        "what nobody has learnt",
        {"offers_possible"},
        lambda: Competence.objects.filter(key="passport").delete(),
    ),
    ("nobody is posted", {"offers_possible"}, nobody_left),
    ("nobody is in charge", {"agreements_sound"}, lambda: Agreement.objects.update(project_owner=" ")),
    ("a unit nobody knows", {"agreements_sound"}, lambda: unagreed("units")),
    ("a partner nobody knows", {"agreements_sound"}, lambda: unagreed("partners")),
    ("able twice", {"competences_sound"}, able_twice),
    ("able in a way nobody knows", {"competences_sound"}, able_somehow),
    ("on duty twice", {"duties_sound"}, lambda: on_duty(900, 960)),
    ("on duty behind locked doors", {"duties_sound"}, lambda: on_duty(1200, 1260)),
    (
        "long expected",
        {"equipment_back"},
        lambda: Equipment.objects.filter(back_at__isnull=False).update(back_at=TODAY - timedelta(days=1)),
    ),
]
