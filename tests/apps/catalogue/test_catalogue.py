"""The catalogue: found by key, named in the reader's language, loaded once without touching what a municipality changed."""

from datetime import date

import pytest
from django.utils import translation

from tests.people import Town, refused
from velkommen.apps.catalogue import queries, standard
from velkommen.apps.catalogue.models import Destination, Fee, Task, TaskGroup
from velkommen.domain.catalogue import fee_total
from velkommen.domain.kinds import DeskRole
from velkommen.domain.outcomes import DestinationKind, Discretion
from velkommen.domain.refusals import Code

DAY = date(2026, 11, 24)


def test_what_is_unknown_is_refused_by_its_key(town: Town) -> None:
    assert refused(queries.task, key="nonsense") == (Code.UNKNOWN_TASK, {"task": "nonsense"})
    assert refused(queries.destination, key="nowhere") == (Code.UNKNOWN_DESTINATION, {"destination": "nowhere"})


@pytest.mark.parametrize(("language", "name"), [("da", "Skat"), ("en", "Tax"), ("en-gb", "Tax")])
def test_a_name_in_the_language_of_the_reader(town: Town, language: str, name: str) -> None:
    with translation.override(language):
        assert queries.destination("tax").name == name


def test_the_standard_catalogue_is_whole(db: None) -> None:
    standard.load()
    counts = [model.objects.count() for model in (TaskGroup, Task, Destination, Fee)]
    assert counts == [len(list(standard.rows(name))) for name in ("groups", "tasks", "destinations", "fees")]
    assert [task.key for task in queries.tasks() if not (task.name_da and task.name_en and task.minutes)] == []


def test_every_kind_of_referral_has_somewhere_to_go(db: None) -> None:
    standard.load()
    assert {destination.kind for destination in queries.destinations()} == set(DestinationKind)


def test_where_it_went_is_always_stated_at_a_desk(db: None) -> None:
    """A sheet counted elsewhere may not know: its rows name a destination that nobody else may."""
    standard.load()
    unstated = {one.key for one in queries.every_destination()} - {one.key for one in queries.destinations()}
    assert unstated == {"department_not_stated", "authority_not_stated"}
    assert refused(queries.destination, key="department_not_stated")[0] is Code.UNKNOWN_DESTINATION


def test_loading_again_leaves_what_the_municipality_made_of_it(db: None) -> None:
    standard.load()
    changed, before = queries.tasks()[0], Task.objects.count()
    Task.objects.filter(pk=changed.pk).update(name_da="Vores eget navn")
    standard.load()
    assert (queries.task(changed.key).name_da, Task.objects.count()) == ("Vores eget navn", before)


def test_words_of_closed_lists_are_known_ones(db: None) -> None:
    standard.load()
    roles = {task.desk_role for task in queries.tasks()}
    assert (roles <= set(DeskRole), {task.discretion for task in queries.tasks()} <= set(Discretion)) == (True, True)


def test_every_field_of_the_standard_catalogue_holds_what_it_may(db: None) -> None:
    """Reading the facts of a day checks each of them."""
    standard.load()
    facts = {task.key: task for task in queries.tasks_on(DAY)}
    assert [key for key, task in facts.items() if task.pickup] == ["passport_adult", "passport_child"]
    assert [key for key, task in facts.items() if task.seasonal] == ["postal_vote"]
    assert {task.kle for task in facts.values()} == {""}


def test_every_task_a_citizen_may_look_for_has_words_in_both_languages(db: None) -> None:
    standard.load()
    silent = [task.key for task in queries.tasks_on(DAY) if not (task.synonyms_da and task.synonyms_en)]
    assert silent == ["topic_unknown"]


def test_no_word_of_the_standard_catalogue_stands_twice_in_a_row() -> None:
    lists = [(row["key"], row[language].split("|")) for row in standard.rows("words") for language in ("da", "en")]
    assert [key for key, words in lists if len(set(words)) < len(words)] == []


@pytest.mark.parametrize("name", ["words", "bring", "fees"])
def test_what_is_said_of_a_task_is_said_of_one_that_is_there(name: str) -> None:
    assert {row["key"] for row in standard.rows(name)} <= {row["key"] for row in standard.rows("tasks")}


def test_a_link_is_given_only_where_something_can_be_done_there() -> None:
    rows = [row for row in standard.rows("tasks") if row["link"]]
    assert [row["key"] for row in rows if row["self_service"] == "none"] == ["self_service_help"]


@pytest.mark.parametrize(
    ("task", "case", "total"),
    [
        ("passport_adult", "", 89_000),
        ("passport_adult", "pensioner", 37_800),
        ("passport_adult", "lost", 175_200),
        ("passport_adult", "pensioner_lost", 72_800),
        ("passport_child", "age_0_11", 15_000),
        ("passport_child", "age_12_17", 17_800),
        ("passport_child", "age_12_17_lost", 32_800),
        ("passport_child", "", None),
        ("driving_licence_renew", "", 19_000),
        ("driving_licence_renew", "health", 0),
        ("health_card", "", 22_500),
        ("library_card", "", 0),
        ("print_scan", "", None),
    ],
)
def test_what_a_citizen_pays_by_the_standard_catalogue(db: None, task: str, case: str, total: int | None) -> None:
    standard.load()
    assert fee_total(queries.entry(task).fees, DAY, case) == total


def test_an_amount_of_the_standard_catalogue_says_where_it_is_from_and_that_nobody_verified_it(db: None) -> None:
    standard.load()
    assert list(Fee.objects.filter(source="")) == []
    assert list(Fee.objects.filter(verified=True)) == []
