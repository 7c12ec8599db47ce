"""One chart of each kind, with everything a chart can have."""

from datetime import date

from velkommen.interfaces.web.charts.chart import (
    Band,
    Bars,
    Columns,
    Estimate,
    Heat,
    Intervals,
    Lines,
    Moment,
    Series,
    Target,
)
from velkommen.interfaces.web.tables import said

MONTHS = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(18)]
NORTH = Series(
    "Nordby Bibliotek", [420, 440, 470, 520, 500, 480, None, None, 610, 640, 650, 600, 620, 660, 690, 720, 700, 730]
)
SOUTH = Series(
    "Sydby Bibliotek", [400, 410, 400, 420, 430, 400, 390, 410, 400, 420, 410, 400, 415, 405, 420, 430, 425, 440]
)
HALL = Series("Rådhuset", [900, 880, 870, 850, 860, 800, 700, 690, 720, 710, 700, 690, 680, 690, 670, 660, 650, 640])

LINES = Lines(
    "growth",
    "Nordby had 73,8 % more enquiries than 17 months before",
    MONTHS,
    [NORTH, SOUTH, HALL],
    band=Band(
        "95 % of what would have been",
        [None] * 8 + [380, 390, 400, 410, 400, 390, 400, 410, 420, 410],
        [None] * 8 + [520, 530, 540, 550, 540, 530, 540, 550, 560, 550],
    ),
    moments=[Moment(date(2025, 9, 1), "Nordby becomes a joint desk with citizen service")],
    target=Target(500, "Target 500"),
    monthly=True,
)
COLUMNS = Columns(
    "quarters",
    "The libraries answer more each quarter",
    MONTHS[::3],
    [
        Series("Libraries", [1240, 1310, 1500, 1720, None, 2010]),
        Series("Town hall", [2650, 2510, 2110, 2100, 2040, 1950]),
    ],
    monthly=True,
)
HEAT = Heat(
    "week",
    "Monday from 10 is fullest",
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    range(8, 20),
    [[None if day > 4 and hour > 13 else (97 * (day + 1) * hour) % 211 for hour in range(8, 20)] for day in range(7)],
    nothing="closed",
)
INTERVALS = Intervals(
    "solved",
    "Four of five enquiries are solved at first contact",
    [
        Estimate("Nordby Bibliotek", 82.4, 79.9, 84.7),
        Estimate("Sydby Bibliotek", 76.0, 68.2, 82.6),
        Estimate("Rådhuset", 88.1),
        Estimate("Bogbussen", None, note="fewer than 5"),
    ],
    target=Target(80, "Target 80 %"),
    most=100,
    said=said.per_cent,
)
BARS = Bars(
    "categories",
    "A third is still other",
    ["Andet", "Pas", "Kørekort", "Henvist til andre fagsekretariater"],
    Series("Here", [31.2, 35.0, 9.9, None]),
    Series("Skanderborg 2009", [34, 33, 10, 1]),
    said=said.per_cent,
)
ALL = (BARS, LINES, COLUMNS, HEAT, INTERVALS)
