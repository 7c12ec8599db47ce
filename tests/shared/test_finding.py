"""Search as people type, on a handful of words; the table of real questions stands beside the finder."""

from time import process_time
from timeit import repeat

import pytest

from velkommen.shared.finding import Findable, Found, Index

LITTLE = Index(
    [
        Findable("licence", ("Kørekort", "Driving licence"), ("forny kørekort",)),
        Findable("child", ("Børnepas", "Child passport"), ("pas til barn",)),
        Findable("passport", ("Pas", "Passport"), ("fornyelse af pas",)),
        Findable("moving", ("Flytning", "Change of address"), ("adresseændring", "mit.dk")),
        Findable("card", ("Sundhedskort", "Health card"), ("Driver's friend",)),
    ]
)
TWINS = [Findable("light", ("Bibliotek",)), Findable("heavy", ("Bibliotek",), weight=0.1)]

#: What is typed -> what comes first.
TYPED = {
    "KØREKORT": "licence",
    "koerekort": "licence",
    "korekort": "licence",
    "kørekot": "licence",
    "kørekortet": "licence",
    "kørek": "licence",
    "kørekortfornyelse": "licence",
    "mit kørekort": "licence",
    "børne pas": "child",
    "borne pas": "child",
    "børnepas-fornyelse": "child",
    "pas": "passport",
    "passports": "passport",
    "flytninger": "moving",
    "adresseandring": "moving",
    "adresse": "moving",
    "mit dk": "moving",
    "sundhed": "card",
    "drivers": "card",
    "the passport": "passport",
}


@pytest.mark.parametrize("query", TYPED)
def test_what_is_typed_finds_what_is_meant(query: str) -> None:
    assert LITTLE.search(query).keys[:1] == (TYPED[query],)


def test_several_words_find_what_holds_them_all() -> None:
    assert LITTLE.search("pas til barn").keys == ("child",)


def test_of_two_alike_the_heavier_comes_first() -> None:
    assert Index(TWINS).search("bibliotek").keys == ("heavy", "light")


def test_no_more_is_given_than_was_asked_for() -> None:
    assert Index(TWINS).search("bibliotek", most=1).keys == ("heavy",)


def test_where_nothing_fits_the_nearest_is_a_guess() -> None:
    assert LITTLE.search("flyvninxer") == Found((), ("moving",))


@pytest.mark.parametrize("query", ["", " ?! ", "xyzzy", "æ"])
def test_what_says_nothing_finds_nothing(query: str) -> None:
    assert LITTLE.search(query) == Found(())


def test_an_empty_index_finds_nothing() -> None:
    assert Index[str]([]).search("pas") == Found(())


def test_a_search_among_a_town_of_places_takes_less_than_ten_milliseconds() -> None:
    """Three on a machine that does nothing else; a page that answers has fifty in all (`velkommen bench placement`)."""
    places = [Findable(f"p{n}", (f"Sted {n} Bibliotek", f"By {n}"), ("bibliotek",)) for n in range(600)]
    index = Index([*places, *(Findable(f"t{n}", (f"Opgave {n}",), (f"ord{n} til noget",)) for n in range(80))])
    queries = ("bibliotek", "biblotek", "sted 77 bibliotek", "opgavefornyelse", "hvor kan jeg få hjælp til noget")
    taken = min(
        repeat(lambda: [index.search(query) for query in queries], number=1, repeat=5, timer=process_time)
    ) / len(queries)
    assert taken < 0.010
