"""The standard catalogue: whole, known icons aside, and safe to load twice."""

import pytest

from velkommen.apps.catalogue import standard
from velkommen.apps.catalogue.models import Destination, Task, TaskGroup
from velkommen.domain.report2010 import Category


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    standard.load()
    Task.objects.filter(key="other").update(name_da="Alt muligt")
    before = list(Task.objects.values()), list(TaskGroup.objects.values()), list(Destination.objects.values())
    standard.load()
    assert (list(Task.objects.values()), list(TaskGroup.objects.values()), list(Destination.objects.values())) == before


def test_every_task_has_a_line_and_a_category() -> None:
    letters = {row["letter"] for row in standard.rows("groups")}
    tasks = list(standard.rows("tasks"))
    assert {row["group"] for row in tasks} == letters
    assert {row["historic"] for row in tasks} <= set(Category)
    assert {"talk_to_us", "other", "topic_unknown"} <= {row["key"] for row in tasks}
