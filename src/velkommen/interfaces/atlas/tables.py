"""The tables of the atlas, on the page and to take home."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from django.utils.translation import gettext as _

from velkommen.apps.atlas.facts import REPORT_YEAR, cases
from velkommen.apps.atlas.queries import UNKNOWN, Published, Standing
from velkommen.domain.indicators.document import Figure, Indicator
from velkommen.interfaces.atlas import words
from velkommen.interfaces.web.charts.chart import Estimate, Intervals
from velkommen.interfaces.web.tables.table import Cell, Per, Table
from velkommen.shared import denmark
from velkommen.shared.wording_atlas import METHODS


def models_table(standings: Mapping[str, Standing], title: str) -> Table:
    """Every municipality with its models, and where that is known from."""
    rows = [_models_row(code, standings) for code in denmark.by_code()]
    head = (
        _("Code"),
        _("Municipality"),
        _("Region"),
        _("Inhabitants, about (from memory, 2024)"),
        _("Area, km²"),
        _("Models"),
        _("Year"),
        _("Known from"),
    )
    return Table("atlas", title, head, rows)


def _models_row(code: str, standings: Mapping[str, Standing]) -> list[Cell]:
    one, found = denmark.by_code()[code], standings.get(code, UNKNOWN)
    year = str(found.year or "")
    area = f"{one.area:g}".replace(".", ",")
    return [code, one.name, one.region, one.population, area, words.models(found), year, source(code, found)]


def source(code: str, found: Standing) -> str:
    """Where its models are known from: the pages of the report, or its own file."""
    held = ", ".join(case.pages for case in cases().get(code, ()) if case.held)
    pages = ", ".join(dict.fromkeys(held.split(", ")))
    if not found.models:
        return _("named in the report") if code in cases() else ""
    if found.year == REPORT_YEAR and pages:
        return _("The report of 2010, p. {pages}").format(pages=pages)
    return _("Its own indicator file")


def indicators_table(files: Iterable[Published]) -> Table:
    """Every figure of every file that holds, a row each."""
    rows = [_indicator_row(one, figure) for one in files for figure in one.document.figures]
    head = (
        _("Code"),
        _("Municipality"),
        _("First day"),
        _("Last day"),
        _("Indicator"),
        _("Definition"),
        _("Unit"),
        _("Value"),
        _("Part"),
        _("Whole"),
        _("Covers, per cent"),
        _("Hidden"),
        _("Method"),
        _("Hours counted in, per cent"),
    )
    return Table("indicators", _("Published indicators"), head, rows)


def _indicator_row(one: Published, figure: Figure) -> list[Cell]:
    document = one.document

    def whole(value: float | None) -> str:
        return "" if value is None else f"{value:g}"

    return [
        document.code,
        document.name,
        document.first.isoformat(),
        document.last.isoformat(),
        figure.indicator,
        figure.definition,
        figure.unit.value,
        "" if figure.value is None else Per(figure.value),
        whole(figure.part),
        whole(figure.whole),
        whole(figure.coverage),
        _("yes") if figure.hidden else "",
        str(METHODS[document.method]),
        whole(document.coverage),
    ]


def comparison(files: Sequence[Published], indicator: Indicator) -> tuple[Table, Intervals] | None:
    """One indicator of municipalities that are alike, in the order of the alphabet, with its chart; None where nobody tells it."""
    told = [(one, figure) for one in files if (figure := one.document.figure(indicator)) and figure.known]
    if not told:
        return None
    title = _("{indicator}, among municipalities that are alike").format(indicator=words.indicator(indicator))
    head = (
        _("Municipality"),
        _("Value"),
        _("Between (chance alone)"),
        _("Counted"),
        _("Period"),
        _("Method"),
        _("Rests on too little?"),
    )
    rows = [_compared(one, figure) for one, figure in told]
    chart = Intervals(
        "compared", title, [_estimate(one, figure) for one, figure in told], said=partial(words.amount, told[0][1].unit)
    )
    return Table("compared", title, head, rows), chart


def stands(code: str, files: Sequence[Published], indicator: Indicator) -> str:
    """The comparison in a sentence: where one municipality lies, and between what the others; "" where that cannot be said."""
    told = {one.document.code: figure for one in files if (figure := one.document.figure(indicator)) and figure.known}
    others = [figure.value for key, figure in told.items() if key != code and figure.value is not None]
    mine = told.get(code)
    if mine is None or mine.value is None or not others:
        return ""
    amount = partial(words.amount, mine.unit)
    name = next(words.name(one.document) for one in files if one.document.code == code)
    if len(others) == 1:
        said = _("{name}: {value}. The one other: {low}.")
    else:
        said = _("{name}: {value}. The {count} others: from {low} to {high}.")
    return said.format(
        name=name, value=amount(mine.value), count=len(others), low=amount(min(others)), high=amount(max(others))
    )


def _compared(one: Published, figure: Figure) -> list[Cell]:
    document = one.document
    return [
        words.name(document),
        words.value(figure),
        words.between(figure),
        words.counts(figure),
        words.days(document),
        str(METHODS[document.method]),
        words.gaps(document, figure) or _("no"),
    ]


def _estimate(one: Published, figure: Figure) -> Estimate:
    low, high = figure.interval or (None, None)
    if figure.value is None:
        return Estimate(words.name(one.document), None, note=words.value(figure))
    mark = " †" if words.gaps(one.document, figure) else ""
    return Estimate(f"{words.name(one.document)}{mark}", figure.value, low, high)
