"""What the atlas says: models, certainties, figures and intervals in words, in the language of the reader."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from babel.dates import format_date
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velkommen.apps.atlas.facts import Certainty, Words
from velkommen.apps.atlas.queries import Standing
from velkommen.domain.cooperation import Model
from velkommen.domain.indicators.document import FULL, Document, Figure, Unit
from velkommen.domain.indicators.likeness import Likeness
from velkommen.domain.small_cells import MARK
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.templatetags.words import locale, number
from velkommen.shared.wording_atlas import DENSITIES, INDICATORS, SIZES
from velkommen.shared.wording_cooperation import MODELS

CERTAINTIES: Mapping[Certainty, Promise] = MappingProxyType(
    {
        Certainty.STATED: _("the report says so"),
        Certainty.LIKE: _("the report calls it of that kind"),
        Certainty.BEGINNING: _("on its way into it"),
        Certainty.LEFT: _("on its way out of it"),
        Certainty.PLANNED: _("planned"),
        Certainty.ENDED: _("tried, and ended"),
        Certainty.NOT_STATED: _("no model named"),
    }
)


def of(words: Words) -> str:
    """Danish or English."""
    return words[0] if locale() == "da_DK" else words[1]


def models(standing: Standing) -> str:
    """ "Model 2: under the same roof, Model 3: selected tasks"; "Not known" where nothing is."""
    return ", ".join(str(MODELS[model]) for model in standing.models) or str(MODELS[Model.UNKNOWN])


def numbers(found: Sequence[Model]) -> str:
    """What stands on a tile: the numbers of the models, a dash for none, a question mark where nothing is known."""
    signs = {Model.NONE: "–", Model.UNKNOWN: "?"}
    return " ".join(signs.get(model, model.value) for model in found) or "?"


def value(figure: Figure) -> str:
    """A figure with its unit; why there is none, where there is none."""
    if figure.hidden:
        return MARK
    return gettext("not known") if figure.value is None else amount(figure.unit, figure.value)


def amount(unit: Unit, value: float) -> str:
    if unit is Unit.PER_CENT:
        return said.per_cent(value)
    return said.duration(value) if unit is Unit.SECONDS else number(round(value, 1))


def between(figure: Figure) -> str:
    """The interval of a share; a dash for what has none."""
    if figure.value is None or figure.interval is None:
        return "–"
    low, high = figure.interval
    return gettext("{low} to {high}").format(low=said.per_cent(low), high=said.per_cent(high))


def counts(figure: Figure) -> str:
    """What it is worked out of."""
    if figure.whole is None:
        return "–"
    if figure.part is None:
        return gettext("of {whole}").format(whole=number(figure.whole))
    return gettext("{part} of {whole}").format(part=number(figure.part), whole=number(figure.whole))


def days(document: Document) -> str:
    return gettext("{first} to {last}").format(first=_day(document.first), last=_day(document.last))


def _day(day: date) -> str:
    """A day without its weekday."""
    return format_date(day, "d. MMMM y" if locale() == "da_DK" else "d MMMM y", locale=locale())


def name(document: Document) -> str:
    """What the municipality calls itself; an invented one is marked wherever it stands beside others."""
    return gettext("{name} (invented)").format(name=document.name) if document.invented else document.name


def gaps(document: Document, figure: Figure | None = None) -> str:
    """What a figure rests on: hours counted in, enquiries it speaks for, places where nothing was counted."""
    found = []
    if document.coverage is None:
        found.append(gettext("staffed hours not known"))
    elif document.coverage < FULL:
        found.append(
            gettext("counted in only {part} of the staffed hours").format(part=said.per_cent(document.coverage))
        )
    if figure and figure.coverage is not None and figure.coverage < FULL:
        found.append(gettext("speaks for {part} of the enquiries").format(part=said.per_cent(figure.coverage)))
    silent = sum(not place.counted for place in document.places)
    if silent:
        words = ngettext("nothing counted at {n} place", "nothing counted at {n} places", silent)
        found.append(words.format(n=silent))
    return ", ".join(found)


def kind(found: Likeness) -> str:
    """Size and density in words."""
    density = str(DENSITIES[found.density]) if found.density else gettext("density not known")
    return f"{SIZES[found.size]}, {density}"


def indicator(key: str) -> str:
    """Its name; its id where this version of the house does not know it."""
    return str(INDICATORS[key].name) if key in INDICATORS else key
