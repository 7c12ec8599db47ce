"""Indicator files in Fjordby's atlas: its own, and those of neighbours that are invented too, so that there is something to compare.

No municipality of Denmark is given a figure here: what is not known of them stays unknown in the demo as well.
"""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from velkommen.apps.atlas import keeping
from velkommen.apps.evaluation.publishing import signed_file
from velkommen.domain.cooperation import TAXONOMY
from velkommen.domain.indicators.document import (
    Document,
    Figure,
    Indicator,
    Method,
    PlaceFact,
    as_content,
    canonical,
    file_of,
)
from velkommen.domain.indicators.telling import Counts, figures
from velkommen.domain.measures import Share, Spread
from velkommen.domain.refusals import Refusal
from velkommen.shared import clock

AREA = 540.0  # of Fjordby, square kilometres
OWN_DAYS = 28
WEEK, A_DAY = timedelta(weeks=1), timedelta(days=1)


@dataclass(frozen=True)
class Neighbour:
    """An invented municipality: shares in per cent, waits in seconds, how much of its hours it counted in."""

    code: str
    name: str
    population: int
    area: float
    rate: int
    library: int
    solved: int
    outside: int
    waits: tuple[int, int]
    covered: int
    models: tuple[str, ...]
    method: Method = Method.CONTINUOUS


NEIGHBOURS = (
    Neighbour("0901", "Strandager Kommune", 41_300, 430.0, 780, 41, 83, 27, (210, 780), 96, ("3", "3", "none")),
    Neighbour("0902", "Mosekær Kommune", 36_100, 310.5, 690, 18, 71, 9, (420, 1500), 58, ("2", "unknown")),
    Neighbour("0903", "Havrelund Kommune", 46_800, 402.0, 910, 55, 86, 34, (180, 660), 99, ("4", "3", "3")),
    Neighbour("0904", "Åstad Kommune", 44_200, 520.0, 640, 0, 76, 0, (300, 1020), 93, ("none",), Method.MIXED),
    Neighbour("0905", "Storebæk Kommune", 91_500, 610.0, 850, 29, 79, 15, (360, 1260), 97, ("2", "3")),
)
KINDS = ("main_library", "branch", "town_hall")
PLACES = ("Hovedbiblioteket", "Filialen", "Rådhuset")


def settle(first: date, today: date, at: datetime) -> None:
    """Publish Fjordby's last four weeks, as far as the demo goes back, and read in what the neighbours publish of the last half-year."""
    last = today - A_DAY
    with suppress(Refusal):  # a demo of one morning has nothing to publish yet
        keeping.keep(keeping.verified(signed_file(max(first, today - timedelta(days=OWN_DAYS)), last, at, AREA)), at)
    for one in NEIGHBOURS:
        for document in _documents(one, today):
            keeping.keep(keeping.verified(_signed(document)), at)


def _documents(one: Neighbour, today: date) -> Iterator[Document]:
    """What a neighbour published; the first of them had to put its file right a week later."""
    first, last = _half_year(today)
    made = datetime.combine(last, datetime.min.time(), clock.zone()) + 2 * WEEK
    document = _document(one, first, last, made)
    if one is NEIGHBOURS[0]:
        yield replace(document, covered=document.covered - 100)
        document = replace(document, made=made + WEEK)
    yield document


def _half_year(today: date) -> tuple[date, date]:
    """The last one that is over by some weeks."""
    past = today - 4 * WEEK
    if past.month > 6:
        return date(past.year, 1, 1), date(past.year, 6, 30)
    return date(past.year - 1, 7, 1), date(past.year - 1, 12, 31)


def _document(one: Neighbour, first: date, last: date, made: datetime) -> Document:
    days = (last - first).days + 1
    staffed = 40 * days
    return Document(
        code=one.code,
        name=one.name,
        population=one.population,
        area=one.area,
        first=first,
        last=last,
        made=made.replace(microsecond=0),
        method=one.method,
        staffed=staffed,
        covered=staffed * one.covered // 100,
        taxonomy=TAXONOMY,
        places=[
            PlaceFact(name, kind, model, counted=model != "unknown")
            for name, kind, model in zip(PLACES, KINDS, one.models, strict=False)
        ],
        figures=_figures(one, days),
    )


def _figures(one: Neighbour, days: int) -> list[Figure]:
    number = one.rate * one.population * days // 365_000
    answered, placed = number * 92 // 100, number * 98 // 100
    counts = Counts(
        number=number,
        population=one.population,
        days=days,
        libraries=number * one.library // 100,
        solved=Share(answered * one.solved // 100, answered),
        referred=Share(answered * (96 - one.solved) // 100, answered),
        other=number * (one.solved - 62) // 100,
        outside=Share(placed * one.outside // 100, placed),
        waiting=Spread(number * 85 // 100, None, *one.waits),
        no_shows=Share(number * 4 // 100, number),
    )
    found = figures(counts)
    if one.code == "0904":  # counts by rules of its own
        return [replace(figure, definition=2) if figure.indicator == Indicator.SOLVED else figure for figure in found]
    return found


def _signed(document: Document) -> bytes:
    """Anybody may know the keys of municipalities that do not exist."""
    key = Ed25519PrivateKey.from_private_bytes(sha256(document.code.encode()).digest())
    content = as_content(document)
    public = b64encode(key.public_key().public_bytes_raw()).decode("ascii")
    return file_of(content, public, b64encode(key.sign(canonical(content))).decode("ascii"))
