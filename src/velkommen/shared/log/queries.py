"""Reading the log, for those who pass its news on. Never more than asked for."""

from datetime import datetime

from django.db.models import Max

from velkommen.shared.log.models import Deed
from velkommen.shared.ready import Ready

MOST_AT_ONCE = 1000
_OF_RULES = Ready(lambda: Deed.objects.only("id").filter(rules=True).order_by("-id"))


def newest() -> int:
    """The id of the newest deed, 0 when there is none."""
    return Deed.objects.order_by("-id").values_list("id", flat=True).first() or 0


def edition() -> int:
    """The id of the newest deed that changed what is offered, by whom or when; 0 when there is none."""
    found = _OF_RULES.first()
    return found.pk if found else 0


def latest() -> datetime | None:
    """When the house last did anything; None when it never did."""
    return Deed.objects.order_by("-id").values_list("at", flat=True).first()


def newest_at(place: int) -> int:
    """The id of the newest deed at a service point, 0 when there is none: the version a page is drawn with."""
    return Deed.objects.filter(service_point_id=place).order_by("-id").values_list("id", flat=True).first() or 0


def newest_per_place() -> dict[int, int]:
    """The id of the newest deed of each service point."""
    rows = Deed.objects.exclude(service_point_id=None).values_list("service_point_id").annotate(Max("id")).order_by()
    return dict(rows)


def after(version: int) -> list[Deed]:
    """The next deeds after a version, oldest first, with id, place and changes only."""
    return list(
        Deed.objects.only("id", "service_point_id", "changes").filter(id__gt=version).order_by("id")[:MOST_AT_ONCE]
    )


def changes_of(version: int) -> list[dict[str, object]]:
    """What screens need to hear of one deed."""
    return list(Deed.objects.values_list("changes", flat=True).get(id=version))
