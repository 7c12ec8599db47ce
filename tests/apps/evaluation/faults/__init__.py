"""What can be wrong in a town, each by itself: what the doctor says of it, and how it comes to be."""

from tests.apps.evaluation.corruption import Fault
from tests.apps.evaluation.faults import closed, helping, people, placement, places, promised, records, visits

FOUND: list[Fault] = [
    fault for room in (records, visits, places, placement, people, promised, helping, closed) for fault in room.FOUND
]
