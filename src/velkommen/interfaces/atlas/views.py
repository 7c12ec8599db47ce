"""The public pages of the atlas: the map, a municipality, a comparison, the sources; and the files behind them."""

from collections.abc import Mapping
from importlib.resources import files as package

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from velkommen.apps import atlas as room
from velkommen.apps.atlas import facts, queries
from velkommen.apps.atlas.models import IndicatorFile
from velkommen.apps.atlas.queries import UNKNOWN, Published, Standing
from velkommen.apps.places.queries import municipality as home
from velkommen.domain.cooperation import Model
from velkommen.domain.indicators.document import Indicator
from velkommen.domain.indicators.likeness import FEW, likeness
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.atlas import tables, tiles, words
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.charts.shown import shown as drawn
from velkommen.interfaces.web.tables import files, said
from velkommen.interfaces.web.tables.shown import shown
from velkommen.interfaces.web.tables.table import Table
from velkommen.shared import denmark, signing
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.wording_atlas import INDICATORS, METHODS
from velkommen.shared.wording_cooperation import MODELS
from velkommen.shared.wording_figures import KEPT_BACK

JSON = "application/json"
AN_HOUR = 3600
#: The models of the legend, and what is no model.
LEGEND = (Model.SMALL_START, Model.SAME_ROOF, Model.SELECTED_TASKS, Model.ONE_ENTRANCE, Model.NONE)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The map of a year, or of the newest that is known of each, and the same as a table."""
    known = queries.current()
    years, year = queries.years_known(known), _year(request)
    standings = queries.standings(known, year)
    invented = _invented(known)
    shown_facts = {
        "map": tiles.tile_map(standings, invented),
        "legend": [(MODELS[model], tiles.FILLS[model], words.numbers([model])) for model in LEGEND],
        "both": tiles.pattern([Model.SAME_ROOF, Model.SELECTED_TASKS]),
        "title": _title(standings, year),
        "year": year,
        "years": [year for year in years if year != facts.REPORT_YEAR],
        "report_year": facts.REPORT_YEAR,
        "rows": [_row(code, one.name, standings, one.region) for code, one in denmark.by_code().items()],
        "invented": [_row(code, name, standings, "") for code, name in sorted(invented.items())],
        "national": [(line.year, words.of(line.figure), line.source) for line in facts.years()],
        "published": bool(known),
    }
    return _drawn(request, "page", shown_facts)


def _drawn(request: HttpRequest, section: str, facts: Mapping[str, object]) -> HttpResponse:
    manages = request_actor(request).may(Right.ARRANGE, EVERYWHERE)
    return render(request, f"atlas/{section}.html", {**facts, "section": section, "manages": manages})


def _year(request: HttpRequest) -> int | None:
    """A year that can be; None for the newest known of each."""
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None


def _title(standings: dict[str, Standing], year: int | None) -> str:
    """The conclusion of the map."""
    known = sum(code in denmark.by_code() for code in standings)
    total = len(denmark.by_code())
    if not known:
        return gettext("Nothing is known of that year")
    words_ = ngettext(
        "The model of {n} of {total} municipalities is known",
        "The models of {n} of {total} municipalities are known",
        known,
    )
    found = words_.format(n=known, total=total)
    return gettext("{found} of {year}").format(found=found, year=year) if year else found


def _invented(known: list[Published]) -> dict[str, str]:
    """Invented municipalities: those that published something, and this house if it is one."""
    found = dict(queries.invented(known))
    mine = home()
    if mine and mine.invented:
        found.setdefault(mine.code, mine.name)
    return found


def _row(code: str, name: str, standings: dict[str, Standing], region: str) -> dict[str, object]:
    found = standings.get(code, UNKNOWN)
    said = words.models(found)
    return {"code": code, "name": name, "region": region, "models": said, "source": tables.source(code, found)}


@require_safe
def municipality(request: HttpRequest, digits: str) -> HttpResponse:
    """Everything known of one municipality, by its code."""
    code = digits
    known = queries.current()
    one, name = denmark.by_code().get(code), _invented(known).get(code, "")
    if one is None and not name:
        raise Http404
    history = queries.history(code)
    mine = [file for file in history if not file.gone]
    newest = queries.newest(mine).get(code)
    found = {
        "code": code,
        "name": one.name if one else name,
        "one": one,
        "invented": one is None,
        "kind": _kind(one, newest),
        "now": words.models(queries.standings(mine, None).get(code, UNKNOWN)),
        "cases": [_case(case) for case in facts.cases().get(code, ())],
        "newest": newest and _told(newest),
        "older": [_told(file) for file in history if file is not newest],
        "own": (mine_home := home()) is not None and mine_home.code == code,
    }
    return _drawn(request, "municipality", found)


def _kind(one: denmark.Known | None, newest: Published | None) -> str:
    if newest:
        return words.kind(queries.likeness_of(newest.document))
    return words.kind(likeness(one.population, one.area)) if one else ""


def _case(case: facts.Case) -> dict[str, object]:
    return {
        "model": MODELS[case.model],
        "certainty": words.CERTAINTIES[case.certainty],
        "place": words.of(case.place),
        "pages": case.pages,
        "evidence": words.of(case.evidence),
    }


def _told(file: Published) -> dict[str, object]:
    document = file.document
    return {
        "id": file.id,
        "document": document,
        "days": words.days(document),
        "method": METHODS[document.method],
        "gaps": words.gaps(document),
        "fingerprint": signing.fingerprint(file.public),
        "read_at": file.read_at,
        "gone": file.gone,
        "gone_at": file.gone_at,
        "places": [(place, MODELS[Model(place.model)]) for place in document.places],
        "kept_back": KEPT_BACK if any(figure.hidden for figure in document.figures) else "",
        "figures": [
            {
                "key": figure.indicator,
                "name": words.indicator(figure.indicator),
                "value": words.value(figure),
                "between": words.between(figure),
                "counts": words.counts(figure),
                "coverage": "–" if figure.coverage is None else said.per_cent(figure.coverage),
                "known": figure.known,
                "definition": figure.definition,
            }
            for figure in document.figures
        ],
    }


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """One indicator among those alike: their table and chart, and who is not compared."""
    known = queries.current()
    newest = queries.newest(known)
    code, indicator = _choice(request, newest)
    alike = queries.alike(known, code)
    compared = tables.comparison(alike, indicator) if alike else None
    figures = [one.document.figure(indicator) for one in alike]
    others = [one for one in alike if (figure := one.document.figure(indicator)) is None or not figure.known]
    found = {
        "kept_back": KEPT_BACK if any(figure.hidden for figure in figures if figure) else "",
        "choices": [(key, words.name(one.document)) for key, one in newest.items()],
        "indicators": [(key.value, words.indicator(key)) for key in Indicator],
        "code": code,
        "indicator": indicator.value,
        "words": INDICATORS[indicator],
        "kind": words.kind(queries.likeness_of(newest[code].document)) if code else "",
        "few": len(alike) - 1 < FEW,
        "stands": tables.stands(code, alike, indicator),
        "table": compared and shown(compared[0]),
        "chart": compared and drawn(compared[1]),
        "others": [(words.name(one.document), _other_version(one, indicator)) for one in others],
        "left_out": len(newest) - len(alike),
    }
    return _drawn(request, "compare", found)


def _choice(request: HttpRequest, newest: dict[str, Published]) -> tuple[str, Indicator]:
    """Whom to compare, and in what; what was not chosen, or cannot be, is the house's own or the first there is."""
    mine = home()
    asked = [request.GET.get("code", ""), mine.code if mine else "", *newest]
    code = next((one for one in asked if one in newest), "")
    key = request.GET.get("indicator", "")
    return code, Indicator(key) if key in set(Indicator) else Indicator.LIBRARY_SHARE


def _other_version(one: Published, indicator: Indicator) -> str:
    figure = one.document.figure(indicator)
    if figure is None:
        return gettext("does not publish it")
    return gettext("by definition {n}: not compared").format(n=figure.definition)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Where everything comes from, what the classes are, and how a file is checked."""
    taxonomies = [(line.taxonomy, line.number, words.of(line.name), line.report) for line in facts.taxonomies()]
    found = {
        "taxonomies": [(*row[:3], MODELS[row[3]] if row[3] else "") for row in taxonomies],
        "indicators": [(key, words.indicator(key), INDICATORS[key]) for key in Indicator],
        "fingerprint": signing.fingerprint(signing.public_key()),
        "public": signing.public_key(),
    }
    return _drawn(request, "sources", found)


@require_safe
def models_file(request: HttpRequest) -> HttpResponse:
    """The table of the map as a file."""
    year = _year(request)
    standings = queries.standings(queries.current(), year)
    return _csv(tables.models_table(standings, ""), f"atlas-{year}" if year else "atlas")


@require_safe
def indicators_file(request: HttpRequest) -> HttpResponse:
    """Every published figure as a file."""
    return _csv(tables.indicators_table(queries.current()), "indicators")


def _csv(table: Table, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(files.as_csv(table), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of an indicator file."""
    return _open((package(room) / "data" / "indicators.schema.json").read_bytes(), "application/schema+json")


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What this municipality publishes of its newest period. Raises: Refusal UNKNOWN_INDICATORS."""
    mine = home()
    found = queries.published_by(mine.code, signing.public_key()) if mine else None
    if found is None:
        raise Refusal(Code.UNKNOWN_INDICATORS)
    return _open(_bytes(found), JSON)


@require_safe
def one_file(request: HttpRequest, file: int) -> HttpResponse:
    """A file as it came, whether it holds or not. Raises: Refusal UNKNOWN_INDICATORS."""
    return _open(_bytes(queries.file(file)), JSON)


def _bytes(file: IndicatorFile) -> bytes:
    return bytes(file.content)


def _open(data: bytes, kind: str) -> HttpResponse:
    """Open to pages elsewhere too; nothing here is anybody's own."""
    answer = HttpResponse(data, content_type=kind)
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=AN_HOUR)
    return answer
