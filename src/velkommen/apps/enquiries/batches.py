"""What was counted elsewhere and comes in whole: a file, or a sheet of paper. The same one is never taken twice."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import IntegrityError, transaction

from velkommen.apps.enquiries.models import ImportBatch
from velkommen.domain.outcomes import DestinationKind
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal

AT_ONCE = 1_000  # rows per statement
NOON = time(12, 0)  # where a row without a time of day stands; nobody is ever shown it
#: Where a referral went that does not say where to.
NOT_NAMED: Mapping[DestinationKind, str] = {
    DestinationKind.CITIZEN_SERVICE: "citizen_service",
    DestinationKind.DEPARTMENT: "department_not_stated",
    DestinationKind.AUTHORITY: "authority_not_stated",
}


def batch(name: str, digest: bytes, enquiries: int, at: datetime) -> ImportBatch:
    """Begin a batch of so many enquiries. Raises: Refusal FILE_ALREADY_IMPORTED, CPR_IN_TEXT in its name."""
    known_as = refuse_cpr(name, "file")[:120]
    try:
        with transaction.atomic():
            return ImportBatch.objects.create(name=known_as, digest=digest.hex(), at=at, enquiries=enquiries)
    except IntegrityError as error:
        raise Refusal(Code.FILE_ALREADY_IMPORTED) from error
