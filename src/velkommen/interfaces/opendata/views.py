"""Open data over HTTP: one address for each form. What was made is kept until the rules, the day or the address of the house change."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from velkommen.apps.places import queries as places
from velkommen.integrations.calendars.events import as_calendar
from velkommen.integrations.forms import FORMS, made
from velkommen.integrations.published import gather
from velkommen.shared import clock
from velkommen.shared.log.queries import edition

LICENCE, LICENCE_ADDRESS = "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
AN_HOUR = 3600


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is, in words."""
    addresses = {
        name.replace(".", "_"): request.build_absolute_uri(reverse("open-file", args=(name,))) for name in FORMS
    }
    shown = {"addresses": addresses, "licence": LICENCE, "licence_address": LICENCE_ADDRESS}
    return render(request, "opendata/index.html", shown)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """The whole municipality in one form."""
    return _answer(request, name, "")


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The hours of one place. Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED."""
    places.service_point(slug)
    return _answer(request, "places.ics", slug)


def _answer(request: HttpRequest, name: str, slug: str) -> HttpResponse:
    day, current, base = clock.local_day(clock.now()).isoformat(), edition(), request.build_absolute_uri("/")
    tag = quote_etag(f"{current}-{day}")
    known = get_conditional_response(request, etag=tag)
    unchanged = isinstance(known, HttpResponseNotModified)
    answer = known if known and unchanged else HttpResponse(_made(name, slug, day, current, base), FORMS[name][0])
    answer["ETag"] = tag
    answer["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    answer["Access-Control-Allow-Origin"] = "*"  # open data are for pages elsewhere too; nothing here is anybody's own
    patch_cache_control(answer, public=True, max_age=AN_HOUR)
    return answer


@lru_cache(maxsize=16)
def _made(name: str, slug: str, day: str, current: int, base: str) -> bytes:
    published = gather(clock.local_day(clock.now()), base)
    if slug:
        return as_calendar(published, [place for place in published.places() if place.slug == slug])
    return made(name, published)
