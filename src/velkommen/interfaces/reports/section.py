"""What a report is made of. A page and a sheet of paper show the same; neither works anything out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from velkommen.domain.insight.registry import Key
from velkommen.interfaces.web.charts.chart import Chart
from velkommen.interfaces.web.tables.table import Table


@dataclass(frozen=True)
class Section:
    """A chapter: a question, the conclusion that answers it, and what it rests on.

    Args:
        key: its name in addresses.
        question: what it answers.
        title: its conclusion.
        sentences: the answer in words; each is a paragraph.
        charts, tables: what is shown; a chart's figures stand in a table of the same chapter.
        notes: how sure this is, what is counted and what is not.
        measures: what is explained in the list of definitions.
    """

    key: str
    question: str
    title: str
    sentences: Sequence[str]
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    measures: Sequence[Key] = ()


@dataclass(frozen=True)
class Figure:
    """A figure of the first page: what it is, what it is worth, what it is of."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Summary:
    """The first page in words.

    Args:
        says: what the desk does for people.
        decide: what needs a decision.
        unknown: what is not known.
    """

    figures: Sequence[Figure]
    says: Sequence[str]
    decide: Sequence[str]
    unknown: Sequence[str]


@dataclass(frozen=True)
class Definition:
    """A measure as it is explained at the end."""

    key: str
    name: str
    means: str
    formula: str
    source: str
    caveat: str


@dataclass(frozen=True)
class Report:
    """A whole report in one language.

    Args:
        language: "da" or "en".
        owner: the municipality.
        places: which places, in words.
        invented: whether its figures are made up.
        method: how figures are worked out, paragraph by paragraph.
        sources: where they come from.
    """

    language: str
    title: str
    owner: str
    places: str
    first: date
    last: date
    invented: bool
    summary: Summary
    sections: Sequence[Section]
    definitions: Sequence[Definition] = field(default=())
    method: Sequence[str] = field(default=())
    sources: Sequence[str] = field(default=())
