"""How long a search for guidance takes, over cards by the hundred that no house has, every one with words of its own."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from itertools import product
from random import Random
from time import perf_counter

from velkommen.apps.catalogue.models import Task, TaskGroup
from velkommen.apps.knowledge import writing
from velkommen.apps.knowledge.models import Card, CardVersion
from velkommen.apps.knowledge.searching import search
from velkommen.domain import knowledge
from velkommen.shared import clock

STEPS, PITFALLS = 8, 3  # lines of a card
#: What is asked: the right word, endings, missing Danish letters, typing errors, compounds, questions.
QUERIES = (
    "blanket",
    "blanketten",
    "fuldmagt til foraeldre",
    "fuldmgat",
    "underskrift",
    "hvordan scanner jeg et bilag",
    "kvitteringsnummer",
    "venteliste",
    "gebyret er forkert",
    "legitimation fra værgen",
)
_WHAT = (
    *("ansøgning", "blanket", "bilag", "fuldmagt", "kvittering", "legitimation", "underskrift", "attest", "gebyr"),
    *("frist", "venteliste", "afgørelse", "folder", "nøgle", "kode", "foto", "scanner", "skema", "adresse", "konto"),
    *("erklæring", "bevis", "samtykke", "indsigelse", "genoptagelse"),
)
_WHOSE = (
    *("forældre", "værge", "ægtefælle", "udlejer", "arbejdsgiver", "skole", "læge", "bank", "skatteyder", "pensionist"),
    *("studerende", "nabo", "forening", "virksomhed", "institution", "barn", "søskende", "ejer", "lejer", "rejsende"),
)
_DO = ("Bed om", "Kontrollér", "Scan", "Udlever", "Forklar", "Gem", "Send", "Husk", "Hent", "Stempl")


def write_many(number: int, at: datetime, seed: int = 1) -> list[str]:
    """Make so many tasks with a card each, and say their keys (a few statements)."""
    rng, group = Random(seed), TaskGroup.objects.order_by("order")[0]  # noqa: S311 - no secret
    names = [f"{what} fra {whose}" for what, whose in product(_WHAT, _WHOSE)][:number]
    facts = {"group": group, "desk_role": "complete", "discretion": "low", "minutes": 5, "historic": "other"}
    tasks = Task.objects.bulk_create(
        Task(key=f"many_{place}", name_da=name.capitalize(), name_en=f"Number {place}", **facts)
        for place, name in enumerate(names)
    )
    review = knowledge.next_review(clock.local_day(at))
    cards = Card.objects.bulk_create(Card(task=task, review_on=review) for task in tasks)
    CardVersion.objects.bulk_create(
        CardVersion(card=card, language="da", number=1, steps=_lines(rng, STEPS), pitfalls=_lines(rng, PITFALLS), at=at)
        for card in cards
    )
    writing.touch()
    return [task.key for task in tasks]


def searched(places: Collection[int], day: date, timer: Callable[[], float] = perf_counter) -> list[float]:
    """What each of `QUERIES` takes by a timer of seconds, in milliseconds, once the index is made.

    Raises:
        LookupError: a query found nothing.
    """
    search("", places, day)
    took = []
    for query in QUERIES:
        begun = timer()
        found = search(query, places, day).hits
        took.append((timer() - begun) * 1000)
        if not found:
            raise LookupError(query)
    return took


def _lines(rng: Random, number: int) -> str:
    return "\n".join(
        f"{rng.choice(_DO)} {rng.choice(_WHAT)}en fra {rng.choice(_WHOSE)} nr. {rng.randrange(1000)}"
        for _ in range(number)
    )
