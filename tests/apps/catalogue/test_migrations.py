"""A catalogue kept before tasks were told in full comes along whole: authorities become words of the list, nobody is sent nowhere."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from velkommen.apps.catalogue.models import Task

OLD = (
    ("passport", "Politiet", "complete", "low"),
    ("aid", "Kommunen", "refer", "high"),
    ("gift", "Butikken", "assist", "none"),
)


def test_tasks_of_the_first_version_are_kept(without_tables: None) -> None:
    first = MigrationExecutor(connection)
    first.migrate([("catalogue", "0001_initial")])
    old = first.loader.project_state([("catalogue", "0001_initial")]).apps
    group = old.get_model("catalogue", "TaskGroup").objects.create(letter="A", order=1)
    for key, authority, role, discretion in OLD:
        facts = {"authority": authority, "desk_role": role, "discretion": discretion, "minutes": 5, "group": group}
        old.get_model("catalogue", "Task").objects.create(key=key, **facts)
    forward = MigrationExecutor(connection)
    forward.migrate([node for node in forward.loader.graph.leaf_nodes() if node[0] == "catalogue"])
    kept = Task.objects.order_by("id").values_list("key", "authority", "authority_named", "referral__key")
    assert list(kept) == [
        ("passport", "police", "", None),
        ("aid", "municipality", "", "citizen_service"),
        ("gift", "other", "Butikken", None),
    ]
