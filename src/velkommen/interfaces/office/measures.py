"""What each figure means: every measure with its definition, formula, source and caveat, one press from wherever it is shown."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from velkommen.domain.insight.registry import REGISTRY, Key, Measure
from velkommen.domain.measures import TARGET_SOLVED
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.report2010 import OTHER_WARNING
from velkommen.domain.rights import Right
from velkommen.interfaces.office.doors import doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables import said
from velkommen.shared.wording_measures import MEASURES, SCALES

REPORT = "Bibliotek & Borgerservice – du er altid velkommen! (2010)"
#: The question a measure is shown at.
SHOWN_AT = {
    Key.GROWTH: "growth",
    Key.PER_THOUSAND: "growth",
    Key.TASKS: "asked",
    Key.CATEGORIES: "asked",
    Key.OTHER: "asked",
    Key.KINDS: "asked",
    Key.CHANNELS: "asked",
    Key.OUTCOMES: "solved",
    Key.SOLVED: "solved",
    Key.REFERRED: "solved",
    Key.DESTINATIONS: "solved",
    Key.REASONS: "solved",
    Key.PLACES: "when",
    Key.LIBRARY_SHARE: "who",
    Key.UNITS: "who",
    Key.LIFELINES: "who",
    Key.VOLUME: "who",
    Key.HOURS: "when",
    Key.OUTSIDE: "when",
    Key.WAITING: "waiting",
    Key.WAITING_TARGET: "waiting",
    Key.AT_DESK: "waiting",
    Key.NO_SHOWS: "waiting",
    Key.MISSED: "waiting",
    Key.VISITS: "when",
    Key.LOANS: "when",
}
TARGETS = {Key.SOLVED: TARGET_SOLVED, Key.OTHER: OTHER_WARNING}
SETTABLE = {Key.LIBRARY_SHARE, Key.WAITING_TARGET, Key.VOLUME}


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every measure with what it means. Raises: Refusal NOT_ALLOWED for who sees no figures."""
    _may(request)
    rows = [(key.value, MEASURES[key], SCALES[one.scale]) for key, one in REGISTRY.items()]
    return render(request, "office/measures.html", {"rows": rows, "doors": doors(request, "measures")})


@login_required
@require_GET
def one(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure in full. Raises: as `index`."""
    _may(request)
    if measure not in set(Key):
        raise Http404
    found = REGISTRY[Key(measure)]
    facts = {
        "words": MEASURES[found.key],
        "scale": SCALES[found.scale],
        "source": source(found),
        "target": target(found),
        "shown_at": SHOWN_AT.get(found.key, ""),
        "doors": doors(request, "measures"),
    }
    return render(request, "office/measure.html", facts)


def source(measure: Measure) -> str:
    """Where the measure comes from, in words."""
    if not measure.pages:
        return gettext("Our own choice.")
    return gettext("The report “{report}”, p. {pages}.").format(report=REPORT, pages=measure.pages)


def target(measure: Measure) -> str:
    """What it is held against, in words."""
    if measure.key in TARGETS:
        limit = said.per_cent(TARGETS[measure.key])
        words = gettext("At most {limit}.") if measure.key is Key.OTHER else gettext("At least {limit}.")
        return words.format(limit=limit)
    return gettext("What the municipality has set.") if measure.key in SETTABLE else gettext("None.")


def _may(request: HttpRequest) -> None:
    if not request_actor(request).may_somewhere(Right.SEE_STATISTICS):
        raise Refusal(Code.NOT_ALLOWED, right=Right.SEE_STATISTICS.value)
