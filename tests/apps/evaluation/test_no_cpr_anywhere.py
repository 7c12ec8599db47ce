"""A CPR number is refused or found in every column that could hold one, and the check of the doctor looks into every table."""

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction

from tests.apps.evaluation.rows import NOW, what_fjordby_lacks
from tests.quick import Lasting
from velkommen.apps.evaluation.checks.records import _with_cpr, no_cpr_anywhere, text_columns
from velkommen.apps.evaluation.checks.registry import house_models
from velkommen.project.demo import build

INVENTED = "010190-1234"  # shaped like a CPR number
TELLING = {model: text_columns(model) for model in sorted(house_models(), key=lambda m: m.__name__)}
COLUMNS = [(model, column) for model, columns in TELLING.items() for column in columns]


def fill() -> None:
    """Two days and a morning, and a row at least in each table."""
    build.fill(days=2, at=NOW)
    connection.check_constraints()
    what_fjordby_lacks()


@pytest.fixture(scope="module", autouse=True)
def everything(lasting: Lasting) -> None:
    lasting(fill)


def written(model: type[models.Model], column: str) -> object:
    """The key of the first row, after such a number was put into a column of it; None if the database refuses it there."""
    key = model._base_manager.order_by("pk").values_list("pk", flat=True)[0]
    json = isinstance(model._meta.get_field(column), models.JSONField)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=key).update(**{column: {"note": [INVENTED]} if json else INVENTED})
    except (IntegrityError, DataError):
        return None
    return key


@pytest.mark.parametrize(("model", "column"), COLUMNS, ids=lambda one: one if isinstance(one, str) else one.__name__)
def test_in_any_column_it_is_refused_or_found(model: type[models.Model], column: str) -> None:
    key = written(model, column)
    found = [f"{model._meta.verbose_name} {key}"] if key is not None else []
    assert list(_with_cpr(model, TELLING[model])) == found


def test_the_doctor_looks_into_every_table() -> None:
    put = {model: [written(model, column) for column in columns] for model, columns in TELLING.items()}
    keys = {model: {key for key in found if key is not None} for model, found in put.items()}
    assert sorted(no_cpr_anywhere.find(NOW)) == sorted(
        f"{model._meta.verbose_name} {key}" for model, found in keys.items() for key in found
    )


def test_where_there_is_none_nothing_is_found() -> None:
    assert list(no_cpr_anywhere.find(NOW)) == []
