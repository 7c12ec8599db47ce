"""How times, numbers and choices are written on screens. Danish: 10.42, 39,2 %, tirsdag den 24. november."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.intervals import moment_of
from velkommen.domain.placement.deciding import Reason
from velkommen.domain.placement.town import Town
from velkommen.shared import clock, wording_hours
from velkommen.shared.wording import OUTCOMES, REASONS, STATES
from velkommen.shared.wording_knowledge import ANSWERS
from velkommen.shared.wording_rules import because_in_words
from velkommen.shared.wording_tasks import PICKUP_KINDS, name_on, task_name

register = template.Library()
#: Writing a number takes some microseconds and a page has hundreds, of which many are the same.
KEPT = 8_192


@register.simple_tag
def icon_file() -> str:
    """The address of the sprite all icons are drawn from."""
    return static("dist/icons.svg")


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the design system, for the eye only: the words beside it say the same."""
    picture = '<svg class="icon-svg {}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>'
    return format_html(picture, classes, icon_file(), name)


def locale() -> str:
    """The Babel locale of the active language."""
    return "en_GB" if (get_language() or "da").startswith("en") else "da_DK"


@register.filter
def clock_time(at: datetime) -> str:
    """10.42 in Danish, 10:42 in English, on the local clock."""
    return format_time(clock.local(at), "HH.mm" if locale() == "da_DK" else "HH:mm", locale=locale())


@register.filter
def minute_time(minute: int) -> str:
    """Minutes after midnight as a time of day."""
    mark = "." if locale() == "da_DK" else ":"
    return f"{minute // 60:02d}{mark}{minute % 60:02d}"


@register.filter
def minutes_until(since: datetime, at: datetime) -> str:
    """Whole minutes gone by, as "6 min"."""
    return gettext("{n} min").format(n=max(int((at - since).total_seconds() // 60), 0))


@register.filter
def seconds(at: datetime) -> int:
    """A moment as whole seconds since 1970: the short form scripts get."""
    return int(at.timestamp())


@register.filter
def local_minute(at: datetime) -> str:
    """A moment as a form's date-time field has it: local, to the minute."""
    return clock.local(at).strftime("%Y-%m-%dT%H:%M")


@register.filter
def long_day(day: date) -> str:
    """tirsdag den 24. november 2026 / Tuesday 24 November 2026."""
    pattern = "EEEE 'den' d. MMMM y" if locale() == "da_DK" else "EEEE d MMMM y"
    return format_date(day, pattern, locale=locale())


@register.filter
def day_and_date(day: date) -> str:
    """man. 30. nov. / Mon 30 Nov: the head of a column."""
    return format_date(day, "EEE d. MMM" if locale() == "da_DK" else "EEE d MMM", locale=locale())


@register.filter
def day_word(day: date) -> str:
    """tirsdag den 24. november / Tuesday 24 November: where nobody would take it for another year's."""
    return wording_hours.day(day)


@register.filter
def day_and_time(at: datetime) -> str:
    """tirsdag den 24. november kl. 10.42 / Tuesday 24 November at 10:42, on the local clock."""
    joint = "at " if locale() == "en_GB" else "kl.\N{NO-BREAK SPACE}"
    return f"{day_word(clock.local_day(at))} {joint}{clock_time(at)}"


@register.filter
def short_day(day: date) -> str:
    """24. nov. 2026 / 24 Nov 2026."""
    return format_date(day, "d. MMM y" if locale() == "da_DK" else "d MMM y", locale=locale())


@register.filter
def short_date(at: datetime) -> str:
    """The local day of a moment, short."""
    return short_day(clock.local_day(at))


@register.filter
def host(link: str) -> str:
    """Where an address leads, as people say it: www.borger.dk."""
    return urlsplit(link).netloc


@register.filter
def answer_word(answer: str) -> str:
    return str(ANSWERS.get(answer, answer))


@register.filter
def task_word(facts: TaskFacts) -> str:
    """What a task is called."""
    return task_name(facts)


@register.filter
def called(town: Town, key: str) -> str:
    """What a task (by key) is called today."""
    return name_on(town, key, clock.local_day(clock.now()))


@register.filter
def month_word(month: date) -> str:
    """november 2026 / November 2026."""
    return f"{_month(month.month, locale())} {month.year}"


@lru_cache(maxsize=24)
def _month(month: int, of: str) -> str:
    """november, in the words of a locale."""
    return format_date(date(2000, month, 1), "LLLL", locale=of)


@register.simple_tag
def linked_data(said: Mapping[str, object]) -> SafeString:
    """Data of schema.org for machines. It is no script: no browser runs what is not JavaScript, so the policy lets it stand."""
    written = json_script(said).replace('type="application/json"', 'type="application/ld+json"', 1)
    return SafeString(written)  # escaped by json_script


class _Compact(DjangoJSONEncoder):
    """Without blanks, and with letters as they are: a line of three hundred is sent with every press."""

    item_separator, key_separator = ",", ":"

    def __init__(self, **how: object) -> None:
        super().__init__(**{**how, "ensure_ascii": False})  # type: ignore[arg-type] # what json.dumps gives


@register.filter
def script_data(value: object, element: str) -> SafeString:
    """Data for a script of the page, as short as it can be written; escaped as `json_script` does."""
    return json_script(value, element, encoder=_Compact)


@register.filter
def pickup_word(kind: str) -> str:
    return str(PICKUP_KINDS.get(kind, kind))


@register.filter
def long_moment(at: datetime) -> str:
    """tirsdag den 24. november 2026 kl. 10.42 / Tuesday 24 November 2026 at 10:42, on the local clock."""
    joint = "kl." if locale() == "da_DK" else "at"
    return f"{long_day(clock.local_day(at))} {joint} {clock_time(at)}"


@register.filter
def minute_moment(minute: int) -> str:
    """A minute (see `domain.intervals`) as a day and a time on the local clock."""
    return long_moment(moment_of(minute))


@register.filter
def because(reason: Reason) -> str:
    """The sentence of a rule that decided."""
    return because_in_words(reason)


@register.filter
def place_name(town: Town, place: int) -> str:
    """What a service point (by id) is called."""
    return town.places[place].name


@register.filter
def number(value: float) -> str:
    """1.234,5 in Danish, 1,234.5 in English."""
    return _number(value or 0, locale())  # to what is kept -0.0 and 0 are the same, and to Babel they are not


@lru_cache(maxsize=KEPT)
def _number(value: float, of: str) -> str:
    return format_decimal(value, locale=of)


@register.filter
def kroner(ore: int) -> str:
    """An amount in øre as 890 kr. or 95,50 kr. in Danish, DKK 890 or DKK 95.50 in English."""
    amount = format_decimal(ore / 100, "#,##0.00" if ore % 100 else "#,##0", locale=locale())
    return f"{amount} kr." if locale() == "da_DK" else f"DKK {amount}"


@register.filter
def percent(share: float) -> str:
    """A share of 0-1 as 39,2 % (one decimal)."""
    return _percent(share or 0, locale())


@lru_cache(maxsize=KEPT)
def _percent(share: float, of: str) -> str:
    return format_percent(share, "#,##0.0 %" if of == "da_DK" else "#,##0.0%", locale=of)


@register.filter
def state_word(state: str) -> str:
    return str(STATES.get(state, state))


@register.filter
def outcome_word(outcome: str) -> str:
    return str(OUTCOMES.get(outcome, outcome))


@register.filter
def reason_word(reason: str) -> str:
    return str(REASONS.get(reason, reason))
