"""What lies ready to be fetched: how long it is kept, and which number on the shelf is the next."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

HIGHEST = 9999  # a number on the shelf: short enough to be said aloud, too short to be anybody's


class PickUpKind(StrEnum):
    """What lies ready."""

    PASSPORT = "passport"
    ID_CARD = "id_card"
    DRIVING_LICENCE = "driving_licence"
    CERTIFICATE = "certificate"
    OTHER = "other"


def destroy_after(since: date, kept_days: int) -> date:
    """The last day something is kept that came on a day."""
    return since + timedelta(days=kept_days)


def next_number(latest: int, in_use: Collection[int]) -> int | None:
    """The number after the latest one that is free, from 1 again after the highest; None when all are in use."""
    ahead = (*range(latest + 1, HIGHEST + 1), *range(1, latest + 1))
    return next((number for number in ahead if number not in in_use), None)
