"""How far it is: an estimate for ordering places, never a route. Ferries and the like are typed in."""

from math import asin, cos, radians, sin, sqrt

Position = tuple[float, float]  # latitude, longitude in degrees (WGS 84)

EARTH_KM = 6371.0
DETOUR = 1.3  # roads are longer than the straight line: an assumption, said so where it is shown
KM_PER_MINUTE = 0.75  # 45 km/h from door to door: an assumption


def straight_km(one: Position, other: Position) -> float:
    """The great-circle distance in kilometres."""
    (lat, lon), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def minutes(one: Position | None, other: Position | None) -> int | None:
    """Estimated travel time in whole minutes; None where a position is not known."""
    if one is None or other is None:
        return None
    return round(straight_km(one, other) * DETOUR / KM_PER_MINUTE)


def on_the_globe(position: Position) -> bool:
    """Whether there is such a place on earth."""
    latitude, longitude = position
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


def in_denmark(position: Position) -> bool:
    """Whether it lies in the box around Denmark, Bornholm included: outside it, latitude and longitude are often swapped."""
    latitude, longitude = position
    return 54.5 <= latitude <= 57.8 and 8.0 <= longitude <= 15.3
