"""What can be wrong in a town, each by itself: what the doctor says of it, and how it comes to be."""

from tests.apps.evaluation.corruption import Fault
from tests.apps.evaluation.faults import (
    atlas,
    closed,
    helping,
    people,
    placement,
    places,
    promised,
    records,
    surveys,
    visits,
    weeks,
    yearbook,
)

ROOMS = (records, visits, places, placement, people, promised, helping, surveys, weeks, yearbook, closed, atlas)
FOUND: list[Fault] = [fault for room in ROOMS for fault in room.FOUND]
