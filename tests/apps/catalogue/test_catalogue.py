"""The catalogue: found by key, named in the reader's language, loaded once without touching what a municipality changed."""

import pytest
from django.utils import translation

from tests.people import Town, refused
from velkommen.apps.catalogue import queries, standard
from velkommen.apps.catalogue.models import Destination, Task, TaskGroup
from velkommen.domain.kinds import DeskRole
from velkommen.domain.outcomes import DestinationKind, Discretion
from velkommen.domain.refusals import Code


def test_what_is_unknown_is_refused_by_its_key(town: Town) -> None:
    assert refused(queries.task, key="nonsense") == (Code.UNKNOWN_TASK, {"task": "nonsense"})
    assert refused(queries.destination, key="nowhere") == (Code.UNKNOWN_DESTINATION, {"destination": "nowhere"})


@pytest.mark.parametrize(("language", "name"), [("da", "Skat"), ("en", "Tax"), ("en-gb", "Tax")])
def test_a_name_in_the_language_of_the_reader(town: Town, language: str, name: str) -> None:
    with translation.override(language):
        assert queries.destination("tax").name == name


def test_the_standard_catalogue_is_whole(db: None) -> None:
    standard.load()
    counts = [model.objects.count() for model in (TaskGroup, Task, Destination)]
    assert counts == [len(list(standard.rows(name))) for name in ("groups", "tasks", "destinations")]
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
