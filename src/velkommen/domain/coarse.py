"""Times made coarse: in single rows a time of seconds would point at one visit, its class does not."""

from bisect import bisect_left

#: What a class goes up to, in minutes, both ends of the day included. What took longer is in the last one.
CLASSES = (1, 2, 3, 4, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 480, 1440)


def at_most(seconds: int) -> int:
    """The class of a time, as the minutes it took at most: 61 seconds are 2. More than a day is said as a day."""
    return CLASSES[min(bisect_left(CLASSES, seconds / 60), len(CLASSES) - 1)]
