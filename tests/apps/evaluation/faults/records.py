"""What can be wrong of the database itself, the log and the figures."""

from uuid import uuid4

from django.db.migrations.recorder import MigrationRecorder

from tests.apps.evaluation.corruption import Fault, drop_trigger, restart_ids, sql
from tests.apps.evaluation.rows import (
    visits,
)
from velkommen.apps.placement.models import (
    Posting,
)
from velkommen.apps.places.models import (
    Municipality,
)
from velkommen.shared.log.models import Deed


def post_twice() -> None:
    sql("DROP INDEX posting_once_everywhere")
    posting = Posting.objects.filter(service_point=None).first()
    assert posting is not None
    Posting.objects.create(staff=posting.staff, role=posting.role)


def a_second_municipality() -> None:
    sql("DROP INDEX one_municipality")
    Municipality.objects.create(code="0998", name="Nabo Kommune", population=1, invented=True)


FOUND: list[Fault] = [
    (
        "a migration is missing",
        {"migrations_applied"},
        lambda: MigrationRecorder.Migration.objects.filter(app="log").delete(),
    ),
    ("an index was dropped", {"constraints_there"}, lambda: sql("DROP INDEX enquiry_one_current")),
    ("the trigger was dropped", {"periods_guarded"}, drop_trigger),
    ("ids start again", {"ids_go_on"}, lambda: restart_ids("visits_visit")),
    ("a colleague was deleted", {"references_exist"}, lambda: visits(state="ended").update(staff_id=99_999)),
    ("a place was deleted", {"log_whole"}, lambda: Deed.objects.update(service_point_id=99_999)),
    ("a deed was deleted", {"log_whole"}, lambda: visits().update(last_op=uuid4())),
    ("posted twice", {"setup_once", "constraints_there"}, post_twice),
    (
        "a second municipality",
        {"one_municipality", "constraints_there"},
        a_second_municipality,
    ),
]
