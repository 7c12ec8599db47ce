"""Between which values a share lies when only a part of the hours was counted in.

What was counted is taken as a sample of what came: the Wilson interval, narrowed by how much of everything was counted (finite
population correction), so that it closes when all was. That the hours nobody counted in were like the others is an assumption: it
cannot be checked, and is said wherever an interval is shown.
"""

from math import sqrt

from velkommen.domain.measures import Share

Z = 1.959964  # 95 % of the normal distribution
NOT_KNOWN = Share(0, 0)  # of how much was counted: nothing is narrowed


def between(share: Share, covered: Share) -> tuple[float, float] | None:
    """The 95 % interval of a share in per cent, one decimal; None where everything was counted, or nothing.

    Args:
        covered: the staffed hours something was counted in, of all; NOT_KNOWN: chance alone.
    """
    if not share.whole or covered.part >= covered.whole > 0:
        return None
    part_counted = covered.part / covered.whole if covered.whole else 0.0
    n, p = share.whole / (1 - part_counted), share.part / share.whole
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return round(100 * max(middle - half, 0.0), 1), round(100 * min(middle + half, 1.0), 1)
