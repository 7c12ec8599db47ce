"""A course in the reader's language: titles, texts, lines; when and where in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from velkommen.apps.courses.models import CanDo, Course, Series
from velkommen.apps.courses.queries import Could, Shown
from velkommen.apps.courses.telling import where
from velkommen.domain.small_cells import MARK
from velkommen.interfaces.web.templatetags.words import clock_time, day_word
from velkommen.shared import clock
from velkommen.shared.wording_figures import KEPT_BACK


def said(da: str, en: str) -> str:
    """English where the reader reads English and it was written; else Danish."""
    return en if en and (get_language() or "da").startswith("en") else da


def title(course: Course) -> str:
    return said(course.title_da, course.title_en)


def line(one: CanDo) -> str:
    return said(one.line_da, one.line_en)


@dataclass(frozen=True)
class Card:
    """A series as a list shows it."""

    shown: Shown
    title: str
    text: str
    lies: str
    seats: str
    address: str


def card(shown: Shown) -> Card:
    row = shown.row
    text = said(row.course.text_da, row.course.text_en)
    return Card(shown, title(row.course), text, where(row), seats(shown), reverse("course", args=(row.pk,)))


def seats(shown: Shown) -> str:
    """Whether one can still have a seat, in words."""
    if shown.row.cancelled_at:
        return gettext("Cancelled")
    if shown.over:
        return gettext("Has been held")
    if shown.begun:
        return gettext("Has begun")
    if not shown.free:
        return gettext("All seats taken: waiting list")
    return ngettext("%(free)s seat left", "%(free)s seats left", shown.free) % {"free": shown.free}


def times(shown: Shown) -> list[str]:
    """Each date: day, from when to when."""
    dates = [(one.starts_at, one.ends_at) for one in shown.dates]
    return [capfirst(f"{day_word(clock.local_day(a))}, {clock_time(a)}–{clock_time(b)}") for a, b in dates]


def could_in_public(found: Iterable[Could]) -> dict[str, Any]:
    """What people could do, as everybody may read it: of few people, only how many were asked; and what the sign says that stands there."""
    every = list(found)
    secret = any(one.told.yes is None and not one.told.nearly for one in every)
    told = [{"line": line(one.line), "told": one.told} for one in every]
    return {"could": told, "mark": MARK, "kept_back": KEPT_BACK if secret else ""}


def address_of(series: Series) -> str:
    point = series.service_point
    if series.stop:
        return series.stop.address
    return ", ".join(filter(None, (point.address, f"{point.postal_code} {point.town}".strip())))
