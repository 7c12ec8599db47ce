"""The codebook: every dataset, every column and every word of a closed list, in both languages, made from what makes the rows."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from velkommen.apps.evaluation.datasets.shape import Column, Dataset, Feed, Row, Scope, Type, plain
from velkommen.shared.wording_datasets import TYPES

LANGUAGES = ("da", "en")


def said(text: Promise | str) -> tuple[str, str]:
    """A text in Danish and in English."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(str(text))
    return found[0], found[1]


def lines(datasets: Mapping[str, Dataset]) -> Iterator[Row]:
    """A line for each column, and below it one for each of its codes: dataset, column, code, type, unit, both meanings, source."""
    for dataset in datasets.values():
        for column in dataset.columns:
            unit = said(column.unit)
            yield dataset.key, column.name, None, column.type.value, *unit, *said(column.meaning), column.source
            for code, words in column.codes.items():
                yield dataset.key, column.name, code, None, None, None, *said(words), None


def codebook(datasets: Mapping[str, Dataset]) -> Dataset:
    """The codebook of some datasets and of itself, as one more of them."""
    columns = (
        Column("dataset", Type.TEXT, _("The dataset.")),
        Column("name", Type.TEXT, _("The column.")),
        Column("code", Type.TEXT, _("A word of its closed list. Empty in the line of the column itself.")),
        Column("type", Type.CODE, _("What the column holds."), codes={one.value: TYPES[one.value] for one in Type}),
        Column("unit_da", Type.TEXT, _("The unit of its numbers, in Danish.")),
        Column("unit_en", Type.TEXT, _("The unit of its numbers, in English.")),
        Column("meaning_da", Type.TEXT, _("What it means, in Danish.")),
        Column("meaning_en", Type.TEXT, _("What it means, in English.")),
        Column("source", Type.TEXT, _("The field it is read from. Empty where it is worked out.")),
    )

    def feed(_scope: Scope) -> Feed:
        return plain(columns, lines({**datasets, made.key: made}))

    made = Dataset(
        key="codebook",
        title=_("Codebook"),
        row=_("One column, or one word a column may hold."),
        purpose=_("To read the others by."),
        columns=columns,
        feed=feed,
        small=False,
        dated=False,
        in_order=True,
    )
    return made


def as_markdown(datasets: Mapping[str, Dataset]) -> str:
    """The page of the manual: a section for each dataset, a table of its columns, a table of its codes."""
    parts = ["# Codebook\n", f"{_HEAD}\n"]
    for dataset in datasets.values():
        parts += [
            f"## `{dataset.key}`: {said(dataset.title)[1]}\n",
            _about(dataset),
            _columns(dataset),
            _codes(dataset),
        ]
    return "\n".join(part for part in parts if part)


_HEAD = (
    "Made from the code that makes the rows, and kept equal by a test. What a column says, `velkommen export data codebook` says in "
    "Danish too.\n\nA time of a row is a class: the minutes it took at most. Empty means: not known, or not so."
)


def _about(dataset: Dataset) -> str:
    small = "Rows may be about few: they are for work inside, and are not published." if dataset.small else ""
    return f"{' '.join(one for one in (said(dataset.row)[1], said(dataset.purpose)[1], small) if one)}\n"


def _columns(dataset: Dataset) -> str:
    rows = (
        f"| `{one.name}` | {one.type} | {said(one.unit)[1] or '–'} | {said(one.meaning)[1]} | {f'`{one.source}`' if one.source else '–'} |"
        for one in dataset.columns
    )
    return "\n".join(("| column | type | unit | meaning | source |", "| --- | --- | --- | --- | --- |", *rows, ""))


def _codes(dataset: Dataset) -> str:
    rows = [
        f"| `{column.name}` | `{code}` | {da} | {en} |"
        for column in dataset.columns
        for code, (da, en) in ((code, said(words)) for code, words in column.codes.items())
    ]
    return "\n".join(("| column | code | Danish | English |", "| --- | --- | --- | --- |", *rows, "")) if rows else ""
