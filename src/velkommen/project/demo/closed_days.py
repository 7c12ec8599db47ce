"""The last two weeks of Fjordby, closed as the worker closes them night by night, and one correction since."""

from datetime import datetime
from random import Random
from uuid import UUID

from velkommen.apps.enquiries.actions import correct_enquiry
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.statistics import correcting, sealing
from velkommen.domain.outcomes import Outcome

DAYS = 14  # the worker closes the days before them


def settle(at: datetime, seed: int) -> None:
    """Close the days before today, and let the lead of Nordby put one enquiry right that was registered wrongly."""
    stretch = sealing.due(at, DAYS)
    if stretch is None:
        return
    sealing.close(*stretch, at)
    lead = actor_of(Staff.objects.get(username="lene"))
    solved = Enquiry.objects.filter(day__range=stretch, service_point__slug="nordby", outcome=Outcome.SOLVED.value)
    row = solved.order_by("-day", "happened_at", "pk").first()
    if row is not None:
        op = UUID(int=Random(f"{seed}:correction").getrandbits(128), version=4)  # noqa: S311 - no secret
        correct_enquiry(enquiry=row.pk, outcome=Outcome.LEFT, by=lead, at=at, op=op)
        correcting.fold([row.day], at)
